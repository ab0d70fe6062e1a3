"""`farhand answer`: what came back against what was asked, in the terminal, as JSON, and in a case."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import time
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from farhand.case import Case
from farhand.cli import main
from tests.answer import golden
from tests.answer.manglings import eml, outlook, quoted_and_wrapped
from tests.answer.test_frames import with_words
from tests.request.exchange import sides

REFUSED, OPEN = golden.tcp_body(), golden.tcp_body("", 0)
NOW = int(time.time())


class Done(NamedTuple):
    """What one command printed, and how it ended."""

    returncode: int
    stdout: str
    stderr: str


def farhand(*words: str, data: str = "") -> Done:
    """In this process: starting one for each of them would be most of the time."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data.encode("utf-8", "surrogateescape"))))
        code = main(list(words))
    return Done(code, out.getvalue(), err.getvalue())


def answered(*words: str, data: str = "", code: int | None = None) -> dict[str, Any]:
    done = farhand("answer", "--json", *words, data=data)
    if code is not None:
        assert done.returncode == code, done.stdout + done.stderr
    document: dict[str, Any] = json.loads(done.stdout)
    return document


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """A case in which two commands and one question were asked an hour ago."""
    folder = tmp_path / "acme"
    at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(NOW - 3600))
    with Case(folder, "ann", create=True) as made:
        for subject, check in (("database", "tcp"), ("clock", "clock")):
            made.add("asked", {"id": subject, "subject": subject, "check": check, "command": "x"}, at)
        choices = {"yes": "there is one", "no": "there is none"}
        made.add("asked", {"id": "ask-proxy", "question": "Is there a proxy?", "choices": choices}, at)
    return folder


def entries(case: Path, kind: str) -> list[dict[str, Any]]:
    with Case(case, "reader") as opened:
        return [dict(entry.body) for entry in opened.entries() if entry.kind == kind]


def output(body: str, subject: str = "database", check: str = "tcp", **told: Any) -> str:
    return golden.sealed(check, subject, body, began=told.pop("began", NOW), **told)


def test_an_answer_is_understood_kept_and_judged(case: Path) -> None:
    mail = "Hi Ann,\n" + quoted_and_wrapped.mangle(output(REFUSED, ask="database")) + "Best, Bob\n"
    found = answered("-", "--case", str(case), data=mail, code=1)
    (row,) = found["understood"]
    assert (row["check"], row["subject"], row["host"], row["ask"]) == ("tcp", "database", "web-1", "database")
    assert row["proved"]
    assert "wrapped lines put together" in row["restored"]
    assert [one["id"] for one in found["missing"]] == ["clock", "ask-proxy"]
    assert [cause["id"] for cause in found["diagnosis"]["causes"]] == ["tcp.refused"]
    kept = entries(case, "answered")
    assert kept[0]["id"] == "database"
    assert kept[0]["text"] == output(REFUSED, ask="database")
    assert "Best, Bob" in kept[1]["text"]


def test_all_answers_of_a_case_count_and_a_newer_one_replaces_the_older(case: Path) -> None:
    answered("-", "--case", str(case), data=output(REFUSED), code=1)
    found = answered("-", "--case", str(case), data=output(OPEN, began=NOW + 60))
    assert found["diagnosis"]["causes"] == []
    assert found["understood"][0]["says"][0].startswith("database was answered already")
    again = answered("-", "--case", str(case), data=output(REFUSED))
    assert "came before" in again["not_belonging"][0]["why"]
    assert again["diagnosis"]["causes"] == []
    assert len(entries(case, "answered")) == 2


def test_what_does_not_belong_is_said(case: Path) -> None:
    answered("-", "--case", str(case), data=output(OPEN))
    old = answered("-", "--case", str(case), data=output(REFUSED, began=NOW - 90_000))
    assert "before it was asked for" in old["not_belonging"][0]["why"]
    other = answered("-", "--case", str(case), data=output(OPEN, host="lap-7", began=NOW + 5))
    assert "lap-7" in other["not_belonging"][0]["why"]
    wrong = answered("-", "--case", str(case), data=output(OPEN, "search", ask="clock", began=NOW + 6))
    assert "this is the output of tcp of search, asked was clock" in wrong["not_belonging"][0]["why"]
    never = answered("-", "--case", str(case), data=output(OPEN, "search", ask="s-9", began=NOW + 7))
    assert "s-9, which was not asked" in never["not_belonging"][0]["why"]


def test_two_outputs_of_one_question_that_differ_are_told() -> None:
    found = answered("-", data=output(REFUSED) + output(OPEN, began=NOW + 9))
    assert any("which differs" in text for row in found["understood"] for text in row["says"])


