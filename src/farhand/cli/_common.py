"""What several commands share: the declaration to use, and the environment of the app."""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace
from pathlib import Path

from farhand import declare, environment
from farhand.errors import Mistake
from farhand.look import Environment
from farhand.model import App


def config_option(parser: ArgumentParser) -> None:
    parser.add_argument("--config", metavar="FILE", help="the declaration (default: FARHAND_CONFIG, else farhand.toml here or above)")


def environment_options(parser: ArgumentParser) -> None:
    group = parser.add_argument_group("whose environment (default: the app's own process, where its socket answers)")
    one = group.add_mutually_exclusive_group()
    one.add_argument("--pid", type=int, help="of this process")
    one.add_argument("--env-file", metavar="FILE", help="as this file gives it")
    one.add_argument("--here", action="store_true", help="Farhand's own")


def app_of(args: Namespace) -> App:
    return declare.load(config_path(args.config))


def config_path(given: str | None) -> Path:
    """--config, else FARHAND_CONFIG, else farhand.toml in this folder or the nearest above it."""
    named = given or os.environ.get("FARHAND_CONFIG")
    if named:
        return Path(named)
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "farhand.toml").is_file():
            return folder / "farhand.toml"
    raise Mistake("no farhand.toml here or above; give --config FILE, or write one with `farhand init`")


def environment_of(args: Namespace, app: App) -> Environment | None:
    """The app's environment by the options given; None where none of them was."""
    if args.pid is not None:
        return environment.of_process(args.pid)
    if args.env_file:
        return environment.of_file(Path(args.env_file), getattr(args, "platform", None) or app.platform)
    return environment.here() if args.here else None
