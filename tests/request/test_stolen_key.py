"""Whoever has the vendor's key can ask questions. He cannot make the customer's copy run what is no check.

Every program that is started while a request runs is seen by an audit hook of the interpreter itself.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from farhand.request import answer, asks
from farhand.request.asks.command import visible
from tests.request.exchange import Sides, step
from tests.request.test_parameters import HOSTILE

_STARTED: list[str] = []
_watching = False


def _hook(event: str, args: tuple[Any, ...]) -> None:
    if _watching and event in (
        "subprocess.Popen",
        "os.system",
        "os.exec",
        "os.posix_spawn",
        "exec",
        "compile",
    ):
        _STARTED.append(f"{event} {args!r}"[:4000])


sys.addaudithook(_hook)


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is started during the test."""
    _STARTED.clear()
    monkeypatch.setattr(sys.modules[__name__], "_watching", True)
    return _STARTED


def canaries(pair: Sides) -> list[Path]:
    return list(pair.folder.rglob("*canary*"))


STEPS = [
    *(step("check", "queue", timeout=value) for value in HOSTILE if "canary" in value),
    *(step("check", value) for value in HOSTILE if "canary" in value),
    *(step("question", value) for value in HOSTILE if "canary" in value),
    *(step("question", "logs", since=value) for value in HOSTILE if "canary" in value),
    *(step("question", "logs", contains=value) for value in HOSTILE if "canary" in value),
    step("check", "queue", url="http://evil.example/", host="evil.example"),
    step("check", "queue", command="touch canary"),
    step("command", "", command="touch canary"),
    step("command", "check", command="touch canary"),
    step("shell", "touch canary"),
    step("check", "../../../canary"),
    step("question", "added", path="/etc/passwd"),
]


@pytest.mark.parametrize(
    "policy", ["", "[site]\nfree_commands = true\n"], ids=["default", "commands allowed"]
)
def test_nothing_that_is_no_check_runs(policy: str, pair: Sides, started: list[str]) -> None:
    if policy:
        (pair.customer / "site.toml").write_text(policy)
        (pair.customer / "site.toml").chmod(0o600)
    for number in range(0, len(STEPS), 20):
        some = STEPS[number : number + 20]
        request = pair.forged(*some, name=f"r{number}.txt", after=f"{number:064x}")
        told = pair.run(request, f"a{number}.txt")
        made = answer.read((pair.customer / f"a{number}.txt").read_text()).document
        for row, asked in zip(made["steps"], some, strict=True):
            harmless = asked.id == "logs" and set(asked.params) == {"contains"}
            assert row["outcome"] in (("ran", "declined") if harmless else ("declined",)), (row, told.err)
            assert harmless or row["ran"] is None
    assert canaries(pair) == []
    assert not [row for row in started if "canary" in row or "evil" in row]


@pytest.mark.parametrize("kind", ["../../cli/run", "Shell", "os.system", "x" * 30])
def test_a_kind_that_is_no_word_makes_the_request_unreadable(kind: str, pair: Sides) -> None:
    told = pair.run(pair.forged(step(kind, "queue")))
    assert (told.code, (pair.customer / "answer.txt").exists()) == (1, False), told.all


def test_the_vendors_words_are_not_those_the_customer_sees(pair: Sides) -> None:
    """The file may say that a step reads the weather: the customer's copy says what its own code does."""
    told = pair.farhand("show", str(pair.forged(step("check", "queue"))))
    assert "reads the weather" not in told.out
    assert "the check `tcp` of queue" in told.out
    assert "your own copy's" in told.out


def test_a_policy_that_others_may_write_to_allows_nothing(pair: Sides) -> None:
    (pair.customer / "site.toml").write_text("[site]\nfree_commands = true\n")
    (pair.customer / "site.toml").chmod(0o666)
    told = pair.run(pair.forged())
    assert (told.code, "others may write" in told.err) == (2, True)


def test_a_declared_name_is_no_path(pair: Sides) -> None:
    """The folder of an exchange stays inside, whatever app and site are called."""
    from farhand.request import ledger

    for name in ("../../up", "/etc", "..", ".", "a/b", "\x00", "x" * 300, "", "a b"):
        made = ledger.place(ledger.VENDOR, str(pair.state / "x"), name) if not name else None
        found = ledger.place(ledger.VENDOR, None, name, name) if made is None else made
        assert ".." not in found.parts
        assert len(found.name) < 60
    assert ledger.place(ledger.VENDOR, None, "a b") != ledger.place(ledger.VENDOR, None, "a-b")


def test_look_alikes_in_a_command_are_shown_as_what_they_are() -> None:
    shown = visible("сurl http://ex\u202eample\u200b \x1b[2J\r\nrm")
    assert shown == "\\u{441}url http://ex\\u{202e}ample\\u{200b} \\u{1b}[2J\\u{d}\nrm"
    assert shown.isascii()


def test_every_kind_of_step_is_a_file_and_there_are_four() -> None:
    """A new kind is a decision: it must be looked at here."""
    assert asks.names() == ["check", "command", "platform", "question"]
