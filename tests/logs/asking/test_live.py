"""Programs that print a log, as they fail: too late, too much, not there; real programs all of them."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from farhand.errors import Mistake
from farhand.logs import places
from farhand.logs.places import _running, _stamped, live


def ran(
    script: str, seconds: float = 60.0, limit: int = 1 << 20, both: bool = False
) -> tuple[bytes, _running.Run]:
    run = _running.Run(["sh", "-c", script], both, seconds, limit)
    return b"".join(run.blocks()), run


def test_what_came_before_the_end_of_time_is_kept_and_the_group_is_gone(tmp_path: Path) -> None:
    text, run = ran(f"echo one; sleep 300 & echo $! > {tmp_path}/pid; wait", 1.0)
    assert (text, run.late) == (b"one\n", True)
    assert "not at its end after 1 s" in _running.told(run, [], True)[0]
    pid, until = int((tmp_path / "pid").read_text()), time.monotonic() + 10
    while _lives(pid) and time.monotonic() < until:  # killed, which takes a moment on a busy machine
        time.sleep(0.01)
    assert not _lives(pid)


def _lives(pid: int) -> bool:
    """A process that nobody has waited for yet lives no more."""
    try:
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False


def test_no_more_is_taken_than_was_asked_for() -> None:
    text, run = ran("yes", limit=100_000)
    assert (len(text), run.full, run.status) == (100_000, True, 0)
    assert _running.told(run, [], True)[1]


def test_a_program_that_is_not_there_is_named() -> None:
    run = _running.Run(["no-such-program-x"], False, 1.0, 1)
    assert list(run.blocks()) == []
    assert _running.told(run, [], False) == (
        "no-such-program-x is not installed here, or not on the PATH",
        True,
    )


def test_its_own_complaint_is_the_reason() -> None:
    _, run = ran("echo 'Error from server (Forbidden): pods is forbidden' >&2; exit 1")
    assert _running.told(run, [], False) == ("Error from server (Forbidden): pods is forbidden", True)
    _, run = ran("echo 'E1127 02:07:04.9 1 memcache.go:265] noise' >&2; exit 3")
    assert _running.told(run, [], False) == ("sh ended with status 3", True)


def test_a_source_is_a_source_or_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert isinstance(places.opened("docker:shop"), live.Source)
    (tmp_path / "docker:shop").write_text("x")
    assert not isinstance(places.opened("docker:shop"), live.Source)
    with pytest.raises(Mistake, match="neither a file nor a live source"):
        places.opened("ftp:shop")
    for name in ("docker:-x", "journald:$(id)", "kubernetes:a/b/c/d", "compose:a b"):
        with pytest.raises(Mistake):
            places.opened(name)


def test_the_window_is_in_the_command() -> None:
    place = live.place("kubernetes:shop/billing/app", previous=True)
    assert place.window(1795183200.0, 1795183500.0) == {"since", "until"}
    assert "--since-time=2026-11-20T14:00:00Z" in place.argv
    assert "--previous" in place.argv
    journal = live.place("journald:shop")
    assert "level" in journal.window(None, 1795183500.25, "error")
    assert journal.argv[journal.argv.index("-p") :][:2] == ("-p", "err")
    assert "--until=2026-11-20 14:05:00.250000 UTC" in journal.argv


STAMPED = (
    b"2026-11-20T13:59:59.9Z 2026-11-20 13:59:59 INFO a\n"
    b"2026-11-20T14:00:00.000000001Z 2026-11-20 14:00:00 INFO b\n"
    b"2026-11-20T16:04:59.9+02:00 more\nunable to retrieve container logs\n"
    b"2026-11-20T14:05:00Z 2026-11-20 14:05:00 INFO c\n"
)


def test_stamps_tell_the_log_from_what_the_program_says_and_end_the_window() -> None:
    lines = _stamped.Lines("first", 1795183500.0)
    first, second, third, _, _ = STAMPED.splitlines(keepends=True)
    assert lines.texts(STAMPED) == first + second + third
    assert lines.own == [b"unable to retrieve container logs"]
    assert lines.over
    mixed = _stamped.Lines("named", 1795183500.0, ordered=False)
    text = b"[pod/a/x] 2026-11-20T14:06:00Z late\n[pod/a/y] 2026-11-20T14:00:00Z early\n"
    assert mixed.texts(text) == b"[pod/a/y] 2026-11-20T14:00:00Z early\n"
    assert not mixed.over
    journal = _stamped.Lines("journal")
    text = (
        b"2026-11-20T14:00:00.000001+0000 web-1 shop[7]: 2026-11-20 14:00:00 x\n    more\n-- No entries --\n"
    )
    assert journal.texts(text) == text[:-17]


def test_the_hot_path_does_not_load_it() -> None:
    code = (
        "import sys; from farhand.logs import places; places.opened('/etc/hostname');"
        "print([m for m in sys.modules if m.startswith(('farhand.platforms', 'farhand.logs.places.live'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
