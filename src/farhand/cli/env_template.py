"""Print the exact .env.template: every variable with format, example and purpose; never a real secret."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from farhand.cli._common import app_of, config_option, write_new
from farhand.envtemplate import template

GROUP, SUMMARY = "vendor", "the exact .env.template, from the declaration"


def options(parser: ArgumentParser) -> None:
    config_option(parser)
    parser.add_argument("-o", "--output", metavar="FILE", help="write it there (default: standard output)")
    parser.add_argument("--force", action="store_true", help="overwrite that file")


def run(args: Namespace) -> int:
    text = template(app_of(args))
    if args.output:
        write_new(args.output, text, args.force)
    else:
        print(text, end="")
    return 0
