"""`farhand diagnose`: any mix of evidence to one document, and no input that makes it fall over."""

from __future__ import annotations

import gzip
import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests import made_logs

TOML = """
[app]
name = "billing"
[dependencies.payments]
kind = "tcp"
host = "127.0.0.1"
port = {port}
run_by = "vendor"
"""


def farhand(*words: str, data: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "farhand", *words], input=data, capture_output=True, timeout=120
    )


def diagnosed(*words: str, data: bytes = b"") -> tuple[int, dict[str, Any]]:
    done = farhand("diagnose", "--json", *words, data=data)
    assert b"Traceback" not in done.stderr
    return done.returncode, json.loads(done.stdout)


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A real report: nobody listens on the port that the app needs."""
    import socket

    folder = tmp_path_factory.mktemp("site")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    (folder / "farhand.toml").write_text(TOML.format(port=port))
    return farhand(
        "self-test", "--json", "--only", "payments", "--config", str(folder / "farhand.toml")
    ).stdout


def test_a_saved_report_leads_to_the_same_causes(saved: bytes, tmp_path: Path) -> None:
    report = json.loads(saved)
    (tmp_path / "r.json").write_bytes(saved)
    code, document = diagnosed(str(tmp_path / "r.json"))
    assert code == 1
    assert list(document) == ["schema", "verdict", "understood", "unread", "causes", "next"]
    assert document["schema"] == "farhand.diagnosis/1"
    assert document["verdict"] == "fault"
    assert [c["id"] for c in document["causes"]] == [c["id"] for c in report["causes"]]
    assert [c["owner"] for c in document["causes"]] == [c["owner"] for c in report["causes"]]
    assert document["understood"] == [
        {"source": str(tmp_path / "r.json"), "reader": "farhand.report/1", "lines": saved.count(b"\n") + 1}
    ]
    quote = document["causes"][0]["evidence"][0]
    assert quote["source"] == str(tmp_path / "r.json")
    assert '"stage": "tcp"' in "\n".join(saved.decode().splitlines()[quote["line"] - 6 : quote["line"]])


@pytest.mark.parametrize(
    "wrap",
    [
        lambda b: b"hello\n" + b + b"\nbye\n",
        lambda b: b"> " + b.replace(b"\n", b"\n> ") + b"\n",
        lambda b: b.replace(b"\n", b"\r\n"),
        lambda b: b"\xef\xbb\xbf" + b,
        lambda b: b"\xff\xfe" + b.decode().encode("utf-16-le"),
        lambda b: gzip.compress(b),
        lambda b: b"[" + b + b"," + b + b"]",
        lambda b: b + b"\n" + b,
        lambda b: json.dumps(json.loads(b), sort_keys=True).encode(),
    ],
    ids=["between lines", "mail", "crlf", "bom", "utf-16", "gzip", "array", "two", "sorted"],
)
def test_a_report_however_it_arrives(saved: bytes, wrap: Any) -> None:
    code, document = diagnosed("-", data=wrap(saved))
    assert code == 1
    assert document["causes"][0]["id"] == json.loads(saved)["causes"][0]["id"]
    assert document["unread"] == []


def test_files_folders_and_what_is_missing(saved: bytes, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "r.json").write_bytes(saved)
    (tmp_path / "in" / "note.txt").write_text("just a note")
    code, document = diagnosed(str(tmp_path / "in"))
    assert code == 1
    assert [row["source"] for row in document["unread"]] == [str(tmp_path / "in" / "note.txt")]
    code, document = diagnosed(str(tmp_path / "in"), str(tmp_path / "nowhere"))
    assert code == 2
    assert document["verdict"] == "fault"


def hostile(saved: bytes) -> dict[str, bytes]:
    report = json.loads(saved)
    rows = report["results"]
    numbers = random.Random(3)
    odd: list[Any] = [
        None,
        5,
        "x",
        [],
        {},
        {"facts": 3},
        {"check": 1, "subject": "a", "stage": "b", "facts": {}},
    ]
    odd += [{**row, "facts": {k: [v] for k, v in row["facts"].items()}, "outcome": "fail"} for row in rows]
    odd += [{**row, "facts": dict.fromkeys(row["facts"]), "took_ms": {"a": 1}} for row in rows]
    odd += [{**row, "facts": {"about": "x", "not_applicable": [1]}} for row in rows]
    odd += [{**row, "check": "no/../such", "outcome": [], "because": {}} for row in rows]
    deep = '{"a":' * 3000 + "1" + "}" * 3000
    head = b'{"schema": "farhand.report/1", "results": '
    return {
        "empty": b"",
        "binary": numbers.randbytes(200_000),
        "nul": b"\x00" * 100_000,
        "one long line": b"x" * 5_000_000,
        "many braces": b'{"schema": "farhand.report/1", ' * 20_000,
        "braces": b"{" * 500_000,
        "deep": deep.encode(),
        "deep facts": head + b'[{"check":"tcp","subject":"a","stage":"tcp","facts":' + deep.encode() + b"}]}",
        "nan": head
        + b'[{"check":"tcp","subject":"a","stage":"tcp","took_ms":NaN,"facts":{"port":Infinity}}]}',
        "no list": head + b'{"a": 1}}',
        "odd rows": json.dumps({**report, "results": odd, "vantage": "x", "app": 3}).encode(),
        "doubled keys": head
        + b'[{"check":"tcp","check":"dns","subject":"a","stage":"dns","facts":{},"facts":{"a":1}}]}',
        "cut": saved[: len(saved) // 2],
        "huge number": head
        + b'[{"check":"tcp","subject":"a","stage":"tcp","facts":{"port":'
        + b"9" * 6000
        + b"}}]}",
        "surrogates": head
        + b'[{"check":"tcp","subject":"\\ud800","stage":"tcp","facts":{"host":"\\udfff\\u001b[2J"}}]}',
    }


NAMES = [
    "empty",
    "binary",
    "nul",
    "one long line",
    "many braces",
    "braces",
    "deep",
    "deep facts",
    "nan",
    "no list",
    "odd rows",
    "doubled keys",
    "cut",
    "huge number",
    "surrogates",
]


@pytest.mark.parametrize("name", NAMES)
def test_hostile_input_is_undecided_and_never_a_crash(saved: bytes, name: str) -> None:
    data = hostile(saved)[name]
    code, document = diagnosed("-", data=data)
    assert code in (1, 4)
    assert name != "empty" or document["verdict"] == "undecided"
    assert document["causes"] == [] or name in (
        "odd rows",
        "doubled keys",
        "nan",
        "surrogates",
        "huge number",
        "cut",  # what is left of a report is text, and says what it says
    )
    shown = farhand("diagnose", "-", data=data)
    assert shown.returncode == code
    assert b"\x1b[2J" not in shown.stdout
    assert b"\x00" not in shown.stdout


def test_nothing_understood_is_undecided() -> None:
    code, document = diagnosed("-", data=b"it does not work, please help\n")
    assert (code, document["verdict"]) == (4, "undecided")
    assert document["unread"][0]["source"] == "stdin"


def test_what_the_site_had_waived_is_not_counted(saved: bytes) -> None:
    report = json.loads(saved)
    waived = {"reason": "known", "owner": "ann", "expires": "2099-01-01"}
    for row in report["results"]:
        if row["outcome"] == "fail":
            row["waived"] = waived
    code, document = diagnosed("-", data=json.dumps(report).encode())
    assert document["verdict"] != "fault"
    assert code != 1


def test_a_secret_that_was_edited_in_is_not_printed(saved: bytes) -> None:
    report = json.loads(saved)
    for row in report["results"]:
        row["facts"]["host"] = "postgres://app:hunter2secret@db.example.com/x"
    for words in (["--json"], []):
        done = farhand("diagnose", *words, "-", data=json.dumps(report).encode())
        assert b"hunter2secret" not in done.stdout + done.stderr


def test_the_text_ends_with_the_verdict(saved: bytes) -> None:
    done = farhand("diagnose", "-", data=saved)
    text = done.stdout.decode()
    assert "Root cause" in text
    assert text.rstrip().rpartition("\n")[2].startswith("Fault")


def test_why_shows_the_weighing() -> None:
    text = b"2026-11-20 14:00:01 INFO x\nFATAL:  sorry, too many clients already\n"
    done = farhand("diagnose", "--why", "-", data=text)
    assert done.returncode == 1
    assert b"postgres.too_many_connections#" in done.stdout
    _, document = diagnosed("--why", "-", data=text)
    first = document["weighing"][0]
    assert (first["cause"], first["line"]) == ("postgres.too_many_connections", 2)
    assert first["because"]


def test_the_readers_own_declaration_names_what_the_text_speaks_of(tmp_path: Path) -> None:
    config = tmp_path / "farhand.toml"
    config.write_text(
        '[app]\nname = "billing"\n[dependencies.ledger]\nkind = "postgres"\nhost = "10.0.0.5"\n'
        'run_by = "vendor"\n'
    )
    text = b'connection to server at "10.0.0.5", port 5432 failed: FATAL:  sorry, too many clients already\n'
    _, document = diagnosed("--config", str(config), "-", data=text)
    assert document["causes"][0]["subject"] == "ledger"
    assert document["causes"][0]["owner"] == "vendor-engineering"
    done = farhand("diagnose", "--config", str(tmp_path / "none.toml"), "-", data=text)
    assert done.returncode == 2


def test_a_long_log_is_read_in_bounded_memory(tmp_path: Path) -> None:
    log = tmp_path / "app.log"
    made_logs.write(log, 12_000_000)
    with gzip.open(tmp_path / "app.log.gz", "wb") as packed:
        packed.write(log.read_bytes())
    for path in (log, tmp_path / "app.log.gz"):
        command = (
            "import resource, sys; resource.setrlimit(resource.RLIMIT_AS, (300 << 20, 300 << 20));"
            "sys.argv = ['farhand', 'diagnose', '--json', sys.argv[1]];"
            "from farhand.cli import main; sys.exit(main())"
        )
        done = subprocess.run([sys.executable, "-c", command, str(path)], capture_output=True, check=False)
        document = json.loads(done.stdout)
        assert document["causes"][0]["id"] == "tcp.refused", done.stderr
        assert document["causes"][0]["evidence"][0]["line"] == 4003
        assert document["understood"][0]["lines"] == log.read_bytes().count(b"\n")


def test_nothing_decided_names_what_would_decide() -> None:
    code, document = diagnosed("-", data=b"it does not work since monday\n")
    assert (code, document["verdict"], document["causes"]) == (4, "undecided", [])
    assert "journalctl" in document["next"][0]["command"]


def test_secrets_in_quoted_lines_are_masked() -> None:
    text = b'psql "postgres://app:hunter2secret@db/x": FATAL:  sorry, too many clients already\n'
    done = farhand("diagnose", "--json", "--why", "-", data=text)
    assert b"hunter2secret" not in done.stdout
