"""The facts bundle: always small, always redacted, and what was sent is what is diagnosed."""

from __future__ import annotations

import gzip
import json
import random
import string
import textwrap
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from farhand import cli
from farhand.bundle import armor, facts, keys, sealing
from farhand.errors import Mistake
from farhand.redact import Policy, Redactor
from farhand.redact.policy import PERSON, PROFILES

TOML = """
[app]
name = "billing"
version = "2.4.1"
[env.DATABASE_URL]
required = true
secret = true
[env.API_TOKEN]
secret = true
[dependencies.database]
kind = "tcp"
host = "127.0.0.1"
port = 1
"""
SECRET = "hunter2-correct-horse"


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """A real self-test of this host, with a dependency that refuses."""
    folder = tmp_path_factory.mktemp("site")
    (folder / "farhand.toml").write_text(TOML)
    (folder / "env").write_text(f"DATABASE_URL=postgres://bob:{SECRET}@db/x\n")
    words = [
        "self-test",
        "--config",
        str(folder / "farhand.toml"),
        "--env-file",
        str(folder / "env"),
        "--json",
    ]
    with pytest.MonkeyPatch.context() as patch:
        out = folder / "report.json"
        with out.open("w") as file:
            patch.setattr("sys.stdout", file)
            assert cli.main(words) == 1
    return json.loads(out.read_text())  # type: ignore[no-any-return]


def opened(text: bytes) -> dict[str, Any]:
    found = facts.read(text.decode())
    ((_, document),) = found.documents
    return json.loads(document)  # type: ignore[no-any-return]


def diagnosed(path: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, Any]]:
    code = cli.main(["diagnose", "--json", str(path)])
    return code, json.loads(capsys.readouterr().out)


def test_a_person_sees_what_it_is(report: dict[str, Any]) -> None:
    made = facts.make(report).decode("ascii")
    lines = made.splitlines()
    assert lines[0].startswith("Facts of billing 2.4.1, 20")
    assert lines[0].endswith("fault, tcp.refused")
    assert lines[1:3] == ["", "-----BEGIN FARHAND FACTS-----"]
    assert max(map(len, lines)) <= 76
    assert len(made) < 8_000


def test_it_holds_verdict_causes_versions_and_names_of_variables(report: dict[str, Any]) -> None:
    document = opened(facts.make(report))
    assert document["verdict"] == "fault"
    assert document["causes"][0]["evidence"] == report["causes"][0]["evidence"]
    assert document["environment"] == {"DATABASE_URL": "set", "API_TOKEN": "not set"}
    assert document["versions"]["farhand"]
    assert [row["facts"] for row in document["results"]] == [row["facts"] for row in report["results"]]
    assert "dropped" not in document
    assert SECRET not in json.dumps(document)


def test_what_is_secret_in_a_report_is_hidden_once_more(report: dict[str, Any]) -> None:
    row = {"check": "tcp", "subject": "x", "stage": "tcp", "outcome": "fail", "says": f"password={SECRET}"}
    dirty = {**report, "results": [{**row, "facts": {"password": SECRET, "raw": f"redis://:{SECRET}@h/0"}}]}
    assert SECRET not in json.dumps(opened(facts.make(dirty)))