def test_a_clock_that_jumps_inside_one_answer_is_told() -> None:
    text = output(OPEN)
    jumped = text.replace(f"end at={NOW + 3}", f"end at={NOW - 90_000}")
    assert "jumped" in str(answered("-", data=jumped)["understood"][0]["says"])
    assert "jumped" not in str(answered("-", data=text)["understood"][0]["says"])


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("sh: 1: getent: not found\n", "getent is not installed there"),
        ("sudo: a password is required\n", "sudo asked for a password"),
        ("", "printed nothing"),
    ],
)
def test_what_could_not_look_is_never_broken(case: Path, body: str, why: str) -> None:
    found = answered("-", "--case", str(case), data=output(body, rc=127), code=4)
    assert why in found["could_not_look"][0]["why"]
    assert found["could_not_look"][0]["instead"]
    assert found["diagnosis"]["causes"] == []


def test_a_missing_tool_outside_of_a_frame_is_no_fault_of_the_app(case: Path) -> None:
    text = "I tried clock:\n$ sh clock.sh\nbash: timedatectl: command not found\n"
    found = answered("-", "--case", str(case), data=text, code=4)
    assert "timedatectl is not installed" in found["could_not_look"][0]["why"]
    assert found["diagnosis"]["causes"] == []


def test_words_that_read_like_a_refusal_are_reported_and_recorded_only_by_hand(case: Path) -> None:
    text = "Sorry, our security does not allow us to run the clock command.\n"
    found = answered("-", "--case", str(case), data=text)
    assert found["refusals"][0]["may_mean"] == ["clock"]
    assert "--declined clock" in found["refusals"][0]["record_with"]
    assert entries(case, "declined") == []
    done = farhand("answer", "--case", str(case), "--declined", "clock", "security", "says", "no")
    assert (done.returncode, entries(case, "declined")) == (0, [{"id": "clock", "why": "security says no"}])


