"""How items are had: bounded in time and bytes, nothing left running, nothing read but what the plan says."""

from __future__ import annotations

import os
import socket
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from farhand.bundle import collect, ways
from farhand.bundle.masked import masked
from farhand.bundle.model import COMMAND, FILE, Budgets, Item, Plan
from farhand.bundle.site import Site
from farhand.bundle.ways import Taken, Work, _cut
from farhand.deadline import Deadline
from farhand.model import App
from farhand.redact import Redactor, Tally

SITE = Site(App("billing"))


def command(*argv: str, seconds: float = 10.0, limit: int = 1 << 20, part: str = "start") -> Taken:
    item = Item("x", COMMAND, " ".join(argv), "why", limit, seconds, argv=argv, part=part)
    return ways.take(item, Work(SITE, Deadline(seconds), limit))


def file(path: Path, limit: int = 1 << 20, part: str = "end") -> Taken:
    item = Item("x", FILE, str(path), "why", limit, part=part)
    return ways.take(item, Work(SITE, Deadline(10), limit))


def runs(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat") as stat:
            return stat.read().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def gone(pid: int) -> bool:
    end = time.monotonic() + 20
    while runs(pid) and time.monotonic() < end:
        time.sleep(0.02)
    return not runs(pid)


DEAF = (
    "trap '' TERM INT HUP; echo $$; sh -c 'trap \"\" TERM INT HUP; echo $$; while :; do sleep 1; done' & {}"
)


@pytest.mark.parametrize("then", ["wait", "exit 0"])
def test_the_whole_group_ends_also_grandchildren_that_ignore_signals(then: str) -> None:
    taken = command("sh", "-c", DEAF.format(f"sleep 0.3; {then}"), seconds=1.5)
    pids = [int(line) for line in taken.data.split()]
    assert len(pids) == 2
    assert all(gone(pid) for pid in pids)
    assert taken.outcome == ("timed out" if then == "wait" else "ok")


def test_output_without_end_is_cut_at_its_limit_and_the_command_ended() -> None:
    taken = command("sh", "-c", "echo $$; exec yes 'a line'", limit=1000)
    assert taken.outcome == "truncated"
    assert gone(int(taken.data.split(b"\n")[0]))
    assert len(taken.data) < 200_000


def test_of_an_output_whose_end_matters_the_end_is_kept() -> None:
    taken = command("seq", "1", "200000", limit=1000, part="end")
    assert taken.data.endswith(b"\n200000\n")
    assert taken.before > 0
    assert len(taken.data) < 2 * (1000 + ways.CONTEXT) + 1000


def test_a_command_that_fails_tells_why_and_one_that_is_not_there_is_absent() -> None:
    assert command("sh", "-c", "echo no such unit >&2; exit 4").says == "no such unit"
    assert command("sh", "-c", "echo Permission denied >&2; exit 1").outcome == "denied"
    assert command("no-such-program-here").outcome == "absent"
    partly = command("sh", "-c", "echo something; echo then it broke >&2; exit 3")
    assert (partly.data, partly.says) == (b"something\n", "it ended with status 3: then it broke")


def test_a_command_reads_no_input_and_speaks_english() -> None:
    assert command("cat").outcome == "absent"
    assert command("sh", "-c", "echo $LC_ALL").data == b"C\n"


def test_only_regular_files_are_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    with socket.socket(socket.AF_UNIX) as one:
        one.bind(str(tmp_path / "socket"))
        for path in (tmp_path / "fifo", tmp_path / "socket", Path("/dev/zero"), tmp_path):
            assert file(path).outcome == "withheld", path
    assert file(tmp_path / "nothing").outcome == "absent"


def test_a_link_that_was_no_link_when_it_was_planned_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret\n")
    (tmp_path / "log").symlink_to(tmp_path / "secret")
    assert file(tmp_path / "log").outcome == "withheld"
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "secret").write_text("secret\n")
    (tmp_path / "folder").symlink_to(tmp_path / "there")
    assert file(tmp_path / "folder" / "secret").outcome == "withheld"


def test_a_part_of_a_line_is_never_taken(tmp_path: Path) -> None:
    (tmp_path / "one").write_text("x" * 300_000)
    assert file(tmp_path / "one", limit=1000).outcome == "withheld"
    (tmp_path / "two").write_text("x" * 300_000 + "\nlast line\n")
    assert file(tmp_path / "two", limit=1000).data == b"last line\n"


def test_an_item_that_is_not_in_the_plan_is_refused() -> None:
    planned = Item("a", COMMAND, "true", "why", argv=("true",))
    run = collect._Run(Plan("billing", items=(planned,)), SITE, frozenset(), None, lambda name, word: None)
    with pytest.raises(collect.NotPlanned):
        run.start(Item("a", COMMAND, "true", "why", argv=("id",)))


