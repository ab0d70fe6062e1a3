"""Play the rounds in the lab's worlds and count.

python -m tests.rounds.table [family or name ...] [--half 0|1] [--every N] [--keep FILE]

`--half` takes one of two halves of the worlds, split by a digest of their names: one to develop with, and one
that was not looked at.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import platform
import signal
import sys
import zlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.bench import put
from tests.lab import faults
from tests.rounds.play import MOST, WAYS, Played, play, truths

BEGIN, END = "<!-- rounds -->", "<!-- /rounds -->"
AT_ONCE = 6
#: Worlds without one true cause: nothing is wrong, or it cannot be known.
WITHOUT = ("control", "honest")
#: Messages that a case costs which the mails did not settle.
UNSETTLED = 4
#: Seconds that one world may take, in all ways together.
LONGEST = 180.0


@dataclass(frozen=True)
class Row:
    """One world, played in all ways."""

    name: str
    wanted: tuple[str, ...]
    ways: tuple[Played, ...]
    problem: str = ""

    @property
    def family(self) -> str:
        return self.name.split("/")[0]

    def by(self, way: str) -> Played:
        return next((p for p in self.ways if p.way == way), Played(way))


def worlds(words: Sequence[str] = (), half: int | None = None) -> list[str]:
    """Names of the worlds that have a true cause."""
    there = [n for n in faults.names() if n.split("/")[0] not in WITHOUT]
    chosen = [n for n in there if not words or any(word in n for word in words)]
    return [n for n in chosen if half is None or half_of(n) == half]


def half_of(name: str) -> int:
    return zlib.crc32(name.encode()) & 1


def sample(count: int) -> list[str]:
    """A balanced choice, always the same: the families in turn, worlds by the digest of their names."""
    by_family: dict[str, list[str]] = {}
    for name in sorted(worlds(), key=lambda n: zlib.crc32(n[::-1].encode())):
        by_family.setdefault(name.split("/")[0], []).append(name)
    turns = [rows[turn] for turn in range(count) for rows in by_family.values() if turn < len(rows)]
    return sorted(turns[:count])


def row(name: str, ways: Collection[str] = WAYS, seconds: float = LONGEST) -> Row:
    """One world, played; one that takes longer than it may is ended, and told as a problem."""
    signal.signal(signal.SIGALRM, _late)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        module = faults.load(name)
        return Row(name, tuple(sorted(truths(module.EXPECT))), tuple(play(module, ways)))
    except Exception as error:
        return Row(name, (), (), f"{type(error).__name__}: {error}")
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _late(*_: object) -> None:
    raise TimeoutError("the world took longer than it may")


def rows_of(
    names: Iterable[str], at_once: int = AT_ONCE, ways: Collection[str] = WAYS, seconds: float = LONGEST
) -> Iterator[Row]:
    """Each world as soon as it was played."""
    with ProcessPoolExecutor(at_once) as pool:
        for done in as_completed([pool.submit(row, name, ways, seconds) for name in names]):
            yield done.result()


@dataclass(frozen=True)
class Count:
    """Figures of some worlds asked in one way; what was not found counts as the most."""

    way: str
    worlds: int
    found: int
    wrong: int  # decided, and not the true cause
    commands: float
    worst: int
    messages: float
    minutes: float
    bytes: float
    approvals: int


def count(rows: Sequence[Row], way: str) -> Count:
    played = [row.by(way) for row in rows]
    n = max(1, len(played))
    commands = [p.commands if p.found else MOST for p in played]
    return Count(
        way=way,
        worlds=len(played),
        found=sum(p.found for p in played),
        wrong=sum(p.decided and not p.found for p in played),
        commands=sum(commands) / n,
        worst=max((p.commands for p in played), default=0),
        messages=sum(p.messages if p.found else UNSETTLED for p in played) / n,
        minutes=sum(p.minutes for p in played) / n,
        bytes=sum(p.bytes for p in played) / n,
        approvals=sum(p.approvals for p in played),
    )


def markdown(rows: Sequence[Row], ways: Sequence[str] = WAYS) -> str:
    """One line per family: for each way what was found, and the mean of commands or messages."""
    heads = [f"{_NAMES[way]}: found | {'messages' if 'mail' in way else 'commands'}" for way in ways]
    head = " | ".join(["| family | worlds", *heads, "minutes by mail | KB back |"])
    lines = [head, "|---" * (head.count("|") - 1) + "|"]
    for family in [*sorted({r.family for r in rows}), "all"]:
        some = [r for r in rows if family in (r.family, "all")]
        cells = [_cells(count(some, way)) for way in ways]
        mail = count(some, "mail")
        more = [f"{mail.minutes:.1f}", f"{mail.bytes / 1000:.1f} |"]
        lines.append(" | ".join([f"| {family} | {len(some)}", *cells, *more]))
    return "\n".join(lines)


_NAMES = {
    "call": "call",
    "mail": "mail",
    "call by probe": "probe, call",
    "mail by probe": "probe, mail",
    "article": "checklist",
}


def _cells(count: Count) -> str:
    mean = count.messages if "mail" in count.way else count.commands
    return f"{count.found} | {mean:.2f}"


def page(rows: Sequence[Row]) -> str:
    """The table with its day and machine, what was asked for, and every world that was not found."""
    played = [row for row in rows if not row.problem]
    ways = [way for way in WAYS if any(p.way == way for row in played for p in row.ways)]
    call, mail = count(played, "call"), count(played, "mail")
    wrong = ", ".join(f"{_NAMES[way]} {count(played, way).wrong}" for way in ways)
    lost = len(rows) - len(played)
    head = (
        f"{len(played)} worlds, on {datetime.date.today()}; {os.cpu_count()} cores, {platform.system()} "
        f"{platform.release().split('-')[0]}, Python {platform.python_version()}"
        f"{f'; {lost} more could not be played' if lost else ''}. "
        f"On a call {call.commands:.2f} commands (asked: 3), at most {call.worst} (asked: 8); by mail "
        f"{mail.messages:.2f} messages (asked: 1.5). Decided for another cause: {wrong}."
    )
    return f"{head}\n\n{markdown(played, ways)}\n\n{_not_found(played)}"


def _not_found(rows: Sequence[Row]) -> str:
    lines = [
        f"- `{row.name}`: {' or '.join(row.wanted)}; said: {row.by('call').said or 'nothing'}"
        for row in sorted(rows, key=lambda r: r.name)
        if not row.by("call").found
    ]
    return "\n".join(
        ["Not found on a call:" if lines else "Every one was found on a call.", "", *lines]
    ).rstrip()


def story(row: Row) -> str:
    """One line per world. BLUNT: the probe finds it, the command does not see it."""
    if row.problem:
        return f"WORLD {row.name}: {row.problem[:200]}"
    call, probe = row.by("call"), row.by("call by probe")
    mark = "ok" if call.found else "BLUNT" if probe.found else "MISS"
    parts = [f"{mark:<5} {row.name} ({'|'.join(row.wanted)})", _told("call", call), _told("probe", probe)]
    return "; ".join([*parts, f"mails {row.by('mail').messages}", f"article {row.by('article').said}"])


def _told(way: str, played: Played) -> str:
    sure = "" if played.decided else "?"
    return f"{way} {played.commands} {played.said}{sure} [{','.join(played.trail)}]"


def kept(files: Iterable[Path], but: Collection[str]) -> Iterator[Row]:
    """Rows that were kept before, of worlds that were not played now."""
    seen = set(but)
    for file in files:
        for told in json.loads(file.read_text("utf-8")):
            ways = tuple(Played(**way) for way in told["ways"])
            if told["name"] not in seen:
                yield Row(told["name"], tuple(told["wanted"]), ways, told["problem"])
            seen.add(told["name"])


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.rounds.table")
    parser.add_argument("words", nargs="*", help="families or names")
    parser.add_argument("--half", type=int, choices=(0, 1), help="0 to develop with, 1 not looked at")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="every Nth of them")
    parser.add_argument("--write", action="store_true", help="put the table into docs/benchmarks.md")
    parser.add_argument("--also", type=Path, nargs="*", default=[], metavar="FILE", help="kept before")
    parser.add_argument("--ways", default=",".join(WAYS), help="with commas; default: all")
    parser.add_argument("--at-once", type=int, default=AT_ONCE, metavar="N")
    parser.add_argument("--keep", type=Path, metavar="FILE", help="all that was played, as JSON")
    args = parser.parse_args(argv)
    names = sorted(worlds(args.words, args.half), key=lambda n: zlib.crc32(n[::-1].encode()))
    rows = []
    for found in rows_of(names[:: args.every], args.at_once, args.ways.split(",")):
        print(story(found), flush=True)
        rows.append(found)
    rows = sorted([*rows, *kept(args.also, {r.name for r in rows})], key=lambda r: r.name)
    print(page(rows))
    if args.write:
        put(page(rows), BEGIN, END)
    if args.keep:
        args.keep.write_text(json.dumps([asdict(r) for r in rows], indent=1), "utf-8")
    return 0 if rows else 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
