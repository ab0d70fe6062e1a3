"""What `bundle plan` and `bundle create` share: their options, and the site and plan that come of them."""

from __future__ import annotations

import json
import os
import re
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from pathlib import Path

from farhand import environment
from farhand.bundle import plan as planning
from farhand.bundle.model import Budgets, Plan
from farhand.bundle.plan import Approved
from farhand.bundle.site import Site
from farhand.cli._common import (
    app_of,
    config_option,
    environment_hint,
    environment_of,
    environment_options,
    redaction_key,
)
from farhand.cli._lang import lang_option
from farhand.cli._policy import policy_of, policy_options
from farhand.control import captures, folder, last_state
from farhand.errors import Mistake
from farhand.hostfacts import who
from farhand.look import Environment
from farhand.model import NOTHING, App, Vantage
from farhand.redact import Redactor, words
from farhand.target.units import duration, size
from farhand.when import Window, window

#: Names that sound like a password and hold a folder.
_FOLDERS = ("PWD", "OLDPWD")


def options(parser: ArgumentParser) -> None:
    # `--since -15m`: what looks like a number below zero is a value, not an option.
    parser._negative_number_matcher = re.compile(r"^-\d+[a-z0-9]*$")
    config_option(parser)
    environment_options(parser)
    lang_option(parser)
    add = parser.add_argument
    add("--platform", metavar="NAME", help="bare, systemd, docker, compose, kubernetes or serverless")
    policy_options(parser)
    add("--within", metavar="TIME", help="the time for all of it (default 240s)")
    add("--max-bytes", metavar="SIZE", help="the most redacted bytes of all items together (default 32MiB)")
    add("--min-free", metavar="SIZE", help="what must stay free on the disk (default 200MiB)")
    add("--around", metavar="T", help="the time of the failure: 2026-11-20T14:00:00Z, 14:00 (UTC) or -15m")
    add("--since", metavar="T", help="logs from then on")
    add("--until", metavar="T", help="logs before then")
    for name, says in (("--only", "only this source or item"), ("--skip", "all but this one")):
        add(
            name,
            action="append",
            default=[],
            metavar="NAME",
            help=f"{says}; * stands for any text; may be repeated",
        )
    add(
        "--add",
        nargs="+",
        action="extend",
        default=[],
        metavar="FILE",
        help="these files too, redacted like all else",
    )
    add(
        "--key",
        metavar="FILE",
        help="16 bytes or more, which stay here: the same marks in every bundle",
    )
    add(
        "--read-only",
        action="store_true",
        help="write no temporary file in directories that are declared writable",
    )


def made(args: Namespace, approved: Plan | None = None) -> tuple[Site, Plan]:
    """The site, and what would be collected; what the options leave open is as approved. Raises Mistake."""
    app = app_of(args)
    site = site_of(args, app, environment_of(args, app), approved)
    return site, planning.make(site, _budgets(args, approved), args.only, args.skip)


def site_of(args: Namespace, app: App, env: Environment | None, approved: Plan | None) -> Site:
    places = places_of(app)
    policy = policy_of(args, app, approved.profile if approved else "")
    return Site(
        app=app,
        env=env,
        env_hint=environment_hint(app, args),
        places=places,
        window=_window(args, places, approved),
        added=tuple(Path(name) for name in args.add),
        platform=_platform(args, app),
        target=target_of(args, app),
        read_only=args.read_only,
        vantage=_vantage(args, app),
        redactor=Redactor(secrets_of(app, env), redaction_key(args.key), policy),
    )


def places_of(app: App) -> tuple[Path, ...]:
    told = str(app.sections.get("embed", NOTHING).get("run_dir") or "")
    return tuple(dict.fromkeys(folder.find(app.name, told)))


def _platform(args: Namespace, app: App) -> str:
    """As told, else as the option says that names the target, else as declared."""
    named = {"systemd": args.unit, "docker": args.container, "kubernetes": args.pod}
    return str(args.platform or next((name for name, given in named.items() if given), app.platform))


def target_of(args: Namespace, app: App) -> str:
    return str(args.unit or args.container or args.pod or app.target)


def _window(args: Namespace, places: tuple[Path, ...], approved: Plan | None) -> Window:
    """As the options say; else as approved; else around the last failure that the app has met."""
    if args.around or args.since or args.until:
        return window(args.around or "", args.since or "", args.until or "", time.time())
    if approved is not None:
        return planning.window_of(approved)
    last = _last_failure(places)
    return window(last, "", "", time.time()) if last else Window()


def _last_failure(places: tuple[Path, ...]) -> str:
    """When something failed last, by the captures and the last states in the run folder; empty: not known."""
    times = [str(c.get("at") or "") for place in places for c in captures.every(place)]
    times += [
        state.ended or state.at
        for place in places
        for state in last_state.every(place)
        if state.how in (last_state.UNCAUGHT, last_state.KILLED)
    ]
    return max((t for t in times if last_state.seconds(t)), default="")


def _budgets(args: Namespace, approved: Plan | None) -> Budgets:
    usual = approved.budgets if approved else Budgets()
    return Budgets(
        seconds=float(_number(args.within, duration, "--within", usual.seconds)),
        bytes=int(_number(args.max_bytes, size, "--max-bytes", usual.bytes)),
        free_disk=int(_number(args.min_free, size, "--min-free", usual.free_disk)),
    )


def _number(text: str | None, read: Callable[[object], float | None], option: str, usual: float) -> float:
    if text is None:
        return usual
    value = read(text)
    if value is None or (value <= 0 and option != "--min-free"):
        example = "60s or 2m" if read is duration else "500kB or 32MiB"
        raise Mistake(f"{option} {text!r} cannot be read; write {example}")
    return value


def secrets_of(app: App, env: Environment | None) -> set[str]:
    """Values of the variables that are declared secret, or sound it: hidden wherever they turn up."""
    if env is None:
        return set()
    declared = {v.name for v in app.env if v.secret}
    return {
        value for name, value in env.values.items() if value and (name in declared or _sounds_secret(name))
    }


def _sounds_secret(name: str) -> bool:
    return words.kind_of(name) == "strong" and name not in _FOLDERS


def _vantage(args: Namespace, app: App) -> Vantage:
    user = who.user(os.getuid()) or f"uid {os.getuid()}"
    where = "container" if environment.here().in_container else "host"
    return Vantage(where, "probe", args.platform or app.platform or "bare", user)


def saved(path: str) -> Approved:
    """A plan that somebody has approved. Raises Mistake."""
    try:
        document = json.loads(Path(path).read_text("utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise Mistake(f"--plan {path} cannot be read: {error}") from None
    return planning.read(document, f"--plan {path}")
