"""Write one readable sh file that asks all checks, for a site where Farhand is not installed.

The customer reads it, runs it, reads what it prints, and sends that back: `farhand answer` and `farhand
diagnose` take it from there. It needs nothing but what a busybox has, writes nothing and sends nothing.
With --pyz: Farhand itself with this declaration in one file, for Python 3.9 and newer, no packages.
"""

from __future__ import annotations

import shutil
import subprocess
from argparse import ArgumentParser, Namespace
from pathlib import Path

from farhand import commands, kit, places, platforms, words
from farhand.cli._common import app_of, config_option, write_new
from farhand.cli._lang import their_lang_option, their_language
from farhand.errors import Mistake
from farhand.model import App

GROUP, SUMMARY = "engineer", "one readable sh file for a site without Farhand; --pyz: Farhand in one file"


def options(parser: ArgumentParser) -> None:
    config_option(parser)
    their_lang_option(parser)
    parser.add_argument("-o", "--output", metavar="FILE", help="write it there (default: standard output)")
    parser.add_argument("--force", action="store_true", help="overwrite that file")
    parser.add_argument("--platform", metavar="NAME", help="bare, systemd, docker, compose or kubernetes")
    parser.add_argument("--target", metavar="NAME", help="the unit, container, service or pod")
    for option, text in (("--only", "only this dependency or check"), ("--skip", "all but this one")):
        parser.add_argument(
            option,
            action="append",
            default=[],
            metavar="NAME",
            help=f"{text} (several: repeated, or with commas)",
        )
    parser.add_argument("--deadline", metavar="TIME", default="120s", help="for all checks (default 120s)")
    parser.add_argument(
        "--pyz", action="store_true", help="a single-file Farhand for Python 3.9 and newer instead"
    )
    parser.add_argument(
        "--outside",
        action="store_true",
        help="print the commands that ask the platform: log, restarts, limits",
    )
    parser.add_argument(
        "--since", metavar="TIME", default="", help="with --outside: 2026-11-20T14:00:00Z, or 15m"
    )


def run(args: Namespace) -> int:
    app = app_of(args)
    platform, target = args.platform or app.platform or "bare", args.target or app.target
    if args.pyz:
        return _write_pyz(app, args)
    text = _outside(app, platform, target, args.since) if args.outside else _kit(app, platform, target, args)
    if args.output:
        write_new(args.output, text, args.force)
    else:
        print(text, end="")
    return 0


def _kit(app: App, platform: str, target: str, args: Namespace) -> str:
    if platform not in (*kit.ENTERED, "bare"):
        raise Mistake(
            f"a kit cannot be run on {platform}: there is no shell inside. `farhand kit --outside` "
            f"prints what to ask"
            " the platform instead"
        )
    _checked(platform, target)
    try:
        asked = commands.of_app(app, _words(args.only), _words(args.skip))
    except LookupError as error:
        raise Mistake(str(error)) from None
    if not asked:
        raise Mistake("no check is left: --only and --skip leave out all that have a command")
    with words.speaking(their_language(args)):
        text = kit.kit(app, asked, platform, target, _seconds(args.deadline))
    _parses(text)
    return text


def _checked(platform: str, target: str) -> None:
    if target and platform == "kubernetes":
        places.pod_parts("the target", target)
    elif target and platform != "bare":
        places.plain("the target", target)


def _outside(app: App, platform: str, target: str, since: str) -> str:
    from farhand.kit.outside import outside

    if not target and platform != "bare":
        raise Mistake(
            f"which {platforms.find(platform).TARGET}? Give --target NAME, or [deploy] target in farhand.toml"
        )
    return outside(app, platform, target, since)


def _words(given: list[str]) -> list[str]:
    return [word for one in given for word in one.split(",") if word]


def _seconds(text: str) -> int:
    number = text[:-1] if text[-1:] in ("s", "m") else text
    if not number.isdigit() or not 0 < int(number) < 10_000:
        raise Mistake(f"--deadline {text!r} is not a time; write 90s or 2m")
    return int(number) * (60 if text.endswith("m") else 1)


def _parses(text: str) -> None:
    """A script that is no sh would break all others: told here, not at the customer."""
    shell = shutil.which("dash") or shutil.which("sh")
    if shell is None:
        return
    done = subprocess.run([shell, "-n"], input=text, capture_output=True, text=True, timeout=30, check=False)
    if done.returncode:
        raise Mistake(f"the script of a check is no POSIX sh: {done.stderr.strip()[:300]}")


def _write_pyz(app: App, args: Namespace) -> int:
    from farhand.pyz.build import build

    if not args.output:
        raise Mistake("--pyz writes a file: give -o kit.pyz")
    path = Path(args.output)
    if path.exists() and not args.force:
        raise Mistake(f"{path} is there already; give --force to overwrite it")
    try:
        path.write_bytes(build(app, _words(args.only), _words(args.skip)))
        path.chmod(0o755)
    except OSError as error:
        raise Mistake(f"{path} could not be written: {error.strerror}") from None
    return 0
