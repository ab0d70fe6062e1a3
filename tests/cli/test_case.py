"""`farhand case`, as an engineer uses it."""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from farhand import cli
from farhand.case import Case

TOML = """
[app]
name = "shop"
[env.API_TOKEN]
secret = true
[dependencies.api]
kind = "http"
url = "https://api.example.com/v1/ping"
run_by = "vendor"
"""


@dataclass(frozen=True)
class Told:
    """What one command printed."""

    stdout: str
    stderr: str


def farhand(folder: Path, *words: str, code: int = 0) -> Told:
    """One command as it is typed in that folder; in this process, which has loaded it already."""
    out, err, before = io.StringIO(), io.StringIO(), Path.cwd()
    os.chdir(folder)
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            done = cli.main(list(words))
    finally:
        os.chdir(before)
    assert done == code, f"{' '.join(words)}: {done}\n{out.getvalue()}\n{err.getvalue()}"
    return Told(out.getvalue(), err.getvalue())


@pytest.fixture(autouse=True)
def ann(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FARHAND_AUTHOR", "ann")


def pasted(desk: Path, text: str) -> str:
    (desk / "paste.txt").write_text(text)
    return "paste.txt"


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with a declaration and a case in it."""
    (tmp_path / "farhand.toml").write_text(
        TOML + 'headers = {"Authorization" = "Bearer sentinel-token-77aa"}\n'
    )
    farhand(
        tmp_path, "case", "new", "acme", "--title", "no payment", "--site", "acme", "--reported", "it hangs"
    )
    return tmp_path


def rows(desk: Path, name: str = "acme") -> list[tuple[str, dict[str, Any]]]:
    with Case(desk / name, "test") as case:
        return [(e.kind, dict(e.body)) for e in case.entries()]


def test_a_new_case_keeps_the_declaration_without_its_secrets(desk: Path) -> None:
    (opened, problem) = rows(desk)
    assert opened[0] == "opened"
    assert opened[1]["app"] == "shop"
    assert "api.example.com" in opened[1]["declaration"]
    assert "sentinel-token-77aa" not in opened[1]["declaration"]
    assert problem == ("problem", {"says": "it hangs"})
    assert "there is a case already" in farhand(desk, "case", "new", "acme", code=2).stderr


def test_commands_without_a_case_say_what_to_do(tmp_path: Path) -> None:
    for words in (["note", "x"], ["show"], ["close", "x"], ["export", "f"], ["done", "x"]):
        assert "farhand case new DIR" in farhand(tmp_path, "case", *words, code=2).stderr
    assert farhand(tmp_path, "case", "status").stdout == "There is no open case here.\n"


def test_people_decisions_consents(desk: Path) -> None:
    case = ("--case", "acme", "--quiet")
    farhand(desk, "case", "person", "bob", "--name", "Bob", "--side", "customer", "--role", "contact", *case)
    farhand(desk, "case", "person", "bob", "--hours", "mon-fri 09:00-17:00", "--zone", "Europe/Berlin", *case)
    assert (
        "working hours" in farhand(desk, "case", "person", "bob", "--hours", "always", *case, code=2).stderr
    )
    assert "--side" in farhand(desk, "case", "person", "eve", *case, code=2).stderr
    farhand(desk, "next", "--case", "acme", "--channel", "call", "--quiet")
    step = next(body["id"] for kind, body in rows(desk) if kind == "asked")
    farhand(desk, "case", "approve", step, "security agrees, password=hunter2abc", *case)
    assert f"open is: {step}" in farhand(desk, "case", "done", "nothing", *case, code=2).stderr
    farhand(desk, "case", "done", step, *case)
    farhand(desk, "case", "decide", "we wait until monday", "--by", "bob", *case)
    shown = json.loads(farhand(desk, "case", "show", "--case", "acme", "--json").stdout)
    assert shown["schema"] == "farhand.story/1"
    assert [(p["name"], p["hours"]) for p in shown["people"]] == [("Bob", "mon-fri 09:00-17:00")]
    assert [d["by"] for d in shown["decisions"]] == ["ann", "bob"]
    assert "hunter2abc" not in json.dumps(shown)
    assert shown["hypotheses"]  # what `next` thinks possible
    assert shown["waits"][0]["kind"] == "turn"


def test_files_are_kept_without_secrets(desk: Path) -> None:
    (desk / "app.log").write_text("10.1.2.3 password=hunter2abc\n")
    (desk / "x.bin").write_bytes(bytes(range(256)) * 9)
    added = json.loads(farhand(desk, "case", "add", "app.log", "--case", "acme", "--json").stdout)["body"]
    kept = (desk / "acme" / "files" / added["sha256"]).read_text()
    assert "hunter2abc" not in kept
    assert "10.1.2.3" in kept
    assert "--as-is" in farhand(desk, "case", "add", "x.bin", "--case", "acme", code=2).stderr
    farhand(desk, "case", "add", "x.bin", "--as-is", "--case", "acme")
    assert len([1 for kind, _ in rows(desk) if kind == "file"]) == 2


def test_the_sites_rules_choose_the_profile_and_may_forbid_files(desk: Path) -> None:
    (desk / "app.log").write_text("request from 10.1.2.3 patient born 1970-01-01\n")
    with Case(desk / "acme", "bob") as case:
        case.add("told", {"id": "map.compliance", "choice": "hipaa"})
    added = json.loads(farhand(desk, "case", "add", "app.log", "--case", "acme", "--json").stdout)["body"]
    assert "10.1.2.3" not in (desk / "acme" / "files" / added["sha256"]).read_text()
    with Case(desk / "acme", "bob") as case:
        case.add("told", {"id": "map.residency", "choice": "yes", "text": "Switzerland"})
    refused = farhand(desk, "case", "add", "app.log", "--case", "acme", code=2).stderr
    assert "must stay there ('yes, Switzerland')" in refused
    mail = "Dear team, John 10.9.8.7 sees: curl: (56) CONNECT tunnel failed, response 407\n"
    farhand(desk, "answer", pasted(desk, mail), "--case", "acme", "--quiet", code=1)
    answered = next(body["text"] for kind, body in rows(desk) if kind == "answered")
    assert "10.9.8.7" not in answered
    assert "CONNECT tunnel failed" in answered
    farhand(desk, "case", "approve", "map.residency", "our officer agrees", "--case", "acme")
    farhand(desk, "case", "add", "app.log", "--case", "acme")


def test_what_people_write_is_hidden_as_the_site_and_the_declaration_ask(desk: Path) -> None:
    with Case(desk / "acme", "bob") as case:
        case.add("told", {"id": "map.compliance", "choice": "hipaa"})
        case.add("asked", {"id": "x", "question": "?"})
        text = next(e.word("declaration") for e in case.entries() if e.kind == "opened")
        case.add("opened", {"declaration": f'{text}\n[redact]\nwords = ["Falcon"]\n'})
    for words in (("note",), ("decide",), ("close",), ("reopen",)):
        farhand(desk, "case", *words, "10.1.2.3 of Falcon", "--case", "acme", "--quiet")
    farhand(desk, "answer", "--declined", "x", "10.1.2.3 of Falcon", "--case", "acme", "--quiet")
    written = [str(body) for kind, body in rows(desk) if kind != "opened"]
    assert not [row for row in written if "10.1.2.3" in row or "Falcon" in row]
    assert sum(" of " in row for row in written) == 5


def test_what_diagnose_and_answer_find_is_kept_once(desk: Path) -> None:
    text = "curl: (56) CONNECT tunnel failed, response 407\n"
    case = ("--case", "acme", "--quiet")
    farhand(desk, "answer", pasted(desk, text), *case, code=1)
    farhand(desk, "diagnose", *case, code=1)
    found = [body for kind, body in rows(desk) if kind == "finding"]
    assert found[0]["causes"][0]["id"] == "proxy.auth_required"
    assert len(found) == 1


def test_status_tells_every_open_case_below(desk: Path) -> None:
    farhand(desk, "case", "new", "deep/er/globex", "--title", "slow")
    farhand(desk, "next", "--case", "acme", "--channel", "call", "--quiet")
    farhand(desk, "case", "close", "gone", "--case", "deep/er/globex")
    told = json.loads(farhand(desk, "case", "status", "--json").stdout)
    assert [(one["case"], one["rows"][0]["side"]) for one in told["cases"]] == [("acme", "customer")]
    assert len(json.loads(farhand(desk, "case", "status", "--all", "--json").stdout)["cases"]) == 2
    text = farhand(desk, "case", "status").stdout
    assert text.startswith("1 open case\n")
    assert "waits for the customer" in text


def test_one_damaged_case_does_not_hide_the_others(desk: Path) -> None:
    (desk / "bad").mkdir()
    (desk / "bad" / "case.db").write_text("no database at all, and longer than its header is")
    done = farhand(desk, "case", "status")
    assert "acme" in done.stdout
    assert "not a case file" in done.stderr
    assert "not a case file" in farhand(desk, "case", "show", "--case", "bad", code=1).stderr


def test_a_case_goes_to_another_desk_and_back(desk: Path) -> None:
    (desk / "app.log").write_text("all is well\n")
    farhand(desk, "case", "add", "app.log", "--case", "acme")
    farhand(desk, "case", "export", "acme.jsonl", "--case", "acme")
    assert (
        "is there already" in farhand(desk, "case", "export", "acme.jsonl", "--case", "acme", code=2).stderr
    )
    farhand(desk, "case", "import", "acme.jsonl", "--case", "copy")
    farhand(desk, "case", "note", "seen in the copy", "--case", "copy")
    farhand(desk, "case", "note", "seen in the original", "--case", "acme")
    farhand(desk, "case", "export", "copy.jsonl", "--case", "copy")
    back = json.loads(farhand(desk, "case", "import", "copy.jsonl", "--case", "acme", "--json").stdout)
    assert (back["entries"], back["files"], back["missing"]) == (1, 1, 0)
    farhand(desk, "case", "export", "acme2.jsonl", "--case", "acme")
    farhand(desk, "case", "import", "acme2.jsonl", "--case", "copy")
    assert rows(desk) == rows(desk, "copy")
    assert (desk / "copy" / "files").is_dir()


def test_nobody_writes_under_the_name_of_this_copy(desk: Path) -> None:
    with Case(desk / "acme", "x") as case, Case(desk / "forged", "ann", create=True) as forged:
        forged.merge(case.entries())
        forged.add("decision", {"says": "we pay for everything", "by": "ann"})
    farhand(desk, "case", "export", "forged.jsonl", "--case", "forged")
    refused = farhand(desk, "case", "import", "forged.jsonl", "--case", "acme", code=1).stderr
    assert "entries of ann that were not written here" in refused


def test_a_hostile_file_leaves_nothing_behind(desk: Path) -> None:
    farhand(desk, "case", "export", "acme.jsonl", "--case", "acme")
    altered = (desk / "acme.jsonl").read_text().replace("it hangs", "it flies")
    (desk / "bad.jsonl").write_text(altered)
    before = sorted(path.name for path in desk.iterdir())
    assert "altered" in farhand(desk, "case", "import", "bad.jsonl", "--case", "new", code=1).stderr
    assert sorted(path.name for path in desk.iterdir()) == before
    farhand(desk, "case", "new", "other")
    assert "another case" in farhand(desk, "case", "import", "acme.jsonl", "--case", "other", code=2).stderr


def test_closing_writes_the_page_and_reopening_opens_it(desk: Path) -> None:
    case = ("--case", "acme")
    text = "curl: (56) CONNECT tunnel failed, response 407\n"
    farhand(desk, "answer", pasted(desk, text), *case, "--quiet", code=1)
    assert "no such cause" in farhand(desk, "case", "close", "x", "--cause", "no.such", *case, code=2).stderr
    farhand(desk, "case", "close", "the proxy lets us pass", *case)
    assert rows(desk)[-1][1]["cause"] == "proxy.auth_required"
    page = (desk / "acme" / "post-mortem.html").read_text()
    assert "The proxy wants a login" in page
    assert "the proxy lets us pass" in (desk / "acme" / "post-mortem.txt").read_text()
    assert "closed already" in farhand(desk, "case", "close", "x", *case, code=2).stderr
    farhand(desk, "case", "reopen", "it is back", *case)
    assert "not closed" in farhand(desk, "case", "reopen", "x", *case, code=2).stderr


def test_a_command_without_a_case_does_not_load_the_database(tmp_path: Path) -> None:
    (tmp_path / "farhand.toml").write_text(TOML)
    script = (
        "import sys; from farhand import cli; code = cli.main(sys.argv[1:]); "
        "sys.exit(code or 'sqlalchemy' in sys.modules)"
    )
    for words in (["next", "it hangs", "--quiet"], ["--help"], ["case", "note", "--help"]):
        done = subprocess.run(
            [sys.executable, "-c", script, *words], cwd=tmp_path, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr
