"""Print the records of one or many logs that match, in the order of time: since <= time < until.

A record is printed whole, with its traceback. T is 2026-11-20T14:00:00Z, '2026-11-20 14:00', 14:00 (in the
log's last day) or -15m (before now). A time without zone, here or in a log, is UTC unless --zone or [logs]
zone says otherwise. The window is found by halving: a big log costs no more than a small one.

  farhand logs slice app.log --since 14:02 --until 14:07
  farhand logs slice app.log app.log.1 app.log.2.gz --level ERROR --tail 50
"""

from __future__ import annotations

import os
import sys

from farhand.errors import Mistake

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterator

    from farhand.faces.progress import Bar
    from farhand.logs.model import Query
    from farhand.logs.places import Place
    from farhand.logs.slicing import Left

SUMMARY, ORDER = "the records of a time window, of a level, with a word, of a trace", 1
UNREADABLE, INTERRUPTED = 2, 130
#: Bytes of output where --max-bytes does not say otherwise.
MOST = 256 << 20


def options(parser: ArgumentParser) -> None:
    parser.add_argument(
        "file", nargs="+", metavar="FILE", help="a log, compressed or not; - for standard input"
    )
    when = parser.add_argument_group("the window")
    when.add_argument("--since", metavar="T", help="from this time on")
    when.add_argument("--until", metavar="T", help="before this time")
    when.add_argument("--zone", metavar="Z", default="", help="of times without one: Europe/Berlin, +02:00")
    what = parser.add_argument_group("which records (all must hold)")
    what.add_argument(
        "--level", metavar="L", help="of this level or worse: debug, info, warning, error, critical"
    )
    what.add_argument("--grep", metavar="S", action="append", default=[], help="with this text in it")
    what.add_argument(
        "--regex", metavar="R", action="append", default=[], help="that this expression matches"
    )
    what.add_argument("--trace", metavar="ID", action="append", default=[], help="with this id in it, whole")
    what.add_argument("--field", metavar="K=V", action="append", default=[], help="whose field K is V")
    bound = parser.add_argument_group("how much")
    bound.add_argument("--head", metavar="N", type=int, default=0, help="only the first N")
    bound.add_argument("--tail", metavar="N", type=int, default=0, help="only the last N")
    bound.add_argument("--context", metavar="N", type=int, default=0, help="N records before and after each")
    bound.add_argument(
        "--max-bytes", metavar="N", type=int, default=MOST, help="at most (0: no bound; default 256 MiB)"
    )
    parser.add_argument(
        "--slack",
        metavar="SECONDS",
        type=float,
        default=2.0,
        help="how far out of order a record may be (default 2)",
    )
    parser.add_argument("--exhaustive", action="store_true", help="read all: right in any order of records")
    parser.add_argument("--previous", action="store_true", help="of a container before it was started again")
    parser.add_argument("--redact", action="store_true", help="with every secret replaced by a mark")
    parser.add_argument("--config", metavar="FILE", help="the declaration, for [logs] zone and [redact]")
    parser.add_argument("--json", action="store_true", help="JSON Lines: time, source, offset, level, text")
    parser.add_argument("--quiet", action="store_true", help="no words on standard error")


def run(args: Namespace) -> int:
    from farhand.cli._logs import _written
    from farhand.cli._logs._window import zone
    from farhand.logs import slicing
    from farhand.logs.clock import of_log

    logs, missing = _opened(args)
    left = slicing.Left()
    args.zone = zone(args)
    query = _query(args, logs)
    bars: list[Bar] = []
    if sys.stderr.isatty() and not args.quiet:
        logs = _watched(logs, query, bars)
    given = logs, query, lambda log: of_log(log, args.zone), left
    parts = _written.as_json(slicing.cut(*given), left) if args.json else slicing.texts(*given)
    out = _written.Output(args, bars)
    whole = out.write(parts)
    _tell(left, args)
    if not whole:
        return INTERRUPTED
    if not out.some and not args.quiet:
        _tell_extents(args, logs)
    return UNREADABLE if left.unread or missing else 0


def _opened(args: Namespace) -> tuple[list[Place], bool]:
    """The logs that can be opened, and whether some cannot, which is told. Raises Mistake where none can."""
    from farhand.cli._process import tell
    from farhand.logs import places

    logs: list[Place] = []
    wrong: list[Mistake] = []
    for name in args.file:
        try:
            logs.append(places.opened(name))
        except Mistake as mistake:
            wrong.append(mistake)
    if not logs:
        raise Mistake("; ".join(map(str, wrong)))
    for one in wrong:
        tell(f"farhand logs slice: {one}; the others are printed")
    for log in logs:
        if args.previous and hasattr(log, "previous"):
            log.previous = True
    return logs, bool(wrong)


