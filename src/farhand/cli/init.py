"""Write a first farhand.toml from what is found in this folder, or in the files that are named.

Read are .env files, compose files, Kubernetes manifests, and Django or pydantic settings; nothing is
imported or run, and no secret is carried over. What cannot be known (why, run_by, tested versions) is
for you to fill in.
"""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace
from pathlib import Path

import tomllib

from farhand import declare, found
from farhand.cli._common import write_new
from farhand.cli._process import tell
from farhand.errors import Mistake

GROUP, SUMMARY = "vendor", "a first declaration from what is found here"


def options(parser: ArgumentParser) -> None:
    parser.add_argument(
        "files",
        nargs="*",
        metavar="FILE",
        help="read these (default: what is found in this folder and below)",
    )
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        default="farhand.toml",
        help="write it there (default farhand.toml; - is standard output)",
    )
    parser.add_argument("--force", action="store_true", help="overwrite that file")
    parser.add_argument("--quiet", action="store_true", help="say nothing where all went well")


def run(args: Namespace) -> int:
    folders = [Path(name) for name in args.files if os.path.isdir(name)]
    if len(folders) > 1 or (folders and len(args.files) > 1):
        raise Mistake("give one folder, or files")
    folder = folders[0] if folders else Path()
    if args.output != "-" and not args.force and os.path.lexists(args.output):
        raise Mistake(f"{args.output} is there already; give --force to overwrite it, or -o FILE")
    made = found.draft(folder, [] if folders else [Path(name) for name in args.files])
    text = found.toml(made)
    declare.read(tomllib.loads(text), args.output)  # what is written must be right
    if args.output == "-":
        print(text, end="")
        return 0
    write_new(args.output, text, args.force)
    if not args.quiet:
        _say(made, args.output)
    return 0


def _say(made: found.Draft, output: str) -> None:
    seen = ", ".join(made.sources) or "nothing (no .env, compose, Kubernetes or Python settings were found)"
    counts = f"{len(made.variables)} variables, {len(made.dependencies)} dependencies"
    tell(f"wrote {output} from {seen}: {counts}")
    tell(f"next: read it through, then `farhand validate --config {output}` and `farhand self-test --here`")
