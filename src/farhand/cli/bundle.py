"""The redacted archive of evidence: see what it would hold, make it, check it, open it."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from farhand.cli import _bundle
from farhand.cli._parts import options_of, run_of

GROUP, SUMMARY = "customer", "the redacted archive: plan, create, show, verify, open"
PARTS = _bundle


def options(parser: ArgumentParser) -> None:
    options_of(_bundle, parser)


def run(args: Namespace) -> int:
    return run_of(_bundle, args)