def _watched(logs: list[Place], query: Query, bars: list[Bar]) -> list[Place]:
    """On a terminal it is shown how far a long reading is; of a window once it is found."""
    from farhand.faces.progress import Bar
    from farhand.logs.places import watched

    windowed = query.since is not None or query.until is not None or query.tail
    total = sum(0 if windowed and hasattr(log, "read") else watched.size_of(log) for log in logs)
    bars.append(Bar(total))
    expects = bars[0].expects if windowed else None
    return [watched.watched(log, bars[0].read, expects) for log in logs]


def _query(args: Namespace, logs: list[Place]) -> Query:
    from farhand.logs.model import Query

    for name in ("head", "tail", "context", "max_bytes"):
        if getattr(args, name) < 0:
            raise Mistake(f"--{name.replace('_', '-')} {getattr(args, name)}: must not be negative")
    since, until = _window(args, logs)
    return Query(
        since,
        until,
        _level(args.level),
        [os.fsencode(one) for one in args.grep],
        [_pattern(one) for one in args.regex],
        [os.fsencode(one) for one in args.trace],
        [_field(one) for one in args.field],
        args.head,
        args.tail,
        args.context,
        args.max_bytes,
        args.slack,
        args.exhaustive,
    )


def _window(args: Namespace, logs: list[Place]) -> tuple[float | None, float | None]:
    if not (args.since or args.until):
        return None, None
    from farhand.cli._logs._window import window
    from farhand.logs.clock import of_log

    found = window(args.since, args.until, args.zone, logs, lambda log: of_log(log, args.zone))
    if not args.quiet:
        _tell_day(args, *found)
    return found


def _tell_day(args: Namespace, since: float | None, until: float | None) -> None:
    """Which day is taken for a time without one."""
    from farhand.cli._process import tell
    from farhand.moment import of_day, shown

    if not (of_day(args.since or "") or of_day(args.until or "")):
        return
    told = [
        f"{word} {shown(time)}" for word, time in (("since", since), ("until", until)) if time is not None
    ]
    tell(f"farhand logs slice: {', '.join(told)}")


def _extents(args: Namespace, logs: list[Place]) -> Iterator[tuple[Place, tuple[float, float] | None]]:
    """Each log with the times of its first and last record; None where they are not known."""
    from farhand.cli._logs._window import extents
    from farhand.logs.clock import of_log

    return extents(logs, lambda log: of_log(log, args.zone))


def _level(name: str | None) -> int:
    from farhand.logs.model import severity

    found = severity(name.encode()) if name else 0
    if name and not found:
        raise Mistake(f"--level {name}: no such level; write debug, info, warning, error or critical")
    return found


def _pattern(text: str) -> bytes:
    import re

    try:
        re.compile(os.fsencode(text))
    except re.error as error:
        raise Mistake(f"--regex {text}: {error}") from None
    return os.fsencode(text)


def _field(text: str) -> tuple[bytes, bytes]:
    name, sign, value = text.partition("=")
    if not sign or not name:
        raise Mistake(f"--field {text}: write it as NAME=VALUE")
    return os.fsencode(name), os.fsencode(value)


def _tell_extents(args: Namespace, logs: list[Place]) -> None:
    """From when to when the logs are, where no record matched: the window may be of another day, or zone."""
    from farhand.cli._process import tell
    from farhand.moment import shown

    for log, found in _extents(args, logs):
        if found:
            tell(
                f"farhand logs slice: {log.name}: no record matches; "
                f"its records are of {shown(found[0])} to {shown(found[1])}"
            )


def _tell(left: Left, args: Namespace) -> None:
    """What is not in the output, and why, on standard error."""
    from farhand.cli._process import tell

    for source, why in left.unread:
        tell(f"farhand logs slice: {source}: {why}; what could be read is printed")
    if args.quiet:
        return
    for source, what in left.said:
        tell(f"farhand logs slice: {source}: {what}")
    for source in left.without_time:
        tell(
            f"farhand logs slice: {source}: no time was recognised in its lines; "
            "each line is a record without time"
        )
    if left.records:
        tell(
            f"farhand logs slice: {left.records} more records ({left.bytes} bytes{_from(left)}) match and are"
            f" left out: --max-bytes {args.max_bytes}; give a narrower window, or --max-bytes 0 for all"
        )


def _from(left: Left) -> str:
    from farhand.moment import shown

    return "" if left.after is None else f", from {shown(left.after)} on"