def test_what_a_person_said(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert farhand("answer", "--case", str(case), "--told", "ask-proxy=YES").returncode == 0
    assert entries(case, "told") == [{"id": "ask-proxy", "choice": "yes", "text": "there is one"}]
    wrong = farhand("answer", "--case", str(case), "--told", "ask-proxy=maybe")
    assert (wrong.returncode, "no, yes" in wrong.stderr) == (2, True)
    unknown = farhand("answer", "--case", str(case), "--told", "ask-moon=yes")
    assert (unknown.returncode, "was not asked" in unknown.stderr) == (2, True)
    monkeypatch.chdir(case.parent)
    assert farhand("answer", "--told", "ask-proxy=yes").returncode == 2


@pytest.mark.parametrize(
    ("name", "mangle"), [("a.eml", eml.mangle), ("a.html", outlook.mangle), ("a.txt", str)]
)
def test_saved_mails_and_pages(tmp_path: Path, name: str, mangle: Any) -> None:
    (tmp_path / name).write_text(mangle(output(REFUSED)), "utf-8")
    found = answered(str(tmp_path / name), code=1)
    assert [row["proved"] for row in found["understood"]] == [True]


@pytest.mark.parametrize(("name", "says"), [("a.docx", "plain text"), ("a.png", "picture"), ("a.pdf", "PDF")])
def test_what_is_no_text_says_what_to_ask_for(tmp_path: Path, name: str, says: str) -> None:
    (tmp_path / name).write_bytes(b"PK\x03\x04....")
    assert says in answered(str(tmp_path / name), code=2)["unread"][0]["why"]


def test_secrets_are_masked_in_the_case_and_on_the_screen(case: Path) -> None:
    body = REFUSED.replace("== end", "postgres://app:S3cr3t-Pa55@db/x\n== end")
    done = farhand("answer", "-", "--case", str(case), data=output(body) + "password=S3cr3t-Pa55\n")
    assert "S3cr3t" not in done.stdout + json.dumps(entries(case, "answered"))
    found = answered("-", "--case", str(case), data="nothing new\n", code=1)
    assert [cause["id"] for cause in found["diagnosis"]["causes"]] == ["tcp.refused"]


def test_the_terminal_shows_control_characters_harmless(case: Path) -> None:
    done = farhand("answer", "-", "--case", str(case), data=output(REFUSED, "da\x1b[2Jta\x07"))
    assert "\x1b" not in done.stdout
    assert "proved whole" in done.stdout
    assert "asked and not answered yet: clock" in done.stdout


def causes(found: dict[str, Any]) -> list[str]:
    return [cause["id"] for cause in found["diagnosis"]["causes"]]


def test_an_output_from_another_host_is_weighed_only_where_there_is_nothing_else(case: Path) -> None:
    answered("-", "--case", str(case), data=output(OPEN))
    laptop = answered("-", "--case", str(case), data=output(REFUSED, host="lap-7", began=NOW + 5), code=0)
    assert ("lap-7" in laptop["not_belonging"][0]["why"], causes(laptop)) == (True, [])
    assert "lap-7" in entries(case, "answered")[-1]["foreign"]
    container = answered("-", "--case", str(case), data=output(REFUSED, host="0a1b2c3d4e5f", began=NOW + 9))
    assert (container["not_belonging"], causes(container)) == ([], ["tcp.refused"])


def test_an_old_output_is_not_weighed_but_a_wrong_clock_alone_discards_nothing(case: Path) -> None:
    old = output(REFUSED, began=NOW - 90_000)
    alone = answered("-", "--case", str(case), data=old, code=1)
    assert ("clock of web-1 is behind" in alone["not_belonging"][0]["why"], causes(alone)) == (
        True,
        ["tcp.refused"],
    )


def test_an_old_output_beside_one_by_a_right_clock(case: Path) -> None:
    old = output(REFUSED, began=NOW - 90_000)
    found = answered("-", "--case", str(case), data=old + output(OPEN, "search"), code=0)
    assert ("is right in others" in found["not_belonging"][0]["why"], causes(found)) == (True, [])
    assert "database" in [one["id"] for one in found["missing"]]


def test_what_a_person_said_makes_a_finding_surer_or_less_sure(case: Path, tmp_path: Path) -> None:
    body = golden.body_of((golden.OUTPUTS / "http--proxy_forbidden.txt").read_text())
    text = output(body, "api", "http")
    with Case(case, "ann") as opened:
        opened.add("asked", {"id": "api", "subject": "api", "check": "http"}, "2026-01-01T00:00:00Z")
    (before,) = answered("-", "--case", str(case), data=text, code=1)["diagnosis"]["causes"]
    assert farhand("answer", "--case", str(case), "--told", "ask-proxy=no").returncode == 0
    (after,) = answered("-", "--case", str(case), data="thanks\n")["diagnosis"]["causes"]
    assert before["id"] == after["id"] == "proxy.blocked"
    assert after["confidence"] < before["confidence"]
    assert "Is there a proxy" in after["why"]


def test_what_was_left_out_of_a_kit_is_kept_as_declined(case: Path) -> None:
    with Case(case, "ann") as opened:
        app = {"id": "queue", "subject": "queue", "check": "tcp"}
        opened.add("asked", app, "2026-01-01T00:00:00Z")
    text = with_words("tcp", "farhand kit: not run", "skipped=declined platform=bare where=host")
    late = with_words("tcp", "farhand kit: not run", "skipped=deadline platform=bare where=host")
    found = answered("-", "--case", str(case), data=late)
    assert "time of the kit" in found["could_not_look"][0]["why"]
    found = answered("-", "--case", str(case), data=text, code=4)
    assert "declined by the customer" in found["could_not_look"][0]["why"]
    assert [row["id"] for row in entries(case, "declined")] == ["db"]
    assert "skipped=declined" in entries(case, "answered")[-1]["text"]


def test_the_answer_file_of_a_request_is_read(case: Path, tmp_path: Path) -> None:
    pair = sides(tmp_path)
    assert pair.run(pair.new("r.txt", "--check", "queue")).code == 0
    text = (pair.customer / "answer.txt").read_text()
    for words in ((), ("--case", str(case))):
        found = answered("-", *words, data="".join(f"> {line}\n" for line in text.splitlines()), code=1)
        assert (causes(found), found["unread"]) == (["tcp.refused"], [])
    broken = answered("-", data=text.replace("A", "B"))
    assert broken["diagnosis"]["unread"]


def test_the_report_of_a_kit_in_one_file_is_read(tmp_path: Path) -> None:
    config = tmp_path / "farhand.toml"
    config.write_text(
        '[app]\nname = "x"\n[dependencies.queue]\nkind = "tcp"\nhost = "127.0.0.1"\nport = 9\n'
        "[checks.clock]\nenabled = false\n"
    )
    pyz = tmp_path / "kit.pyz"
    assert farhand("kit", "--config", str(config), "--pyz", "-o", str(pyz)).returncode == 0
    done = subprocess.run(
        [sys.executable, "-I", str(pyz), "--here", "--print"], capture_output=True, text=True, timeout=120
    )
    mail = "".join(f"> {line}\n" for line in done.stdout.splitlines())
    for text in (done.stdout, f"Hi Ann,\n\n{mail}\nBest, Bob\n"):
        assert "tcp.refused" in causes(answered("-", data=text, code=1))
