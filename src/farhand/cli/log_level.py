"""Set a log level in all processes of the app, for a time; it comes back by itself.

It goes through the app's run folder: no token, but the user that the app runs as, or root. Every process says
that it has done it, what it had before, which loggers will not write and why.
"""

from __future__ import annotations

import getpass
import json
import os
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from farhand.cli._lang import lang_option
from farhand.control import change, levels, orders, running
from farhand.control.levels import Wish
from farhand.errors import Mistake
from farhand.faces.escape import terminal
from farhand.target.units import duration
from farhand.words import _, said

GROUP, SUMMARY = "customer", "set a log level in all processes of the app; it comes back by itself"
FINE, NOT_ALL = 0, 1
SCHEMA = "farhand.log-level/1"
#: Seconds after which is told what the order has added so far, and how long that telling may take.
_SEE = 1.2


def options(parser: ArgumentParser) -> None:
    parser.add_argument("level", nargs="?", metavar="LEVEL", help=levels.SAID)
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--logger", metavar="NAME", help="of this logger (default: the root logger)")
    what.add_argument(
        "--group", metavar="NAME", help=f"of a group of loggers: {', '.join(levels.GROUPS)} or declared"
    )
    parser.add_argument(
        "--for", dest="time", metavar="TIME", help="how long, as in 15m (the default; at most 4h)"
    )
    parser.add_argument(
        "--budget", type=float, metavar="N", help="records a second that may be added (default 500)"
    )
    parser.add_argument(
        "--sink", action="store_true", help="added records go to a file in the run folder only"
    )
    parser.add_argument(
        "--handlers", action="store_true", help="lower the app's handlers as well, for that time"
    )
    do = parser.add_mutually_exclusive_group()
    do.add_argument(
        "--back", action="store_true", help="take back at once: all, or that of --logger or --group"
    )
    do.add_argument("--status", action="store_true", help="which orders hold, and what they have added")
    parser.add_argument("--config", metavar="FILE", help="the declaration, for the app's name and run_dir")
    parser.add_argument("--run-dir", metavar="DIR", help="the app's run folder, or the folder that holds it")
    lang_option(parser)
    parser.add_argument("--json", action="store_true", help="one JSON document")


def run(args: Namespace) -> int:
    wish = None if args.status else _wish(args)
    place = running.one(*_whose(args))
    try:
        told = change.status(place) if wish is None else _done(place, wish, args)
    except OSError as error:
        raise Mistake(f"{place} cannot be written: {error.strerror or error}") from None
    told = {"schema": SCHEMA, "run_dir": str(place), **told}
    print(json.dumps(told, indent=1) if args.json else terminal("\n".join(_text(told))))
    return FINE if wish is None or 0 < told["expected"] == told["reached"] else NOT_ALL


def _wish(args: Namespace) -> Wish:
    """What is wanted. Raises Mistake."""
    if bool(args.level) == bool(args.back):
        raise Mistake(f"give a LEVEL ({levels.SAID}), or --back, or --status")
    seconds = duration(args.time) if args.time else orders.DEFAULT_SECONDS
    document: dict[str, object] = {
        "level": args.level,
        "logger": args.logger,
        "group": args.group,
        "seconds": args.time if seconds is None else seconds,
        "budget": args.budget,
        "sink": args.sink,
        "handlers": args.handlers,
    }
    return levels.wish({k: v for k, v in document.items() if v is not None or k == "level"})


def _whose(args: Namespace) -> tuple[str, str]:
    """The app's name and where its run folder is, as told or as declared; empty where neither tells."""
    if args.run_dir:
        return "", str(args.run_dir)
    try:
        from farhand.control.place import found

        path = found(args.config)
    except Mistake:
        return "", ""
    return _declared(path, bool(args.config))


def _declared(path: Path, asked: bool) -> tuple[str, str]:
    import tomllib

    try:
        document = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        if asked:
            raise Mistake(f"{path} cannot be read: {error}") from None
        return "", ""
    app, embed = document.get("app"), document.get("embed")
    name = str(app.get("name", "")) if isinstance(app, dict) else ""
    return name, str(embed.get("run_dir") or "") if isinstance(embed, dict) else ""


def _done(place: Path, wish: Wish, args: Namespace) -> dict[str, Any]:
    """Do it, and a moment later look at what has really come out."""
    told = change.change(place, wish, f"{_user()} by farhand log-level")
    if wish.level is None:
        return told
    time.sleep(_SEE)
    again = [o for o in change.status(place)["orders"] if o["logger"] == told["logger"]]
    if again:
        told = {**told, **again[0]}
    return {**told, "seen_for_s": _SEE}


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a user number without a name, as in containers
        return f"uid {os.getuid()}"


def _text(told: Mapping[str, Any]) -> Iterator[str]:
    if "orders" in told:
        yield from _status(told)
    elif told["level"] is None:
        back = _("taken back: {logger}; {n} of {all} processes have done it")
        yield back.format(logger=told["logger"], n=told["reached"], all=told["expected"])
        yield from _ended(told)
    else:
        yield from _order(told)


def _status(told: Mapping[str, Any]) -> Iterator[str]:
    if not told["orders"]:
        none = _("no order holds in any of the app's processes ({n})")
        yield none.format(n=len(told["workers"]))
    for order in told["orders"]:
        yield from _order(order)
        yield ""
    yield from _ended(told)


def _ended(told: Mapping[str, Any]) -> Iterator[str]:
    for row in told["ended"]:
        yield _(
            "ended: {logger} was on {level}, is on {now} again; {n} records were added, {dropped} dropped"
        ).format(**{**row, "n": row["emitted"]})


def _order(told: Mapping[str, Any]) -> Iterator[str]:
    on = _("{logger} is on {level} until {until}: {n} of {all} processes have done it")
    yield on.format(**{**told, "n": told["reached"], "all": told["expected"]})
    yield _row(
        *(_("process"), _("role"), _("done"), _("before"), _("now"), _("writes"), _("added"), _("dropped"))
    )
    for row in told["workers"]:
        done, writes = (_("yes") if row[key] else _("NO") for key in ("acknowledged", "emits"))
        was, now = row["was"][:27], row["now"][:9]
        yield _row(row["pid"], row["role"][:11], done, was, now, writes, row["emitted"], row["dropped"])
    yield from _muted(told)
    yield _added(told)
    if told.get("take_back"):
        yield f"{_('earlier')}: {told['take_back']}"


def _row(*cells: object) -> str:
    widths = (9, 12, 6, 28, 10, 8, 8, 0)
    return "  " + "".join(f"{cell!s:<{width}}" for cell, width in zip(cells, widths, strict=True))


def _muted(told: Mapping[str, Any]) -> Iterator[str]:
    if told["will_not_emit"]:
        yield _("will not write, or not all:")
    for row in told["will_not_emit"]:
        part = _(" (in {n} of {all})").format(n=row["workers"], all=told["expected"])
        yield f"  {row['logger']}: {said(row['why'])}{'' if row['workers'] == told['expected'] else part}"


def _added(told: Mapping[str, Any]) -> str:
    said_of = _("so far {n} records were added{more}; it comes back by itself")
    if "seen_for_s" in told:
        said_of = _("in the first {s} s {n} records were added{more}; it comes back by itself")
    where = _(", in added-PID.jsonl of the run folder") if told["sink"] else ""
    over = _(", {dropped} were over the budget of {budget} a second") if told["dropped"] else ""
    more = (where + over).format(dropped=told["dropped"], budget=f"{told['budget']:.0f}")
    return said_of.format(n=told["emitted"], more=more, s=f"{told.get('seen_for_s', 0):.0f}")
