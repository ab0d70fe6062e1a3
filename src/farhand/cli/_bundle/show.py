"""Show what is in a bundle: what became of each planned item, what is missing, and what was hidden."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace

from farhand.cli._bundle import _reading

SUMMARY, ORDER = "what is in a bundle, what is missing, what was hidden", 3


def options(parser: ArgumentParser) -> None:
    _reading.options(parser)


def run(args: Namespace) -> int:
    _, document = _reading.opened(args)
    if args.json:
        print(json.dumps(document, indent=1))
        return 0
    from farhand.faces import bundle, text

    text.show(lambda console: bundle.write_manifest(document, console))
    return 0
