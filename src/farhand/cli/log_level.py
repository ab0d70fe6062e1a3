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

from farhand.control import change, levels, orders, running
from farhand.control.levels import Wish
from farhand.errors import Mistake
from farhand.faces.escape import terminal
from farhand.target.units import duration

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
        yield f"taken back: {told['logger']}; {told['reached']} of {told['expected']} processes have done it"
        yield from _ended(told)
    else:
        yield from _order(told)


def _status(told: Mapping[str, Any]) -> Iterator[str]:
    if not told["orders"]:
        yield f"no order holds in any of the app's processes ({len(told['workers'])})"
    for order in told["orders"]:
        yield from _order(order)
        yield ""
    yield from _ended(told)


def _ended(told: Mapping[str, Any]) -> Iterator[str]:
    for row in told["ended"]:
        yield (
            f"ended: {row['logger']} was on {row['level']}, is on {row['now']} again; "
            f"{row['emitted']} records were added, {row['dropped']} dropped"
        )


def _order(told: Mapping[str, Any]) -> Iterator[str]:
    yield (
        f"{told['logger']} is on {told['level']} until {told['until']}: "
        f"{told['reached']} of {told['expected']} processes have done it"
    )
    yield f"  {'process':<9}{'role':<12}{'done':<6}{'before':<28}{'now':<10}{'writes':<8}{'added':<8}dropped"
    for row in told["workers"]:
        done, writes = ("yes" if row[key] else "NO" for key in ("acknowledged", "emits"))
        yield (
            f"  {row['pid']:<9}{row['role'][:11]:<12}{done:<6}{row['was'][:27]:<28}{row['now'][:9]:<10}"
            f"{writes:<8}{row['emitted']:<8}{row['dropped']}"
        )
    yield from _muted(told)
    yield _added(told)
    if told.get("take_back"):
        yield f"earlier: {told['take_back']}"


def _muted(told: Mapping[str, Any]) -> Iterator[str]:
    if told["will_not_emit"]:
        yield "will not write, or not all:"
    for row in told["will_not_emit"]:
        part = "" if row["workers"] == told["expected"] else f" (in {row['workers']} of {told['expected']})"
        yield f"  {row['logger']}: {row['why']}{part}"


def _added(told: Mapping[str, Any]) -> str:
    seen = f"in the first {told['seen_for_s']:.0f} s " if "seen_for_s" in told else "so far "
    over = (
        f", {told['dropped']} were over the budget of {told['budget']:.0f} a second"
        if told["dropped"]
        else ""
    )
    where = ", in added-PID.jsonl of the run folder" if told["sink"] else ""
    return f"{seen}{told['emitted']} records were added{where}{over}; it comes back by itself"