@pytest.mark.parametrize("quote", ["", "> ", "> > "])
def test_diagnose_reads_the_mail_as_it_is(
    quote: str, report: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mail = "Hello,\n\nhere are the facts:\n\n" + facts.make(report).decode() + "\nBest regards\n"
    (tmp_path / "mail.txt").write_text(textwrap.indent(mail, quote, lambda _: True).replace("\n", "\r\n"))
    (tmp_path / "report.json").write_text(json.dumps(report))
    code, direct = diagnosed(tmp_path / "report.json", capsys)
    again, mailed = diagnosed(tmp_path / "mail.txt", capsys)
    assert code == again == 1
    told = [(c["id"], c["subject"], c["why"], c["confidence"], c["owner"]) for c in direct["causes"]]
    assert told == [(c["id"], c["subject"], c["why"], c["confidence"], c["owner"]) for c in mailed["causes"]]
    assert mailed["unread"] == []
    assert [row["source"] for row in mailed["understood"]] == [f"{tmp_path}/mail.txt (facts 1)"]


@pytest.mark.parametrize("profile", PROFILES)
def test_under_every_profile_the_cause_stays_the_same(
    profile: str, report: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dirty = {**report, "notes": ["asked by jane.doe@customer.example"]}
    (tmp_path / "mail.txt").write_bytes(facts.make(dirty, Redactor(policy=Policy(profile))))
    code, told = diagnosed(tmp_path / "mail.txt", capsys)
    assert (code, told["causes"][0]["id"], told["causes"][0]["subject"]) == (1, "tcp.refused", "database")
    hides = PERSON in PROFILES[profile]
    assert ("jane.doe@" in json.dumps(opened((tmp_path / "mail.txt").read_bytes()))) is not hides


def test_text_around_a_block_is_evidence_too(
    report: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mail = facts.make(report).decode() + "\nand the log says:\nOSError: [Errno 28] No space left on device\n"
    (tmp_path / "mail.txt").write_text(mail)
    _, told = diagnosed(tmp_path / "mail.txt", capsys)
    assert {"tcp.refused", "fs.full"} <= {c["id"] for c in told["causes"]}
    line = next(c["evidence"][0]["line"] for c in told["causes"] if c["id"] == "fs.full")
    assert mail.splitlines()[line - 1].startswith("OSError")


def test_a_damaged_block_is_unread_and_the_others_count(
    report: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = facts.make(report).decode()
    (tmp_path / "mail.txt").write_text(made[: len(made) // 2] + "\n\n" + made)
    code, told = diagnosed(tmp_path / "mail.txt", capsys)
    assert code == 1
    ((why),) = [row["why"] for row in told["unread"]]
    assert why.startswith("line 3: the block is cut off")


def test_an_encrypted_block_is_told_with_the_next_step(
    report: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pair = keys.new(keys.ENCRYPTION)
    keys.write(pair, tmp_path / "key")
    made = facts.make(report, recipients=[pair.public]).decode()
    assert "refused" not in made
    assert max(map(len, made.splitlines())) <= 76
    (tmp_path / "mail.txt").write_text(textwrap.indent(made, "> ", lambda _: True))
    code, told = diagnosed(tmp_path / "mail.txt", capsys)
    assert code == 4
    assert "farhand bundle facts --open FILE --identity KEY" in told["unread"][0]["why"]
    words = ["bundle", "facts", "--open", str(tmp_path / "mail.txt"), "--identity", str(tmp_path / "key")]
    assert cli.main(words) == 0
    (tmp_path / "opened.json").write_text(capsys.readouterr().out)
    code, told = diagnosed(tmp_path / "opened.json", capsys)
    assert (code, told["causes"][0]["id"]) == (1, "tcp.refused")
    assert cli.main(words[:4]) == 2
    assert "--identity" in capsys.readouterr().err


def test_the_age_block_is_opened_by_age_alone(report: dict[str, Any], tmp_path: Path) -> None:
    import subprocess

    from tests.conftest import need_tool

    pair = keys.new(keys.ENCRYPTION)
    keys.write(pair, tmp_path / "key")
    made = facts.make(report, recipients=[pair.public]).partition(b"\n\n")[2]
    age = subprocess.run(
        [need_tool("age"), "-d", "-i", tmp_path / "key"], input=made, capture_output=True, check=True
    )
    assert opened(age.stdout)["verdict"] == "fault"


def noise(length: int, seed: int = 1) -> str:
    return "".join(random.Random(seed).choices(string.ascii_letters, k=length))


def huge(report: dict[str, Any], rows: int, length: int) -> dict[str, Any]:
    more = [
        {**report["results"][0], "outcome": outcome, "facts": {"body": noise(length, 3 * n + m)}}
        for n in range(rows)
        for m, outcome in enumerate(("pass", "skip", "fail"))
    ]
    return {**report, "results": [*report["results"], *more]}


@pytest.mark.parametrize(
    ("rows", "length", "kept"),
    [
        (1, 200_000, "texts beyond 400"),
        (100, 380, "results that passed"),
        (140, 380, "results that were skipped"),
        (300, 380, "texts beyond 120"),
        (900, 300, "all results but those of causes"),
    ],
)
def test_what_does_not_fit_is_left_out_in_order_and_said(
    rows: int, length: int, kept: str, report: dict[str, Any]
) -> None:
    made = facts.make(huge(report, rows, length))
    assert len(made) < facts.LIMIT
    document = opened(made)
    assert document["dropped"][-1].startswith(kept)
    assert document["causes"][0]["id"] == "tcp.refused"
    assert document["environment"]["DATABASE_URL"] == "set"
    assert facts.LEFT_OUT in facts.read(made.decode()).problems[0]


def test_with_readers_it_is_below_the_limit_too(report: dict[str, Any]) -> None:
    public = [keys.new(keys.ENCRYPTION).public for _ in range(5)]
    assert len(facts.make(huge(report, 300, 300), recipients=public)) < facts.LIMIT


_JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=30,
)
_PARTS = st.dictionaries(
    st.sampled_from(["app", "verdict", "results", "causes", "started", "vantage", "next", "x"]), _JSON
)


@given(_PARTS, st.integers(0, 40))
@settings(max_examples=60)
def test_any_report_ends_below_the_limit(parts: dict[str, Any], times: int) -> None:
    causes = [{"id": noise(3000, n), "says": noise(3000, n), "why": "\ud800" * 500} for n in range(times)]
    made = facts.make({"causes": causes, **parts, "schema": "farhand.report/1"}, Redactor())
    assert len(made) < facts.LIMIT
    assert opened(made)["schema"] == "farhand.report/1"


def test_deep_nesting_is_no_fault(report: dict[str, Any]) -> None:
    deep: Any = "x"
    for _ in range(900):
        deep = [deep]
    assert opened(facts.make({**report, "notes": deep}))["verdict"] == "fault"


def test_what_is_no_report_is_a_mistake(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(Mistake, match="farhand self-test --json"):
        facts.make({"schema": "other"})
    for text in ("no json", "[]", "[" * 100_000, '{"schema": "x"}'):
        (tmp_path / "r.json").write_text(text)
        assert cli.main(["bundle", "facts", str(tmp_path / "r.json")]) == 2
    assert cli.main(["bundle", "facts", str(tmp_path / "none.json")]) == 2
    assert "could not be read" in capsys.readouterr().err


def test_too_many_reports_for_one_mail_are_told(report: dict[str, Any]) -> None:
    with pytest.raises(Mistake, match="fewer reports"):
        facts.make(report, limit=300)


def test_a_bomb_is_not_unpacked() -> None:
    bomb = gzip.compress(b"\0" * (facts.UNPACKED + 1))
    with pytest.raises(ValueError, match="unpacks to more than"):
        facts.unpack(bomb)
    found = facts.read(armor.armor(bomb, "FACTS"))
    assert (found.documents, len(found.problems)) == ((), 1)
    assert facts.unpack(gzip.compress(b"x")) == b"x"


def test_a_block_that_is_no_gzip_or_of_another_kind_is_told() -> None:
    found = facts.read(armor.armor(b"plain", "FACTS") + armor.armor(b"x", "BUNDLE"))
    assert "does not unpack" in found.problems[0]
    assert "another kind (BUNDLE)" in found.problems[1]
    assert found.rest.strip() == ""


def test_the_command_line_writes_a_file_once(
    report: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "r.json").write_text(json.dumps(report))
    out = tmp_path / "mail.txt"
    words = ["bundle", "facts", str(tmp_path / "r.json"), str(tmp_path / "r.json"), "-o", str(out)]
    assert cli.main(words) == 0
    assert len(facts.read(out.read_text()).documents) == 2
    assert cli.main(words) == 2
    assert "--force" in capsys.readouterr().err
    assert cli.main(["bundle", "facts", str(tmp_path / "r.json"), "--recipient", "age1wrong"]) == 2
    assert "age1wrong" in capsys.readouterr().err


def test_the_app_s_name_cannot_begin_a_block(report: dict[str, Any]) -> None:
    evil = {**report, "app": {"name": "-BEGIN FARHAND FACTS-", "version": "\x1b[31m"}}
    made = facts.make(evil).decode()
    assert len(facts.read(made).documents) == 1
    assert facts.read(made).problems == ()
    assert not sealing.is_sealed(made.encode())
