"""See in one pass what broke first: kinds of messages, what is new, bursts and gaps, exceptions, the cause.

Reads files (compressed and rotated ones too), folders, prefixes of object stores (s3://BUCKET/PREFIX), live
sources and standard input, in bounded memory, on all cores. It ends in the same findings as
`farhand diagnose`.

  farhand logs triage /var/log/shop/
  farhand logs triage app.log --since 14:00 --healthy yesterday.log --html triage.html
  farhand logs triage app.log worker.log --trace 4bf92f3577b34da6a3ce929d0e0e4736
"""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from dataclasses import dataclass, replace

from farhand.cli import _process
from farhand.errors import Mistake

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from farhand.evidence import Opinion
    from farhand.logs.engines import Settings, Told
    from farhand.logs.triage.report import Link, Report
    from farhand.redact import Redactor

SUMMARY, ORDER = "what broke first: templates, what is new, exceptions, the cause", 2
UNREADABLE, INTERRUPTED = 2, 130


def options(parser: ArgumentParser) -> None:
    add = parser.add_argument
    add(
        "path", nargs="+", metavar="PATH", help="logs, folders, s3://BUCKET/PREFIX, live sources; - for stdin"
    )
    when = parser.add_argument_group("the window")
    when.add_argument("--since", metavar="T", help="from this time on: 2026-11-20T14:00:00Z, 14:00, -15m")
    when.add_argument("--until", metavar="T", help="before this time")
    when.add_argument("--zone", metavar="Z", default="", help="of times without one: Europe/Berlin, +02:00")
    what = parser.add_argument_group("what is looked for")
    what.add_argument("--new-since", metavar="T", help="which messages were never there before")
    what.add_argument("--healthy", metavar="FILE", action="append", help="which are not in this log")
    what.add_argument("--trace", metavar="ID", help="the records of this id, over all logs, in order of time")
    what.add_argument("--errors", action="store_true", help="only what is ERROR or worse: much faster")
    much = parser.add_argument_group("how much")
    much.add_argument("--top", metavar="N", type=int, default=20, help="so many kinds of messages (20)")
    much.add_argument("--budget", metavar="SIZE", default="4KiB", help="of the lines worth sending (4KiB)")
    where = parser.add_argument_group("where it is read")
    where.add_argument("--engine", metavar="NAME", default="local", help="local (all cores) or dask")
    where.add_argument("--scheduler", metavar="ADDRESS", default="", help="of the Dask cluster")
    where.add_argument("--workers", metavar="N", type=int, default=0, help="so many processes here")
    add("--previous", action="store_true", help="of a container before it was started again")
    add("--as-is", action="store_true", help="print secrets as they stand in the log (pages, cases: never)")
    add("--html", metavar="FILE", help="write it as one self-contained page as well")
    add("--case", metavar="DIR", help="the case to keep it in (default: the one in this folder, if any)")
    add("--config", metavar="FILE", help="the declaration, which names the dependencies")
    add("--json", action="store_true", help="one JSON document")
    add("--quiet", action="store_true", help="print nothing; the exit status tells")


def run(args: Namespace) -> int:
    from farhand.cli._logs import _findings, _read, _redacted
    from farhand.cli.diagnose import declared
    from farhand.logs.triage import report as reports

    app, asked = declared(args), reports.Asked(top=_top(args), budget=_budget(args))
    settings, new_since = _settings(args)
    links: tuple[Link, ...] = ()
    share = None
    if args.trace:
        told, links = _read.chain(args, settings)
    else:
        told, share = _read.summary(args.path, settings, args)
        asked = replace(asked, new_since=new_since, healthy=_read.healthy(settings, args))
    found = reports.report(told.summary, asked)
    opinion = _findings.opinion(told.summary, found, settings, app)
    whole = _Whole(replace(found, trace=links), told, opinion, share, _redacted.redactor(args))
    return _process.deliver(lambda: _hand_out(whole, args), _code(told, opinion))


@dataclass(frozen=True)
class _Whole:
    """All that there is to tell; `share`: which part was read, 0 to 1, where that is known."""

    found: Report
    told: Told
    opinion: Opinion
    share: float | None
    redactor: Redactor


def _settings(args: Namespace) -> tuple[Settings, float | None]:
    from farhand.cli._logs import _read
    from farhand.cli._logs._window import zone
    from farhand.logs.engines import Settings

    args.zone = zone(args)
    since, until, new = _read.times(args)
    return Settings(since, until, str(args.zone), args.errors, previous=args.previous), new


def _top(args: Namespace) -> int:
    if args.top < 0:
        raise Mistake(f"--top {args.top}: must not be negative")
    return int(args.top)


def _budget(args: Namespace) -> int:
    from farhand.target.units import size

    count = size(args.budget)
    if count is None:
        raise Mistake(f"--budget {args.budget!r} cannot be read; write 4096, 2kB or 4KiB")
    return int(count)


def _code(told: Told, opinion: Opinion) -> int:
    from farhand import report

    if not told.whole:
        return INTERRUPTED
    return UNREADABLE if told.unread else report.exit_code(opinion.diagnosis, opinion.results)


def _hand_out(whole: _Whole, args: Namespace) -> None:
    if args.html:
        from farhand.cli._common import write_new
        from farhand.faces.triage_page import html

        write_new(args.html, html(_masked(whole).found, whole.told, whole.opinion, whole.share), True)
    _keep(whole, args)
    shown = whole if args.as_is else _masked(whole)
    if args.json:
        print(json.dumps(_document(shown), indent=1))
    elif not args.quiet:
        from farhand.faces import text, triage

        text.show(lambda console: triage.write(shown.found, shown.told, shown.opinion, console, shown.share))
    elif not whole.told.whole:
        _process.tell("farhand logs triage: interrupted")


def _masked(whole: _Whole) -> _Whole:
    from farhand.logs.triage.marks import counted
    from farhand.logs.triage.report import masked

    return replace(whole, found=masked(whole.found, counted(whole.redactor.text)))


def _document(whole: _Whole) -> dict[str, Any]:
    """`farhand.triage/1`: what was read, what is in it, and the fields of `farhand.diagnosis/1`."""
    from farhand.cli.diagnose import as_json
    from farhand.logs.triage import document

    told, told_of = whole.told, as_json(whole.opinion.diagnosis)
    unread = [{"source": name, "why": why} for name, why in (*told.unread, *told.said)]
    unread += [{"source": name, "why": "no time was recognised in its lines"} for name in told.without_time]
    return {
        "schema": document.SCHEMA,
        "verdict": told_of["verdict"],
        "whole": told.whole,
        "sources": [{"source": name, "bytes": count} for name, count in sorted(told.sources.items())],
        **document.document(whole.found),
        "understood": told_of["understood"],
        "unread": [*unread, *told_of["unread"]],
        "causes": told_of["causes"],
        "next": told_of["next"],
    }


def _keep(whole: _Whole, args: Namespace) -> None:
    """In the case, without secrets."""
    from farhand.cli._case import case_of

    case = case_of(args)
    if case is not None:
        with case:
            case.add("triage", _document(_masked(whole)))
