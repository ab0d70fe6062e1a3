"""A person at a terminal decides about each step: yes, no with a reason, or as another step than asked."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
from pathlib import Path
from typing import Any

from farhand.request import answer
from tests.bundle.places import SOURCE
from tests.request.exchange import Sides, step

#: Seconds of silence after which nobody is expected to say more.
PATIENCE = 30.0


def answered(
    pair: Sides, request: Path, *answers: str, options: tuple[str, ...] = (), wrap: tuple[str, ...] = ()
) -> tuple[int, str]:
    """Exit status and what the terminal showed, where these lines were typed. `wrap`: what runs farhand."""
    ours, theirs = pty.openpty()
    words = ["request", "run", str(request), "--here", "--plain", "-o", "answer.txt", *options]
    env = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": SOURCE,
        "FARHAND_EXCHANGE": str(pair.state),
        "LANG": "C.UTF-8",
    }
    process = subprocess.Popen(
        [*wrap, sys.executable, "-m", "farhand", *words],
        cwd=pair.customer, env=env, stdin=theirs, stdout=theirs, stderr=theirs,
    )  # fmt: skip
    os.close(theirs)
    os.write(ours, "".join(f"{line}\n" for line in answers).encode())
    shown = bytearray()
    try:
        while select.select([ours], [], [], PATIENCE)[0] and (piece := os.read(ours, 4096)):
            shown += piece
    except OSError:  # the other end is closed
        pass
    os.close(ours)  # hangs up: whoever still waits for an answer ends
    return process.wait(60), shown.decode("utf-8", "replace")


def steps(pair: Sides) -> list[dict[str, Any]]:
    return list(answer.read((pair.customer / "answer.txt").read_text()).document["steps"])


def test_yes_no_and_edit(pair: Sides) -> None:
    request = pair.new("r.txt", *("--check", "queue") * 3)
    lines = [
        "yes",
        "no",
        "security says no, password=hunter2secret",
        "edit",
        "url=http://x",
        "stage=dns",
        "",
        "yes",
    ]
    code, shown = answered(pair, request, *lines, "yes")
    assert code == 0, shown
    ran, declined, edited = steps(pair)
    assert ran["outcome"] == "ran"
    assert (declined["outcome"], declined["ran"]) == ("declined", None)
    assert "security says no" in declined["why"]
    assert "hunter2secret" not in str(declined)
    assert "has no parameter 'url'" in shown
    assert (edited["outcome"], edited["asked"]["params"], edited["ran"]["params"]) == (
        "edited",
        {},
        {"stage": "dns"},
    )
    assert [r["stage"] for r in edited["report"]["results"]] == ["config", "dns"]
    opened = pair.open()
    assert "not as asked" in opened.out
    assert opened.code == 0


def test_no_to_the_preview_writes_nothing_and_it_may_be_run_again(pair: Sides) -> None:
    request = pair.new("r.txt")
    code, shown = answered(pair, request, "yes", "no")
    assert (code, (pair.customer / "answer.txt").exists()) == (4, False)
    assert "this leaves, and nothing else" in shown
    assert answered(pair, request, "yes", "yes")[0] == 0
    assert pair.open().code == 0


def test_the_end_of_the_input_means_no(pair: Sides) -> None:
    assert answered(pair, pair.new("r.txt"), "\x04", "\x04", "\x04")[0] == 4


def test_a_log_is_shown_with_its_path_before_it_is_read(pair: Sides) -> None:
    _, shown = answered(pair, pair.new("r.txt", "--question", "logs"), "no", "", "no")
    assert str(pair.customer / "app.log") in shown.replace("\r\n", "")


def test_a_free_command_is_typed_for_and_y_is_not_enough(pair: Sides) -> None:
    (pair.customer / "site.toml").write_text("[site]\nfree_commands = true\n")
    (pair.customer / "site.toml").chmod(0o600)
    lure = "touch canary; echo \u202ehidden; echo password=hunter2secret"
    request = pair.forged(step("command", "", command=lure))
    code, shown = answered(pair, request, "y", "yes", "", "edit", "no", "not today", "yes")
    assert (code, (pair.customer / "canary").exists()) == (4, False), shown
    assert "\\u{202e}hidden" in shown
    assert "\u202e" not in shown
    second = pair.forged(step("command", "", command=lure), name="second.txt", after="ab" * 32)
    (pair.customer / "answer.txt").unlink()
    code, shown = answered(pair, second, "yes", "execute", "yes")
    assert (code, (pair.customer / "canary").exists()) == (0, True), shown
    (text,) = steps(pair)[0]["texts"]
    assert "hidden" in text["text"]
    assert "hunter2secret" not in text["text"]


def test_without_the_policy_a_free_command_is_not_even_asked_for(pair: Sides) -> None:
    request = pair.forged(step("command", "", command="touch canary"))
    code, shown = answered(pair, request, "execute", "yes", "yes")
    assert "to run this command" not in shown
    assert (code, (pair.customer / "canary").exists()) == (4, False), shown


def test_a_site_is_confirmed_and_a_fork_is_asked_about(pair: Sides) -> None:
    assert answered(pair, pair.new("r.txt", "--check", "queue", "--site", "berlin"), "no")[0] == 1
    code, shown = answered(
        pair, pair.new("r2.txt", "--check", "queue", "--site", "berlin"), "yes", "yes", "yes", "yes"
    )
    assert code == 0, shown
    fork = pair.forged(site="berlin", after="cd" * 32, name="gap.txt")
    (pair.customer / "answer.txt").unlink()
    code, shown = answered(pair, fork, "no")
    assert (code, "a gap" in shown) == (1, True)
