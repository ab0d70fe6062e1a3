"""A look-alike of the customer's environment: how it differs from yours, and which difference is guilty."""

from __future__ import annotations

from farhand.cli import _mirrors
from farhand.cli._parts import options_of, run_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

GROUP, SUMMARY = "engineer", "rebuild the customer's environment here, and find the guilty difference"
PARTS = _mirrors


def options(parser: ArgumentParser) -> None:
    options_of(_mirrors, parser)


def run(args: Namespace) -> int:
    return run_of(_mirrors, args)
