"""Explain a cause: why it happens, how to look, what it means, what to do, and an example.

The page is part of the package; nothing is looked up on a network. Without a cause, all are listed.

  farhand explain dns.nxdomain
  farhand explain "too many connections"
"""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from typing import TYPE_CHECKING

from farhand import causes
from farhand.errors import Mistake
from farhand.faces import explain as face
from farhand.faces import text

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

GROUP, SUMMARY = "engineer", "the page of a cause, offline"


def options(parser: ArgumentParser) -> None:
    parser.add_argument("cause", nargs="?", metavar="CAUSE", help="its id, such as dns.nxdomain")
    parser.add_argument("--format", choices=("text", "markdown"), default="text")
    parser.add_argument("--json", action="store_true", help="print the page as one JSON document")


def run(args: Namespace) -> int:
    if not args.cause:
        return _list(args)
    try:
        page = face.page(_only(args.cause))
    except LookupError as error:
        raise Mistake(str(error.args[0])) from None
    if args.json:
        print(json.dumps(asdict(page), indent=1))
    elif args.format == "markdown":
        print(face.markdown(page), end="")
    else:
        text.show(lambda console: _print(page, console))
    return 0


def _only(words: str) -> str:
    """An id, or words that only one cause's id or title has in it."""
    known = causes.load()
    if words in known:
        return words
    found = [i for i, c in known.items() if words.lower() in c.title.lower() or words == i.rpartition(".")[2]]
    return found[0] if len(found) == 1 else words


def _list(args: Namespace) -> int:
    known = causes.load()
    if args.json:
        print(json.dumps({i: cause.title for i, cause in known.items()}, indent=1))
        return 0
    width = max(len(i) for i in known)
    for cause_id, cause in known.items():
        print(f"{cause_id:<{width}}  {cause.title}")
    return 0


def _print(page: face.Page, console: Console) -> None:
    from rich.padding import Padding
    from rich.text import Text

    console.print(Text.assemble((page.title, "bold"), (f"  {page.id}", "dim")))
    for section in page.sections:
        console.print(Text(f"\n{section.title}", "dim"))
        for paragraph in section.paragraphs:
            console.print(Padding(Text(paragraph), (0, 0, 0, 2)))
        for number, step in enumerate(section.steps, 1):
            console.print(Padding(_numbered(number, step), (0, 0, 0, 2)))
        for told, command in section.commands:
            console.print(Padding(Text(told), (0, 0, 0, 2)))
            console.print(Padding(Text(command, "cyan"), (0, 0, 0, 4)))
        if section.block:
            console.print(Padding(Text(section.block.rstrip(), "dim"), (0, 0, 0, 4)))


def _numbered(number: int, step: str) -> Table:
    from rich.table import Table
    from rich.text import Text

    row = Table.grid(padding=(0, 1, 0, 0))
    row.add_column(no_wrap=True)
    row.add_column(overflow="fold")
    row.add_row(f"{number}.", Text(step))
    return row
