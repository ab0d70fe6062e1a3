"""The exact command for the customer: a window of the app's log, by level and text, redacted and bounded.

What the log is comes from farhand.toml ([logs] source, else what [deploy] platform keeps of the target), or
from the options. It prints text for a mail: first a command that only counts, then the one that reads.

  farhand logs ask --around 2026-11-20T14:02:00Z --level error
  farhand logs ask --source /var/log/app.log --since 14:00 --until 14:10 --zone Europe/Berlin --sample app.log
  farhand logs ask --platform kubernetes --target shop/billing-6f7 --since -15m --grep 'pool exhausted'
"""

from __future__ import annotations

import json
import subprocess
import time
from argparse import ArgumentParser, Namespace

from farhand import platforms, when, words
from farhand.cli._common import app_of, config_option
from farhand.cli._lang import their_lang_option, their_language
from farhand.cli._process import tell
from farhand.errors import Mistake
from farhand.logs import asking, places
from farhand.logs.asking import page
from farhand.logs.asking.model import LIMIT, SECONDS, Asked
from farhand.model import NOTHING, App
from farhand.target.units import duration, size

SUMMARY, ORDER = "the exact command to ask a customer for", 3
_LEVELS = {"warn": "warning", "err": "error", "fatal": "critical", "crit": "critical"}
#: Bytes of a sample that are looked at.
_SAMPLE = 1 << 16


def options(parser: ArgumentParser) -> None:
    config_option(parser)
    their_lang_option(parser)
    add = parser.add_argument
    add("--source", metavar="S", help="a path, journald:UNIT, docker:C, compose:S or kubernetes:NS/POD")
    add("--platform", metavar="NAME", help=", ".join(platforms.names()))
    add("--target", metavar="NAME", help="the unit, container, service, pod or function")
    add("--since", metavar="T", default="", help="from then on: 2026-11-20T14:00:00Z, 14:00 or -15m")
    add("--until", metavar="T", default="", help="before then")
    add("--around", metavar="T", default="", help="a quarter of an hour on both sides of it")
    add("--zone", metavar="Z", help="of times without one, here and in the log (default: [logs] zone, UTC)")
    add("--level", metavar="L", default="", help="this level and worse: debug info warning error critical")
    add("--by-words", action="store_true", help="levels by words in the text, not by the platform's own")
    add("--grep", metavar="S", action="append", default=[], help="records with this text; may be repeated")
    add("--trace", metavar="ID", action="append", default=[], help="records with this trace id")
    add("--max-bytes", metavar="SIZE", help="the most it prints (default 5MiB)")
    add("--within", metavar="TIME", help="the longest it runs (default 60s)")
    add("--lines", metavar="N", type=int, default=0, help="only the newest lines")
    add("--previous", action="store_true", help="of the container before it was started again")
    add("--inside", action="store_true", help="the path is one inside of the container")
    add("--no-rotated", action="store_true", help="without app.log.1, app.log.2.gz and the like")
    add("--sample", metavar="FILE", help="lines of that log (-: standard input), to know its times by")
    add("--line", metavar="TEXT", help="the same, one line of it")
    one = parser.add_mutually_exclusive_group()
    one.add_argument("--with-farhand", action="store_true", help="Farhand is on that machine")
    one.add_argument("--without-farhand", action="store_true", help="it is not")
    add("--here", action="store_true", help="this is that machine: measure how much it is")
    add("--json", action="store_true", help="one JSON document")


def run(args: Namespace) -> int:
    app = _app(args)
    try:
        answer = asking.answer(_asked(args, app))
    except LookupError as error:
        raise Mistake(str(error)) from None
    counts = [_measured(c.count, answer.asked.seconds) for c in answer.commands] if args.here else []
    known = [count for count in counts if count is not None]
    estimate = sum(known) if known else None
    if args.json:
        print(json.dumps(page.document(answer, estimate), indent=1))
    else:
        with words.speaking(their_language(args)):
            print(page.text(answer, app.name, app.contact, estimate), end="")
    return 0


def _app(args: Namespace) -> App:
    """The declaration; where the options say all, there need not be one."""
    try:
        return app_of(args)
    except Mistake:
        if args.config or not (args.source or args.target):
            raise
        return App("")


def _asked(args: Namespace, app: App) -> Asked:
    told = app.sections.get("logs", NOTHING)
    zone = when.zone(args.zone or str(told.get("zone") or ""))
    given = args.source or ("" if args.target else str(told.get("source") or ""))
    live = platforms.of_source(given)
    platform, target = args.platform or app.platform, args.target or app.target
    source = given
    if live:
        platform, target, source = live[0].__name__.rpartition(".")[2], live[1], ""
    if args.inside and not (source and target):
        raise Mistake("--inside wants a path and the container that it is in: --source PATH --target NAME")
    return Asked(
        source, platform, target, when.window(args.around, args.since, args.until, time.time(), zone), zone,
        _level(args.level), tuple(text for text in (*args.grep, *args.trace) if text),
        _size(args.max_bytes), _seconds(args.within), max(0, args.lines),
        asking.YES if args.with_farhand else asking.NO if args.without_farhand else asking.MAYBE,
        args.by_words, args.previous, _inside(args, source, platform, target), not args.no_rotated,
        _sample(args),
    )  # fmt: skip


def _inside(args: Namespace, source: str, platform: str, target: str) -> bool:
    """A path of the declaration is the app's own, so inside of its container; that of an option is not."""
    if not source or not target or args.source:
        return bool(args.inside)
    return platforms.find(platform).vantage(target).where == "container"


def _level(text: str) -> str:
    name = _LEVELS.get(text.lower(), text.lower())
    if name and name not in ("debug", "info", "warning", "error", "critical"):
        raise Mistake(f"--level {text!r} is no level; write debug, info, warning, error or critical")
    return name


def _size(text: str | None) -> int:
    count = LIMIT if text is None else size(text)
    if not count:
        raise Mistake(f"--max-bytes {text!r} cannot be read; write 500kB or 5MiB")
    return count


def _seconds(text: str | None) -> int:
    seconds = SECONDS if text is None else duration(text)
    if not seconds or seconds < 1:
        raise Mistake(f"--within {text!r} cannot be read; write 60s or 2m")
    return int(seconds)


def _sample(args: Namespace) -> tuple[str, ...]:
    if args.line:
        return (args.line,)
    if not args.sample:
        return ()
    data = next(places.opened(args.sample).blocks(), b"")[:_SAMPLE]
    return tuple(data.decode("utf-8-sig", "replace").splitlines())


def _measured(count: str, seconds: int) -> int | None:
    """What the counting command says on this machine; None, and told, where it says nothing."""
    try:
        done = subprocess.run(
            ["sh", "-c", count],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=seconds + 10,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        tell(f"farhand logs ask: could not be measured here: {error}")
        return None
    said = done.stderr.decode("utf-8", "replace").strip()
    if said:
        tell(f"farhand logs ask: {said}")
    number = done.stdout.decode("ascii", "replace").strip()
    return int(number) if number.isdigit() else None