def test_sources_that_hang_cost_only_their_own_deadline() -> None:
    hung = [Item(f"h{n}", COMMAND, "sleep", "why", seconds=1.0, argv=("sleep", "600")) for n in range(6)]
    fine = [Item(f"f{n}", COMMAND, "echo", "why", argv=("echo", "fine")) for n in range(6)]
    made = collect.collect(Plan("billing", items=(*hung, *fine)), Site(App("billing")))
    assert [row.outcome for row in made.rows] == ["timed out"] * 6 + ["ok"] * 6
    assert set(made.data) == {f"f{n}" for n in range(6)}


def test_when_the_time_for_all_is_up_the_rest_has_rows_that_say_so() -> None:
    hung = [Item(f"h{n}", COMMAND, "sleep", "why", seconds=60, argv=("sleep", "600")) for n in range(9)]
    made = collect.collect(
        Plan("billing", budgets=Budgets(seconds=1.5), items=tuple(hung)), Site(App("billing"))
    )
    assert {row.outcome for row in made.rows} <= {"timed out", "not reached"}
    assert made.rows[-1].outcome == "not reached"
    assert "used up" in made.interrupted


def test_a_disk_that_fills_up_meanwhile_ends_the_collection() -> None:
    item = Item("h", COMMAND, "sleep", "why", seconds=60, argv=("sleep", "600"))
    made = collect.collect(Plan("billing", items=(item,)), Site(App("billing")), room=lambda: 1000)
    assert (made.rows[0].outcome, "left free" in made.interrupted) == ("not reached", True)


class Failing(Redactor):
    """Writes what it was given, unredacted, and fails then: the worst that a redactor could do."""

    def stream(self, source: object, sink: object, tally: Tally | None = None) -> None:
        sink.write(source.read())  # type: ignore[attr-defined]
        raise RuntimeError("in the middle")


class Hanging(Redactor):
    def stream(self, source: object, sink: object, tally: Tally | None = None) -> None:
        time.sleep(600)


class Dropping(Redactor):
    """Loses a line: then nobody knows any more which lines are context."""

    def stream(self, source: object, sink: object, tally: Tally | None = None) -> None:
        sink.write(source.read().partition(b"\n")[2])  # type: ignore[attr-defined]


@pytest.mark.parametrize("redactor", [Failing(), Hanging(), Dropping()])
def test_what_is_not_redacted_is_withheld_with_the_reason(redactor: Redactor) -> None:
    made = masked("x", Taken(b"one\nsecret\nthree\n", before=1), 1.0, redactor, 0.5)
    assert (made.data, made.row.outcome, made.row.sha256) == (b"", "withheld", "")
    assert made.row.says


@pytest.mark.parametrize(
    "data",
    [
        b"\x7fELF\x02\x01\x01\0\0",
        b"PK\x03\x04" + bytes(range(256)),
        bytes(range(1, 32)) * 9,
        b"\x80\x81\xff" * 50,
    ],
)
def test_what_is_no_text_is_withheld(data: bytes) -> None:
    assert masked("x", Taken(data), 1.0, Redactor(), 5).row.outcome == "withheld"


@pytest.mark.parametrize(
    "text", ["caf\xe9 au lait\n".encode("latin-1"), "grün\n".encode(), "\ufeffx\n".encode("utf-16")]
)
def test_text_in_other_encodings_is_text(text: bytes) -> None:
    assert masked("x", Taken(text), 1.0, Redactor(), 5).row.outcome == "ok"


KEY = (
    "-----BEGIN PRIVATE KEY-----\n"
    + "".join(f"lineof{n:04}\n" for n in range(40))
    + "-----END PRIVATE KEY-----\n"
)


def test_lines_cut_out_of_the_middle_of_a_key_are_hidden_for_what_they_are() -> None:
    """The lines alone look like any others: only what stands before and after says what they are."""
    low, high = KEY.index("lineof0010"), KEY.index("lineof0020")
    made = masked("x", _cut.cut(KEY.encode(), low, high, True, True), 1.0, Redactor(), 5)
    assert made.data.count(b"\n") == 10
    assert b"lineof" not in made.data
    alone = masked("x", Taken(KEY[low:high].encode()), 1.0, Redactor(), 5)
    assert b"lineof" in alone.data


@given(st.lists(st.text("ab \r", max_size=6), max_size=12), st.booleans(), st.data())
def test_a_cut_takes_exactly_the_whole_lines_between_its_ends(
    rows: list[str], ends: bool, draw: st.DataObject
) -> None:
    data = "\n".join(rows).encode() + (b"\n" if ends else b"")
    low = draw.draw(st.integers(0, len(data)))
    high = draw.draw(st.integers(low, len(data)))
    starts = [0, *(at + 1 for at, byte in enumerate(data) if byte == 10)]
    whole = [(a, b) for a, b in pairwise([*starts, len(data)]) if b > a]
    expected = b"".join(data[a:b] for a, b in whole if a >= low and b <= high)
    taken = _cut.cut(data, low, high, True, True)
    assert _cut.without_context(taken.data, taken.before, taken.after) == expected
    assert taken.outcome == ("ok" if expected else "withheld")
