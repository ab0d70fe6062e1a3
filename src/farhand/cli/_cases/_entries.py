"""What the commands that add one entry share: the case that is meant, its masking, and what they say."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from typing import Any

from farhand.case import Case, Entry
from farhand.case.story import Story, Wait
from farhand.cli import _process
from farhand.cli._case import case_of, case_option
from farhand.errors import Mistake
from farhand.exchange import masking
from farhand.redact import Redactor

#: The document that a command of `farhand case` prints with --json where it has added something.
SCHEMA = "farhand.entry/1"


def entry_options(parser: ArgumentParser) -> None:
    case_option(parser)
    parser.add_argument("--json", action="store_true", help="print what was added as one JSON document")
    parser.add_argument("--quiet", action="store_true", help="print nothing")


def opened(args: Namespace) -> Case:
    """The case that is meant. Raises Mistake where there is none."""
    case = case_of(args)
    if case is None:
        raise Mistake(
            "there is no case in this folder: give --case DIR, or begin one with: farhand case new DIR"
        )
    return case


def masked(text: str, case: Case | None = None) -> str:
    """What a person writes, without its secrets and, in a case, without what is to be hidden there.

    Raises Mistake where nothing is left to say.
    """
    if not text.strip():
        raise Mistake("there is nothing in it; write what is to be kept, in quotes")
    redactor = masking.redactor_of(case.entries()) if case else Redactor()
    return redactor.text(text.strip())


def added(args: Namespace, case: Case, kind: str, body: Mapping[str, Any], says: str) -> Entry:
    """Add one entry and tell it."""
    entry = case.add(kind, body)
    tell(args, entry, says)
    return entry


def tell(args: Namespace, entry: Entry, says: str) -> None:
    if args.json:
        print(json.dumps({"schema": SCHEMA, **as_json(entry)}, indent=1))
    elif not args.quiet:
        _process.tell(says)


def as_json(entry: Entry) -> dict[str, Any]:
    return {
        "author": entry.author,
        "seq": entry.seq,
        "at": entry.at,
        "kind": entry.kind,
        "body": dict(entry.body),
    }


def waited_for(story: Story, id: str) -> Wait:
    """The wait of that id. Raises Mistake, naming those that are open."""
    for wait in story.waits:
        if wait.id and wait.id == id:
            return wait
    there = ", ".join(wait.id for wait in story.waits if wait.id) or "nothing"
    raise Mistake(f"{id!r} is not waited for in this case; open is: {there}")
