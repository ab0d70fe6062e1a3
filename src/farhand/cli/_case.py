"""`--case DIR`, which means the same everywhere: else the case in this folder, if any."""

from __future__ import annotations

import getpass
import os
from argparse import ArgumentParser, Namespace
from pathlib import Path

from farhand.case import Case, Entry
from farhand.case.store import NAME
from farhand.model import Diagnosis, Result

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from farhand.concluding.finding import Shares


def case_option(parser: ArgumentParser) -> None:
    parser.add_argument("--case", metavar="DIR", help="the case (default: the one in this folder, if any)")


def case_of(args: Namespace, create: bool = False) -> Case | None:
    """The case that is meant, or None. With `create`, one named by --case is begun. Raises Mistake."""
    if args.case is None:
        here = Path()
        return Case(here, author()) if (here / NAME).is_file() else None
    return Case(Path(args.case), author(), create)


def keep_finding(
    case: Case | None, diagnosis: Diagnosis, results: Sequence[Result], shares: Shares = ()
) -> None:
    """What a diagnosis of all so far has said goes into the case, where it says something new."""
    from farhand.concluding import finding

    if case is None:
        return
    made = finding.body(diagnosis, results, shares)
    if finding.is_news(made, case.entries()):
        case.add(finding.KIND, made)


def spoken(entries: Iterable[Entry]) -> str:
    """The language of the customer's contact, where the case says it."""
    from farhand import words

    people = [entry.body for entry in entries if entry.kind == "person"]
    told = [str(one.get("lang") or "") for one in people if one.get("side") == "customer"]
    return next((code for code in reversed(told) if code in words.languages()), "")


def author() -> str:
    """Who writes: as FARHAND_AUTHOR says, else the name of the user of this machine."""
    try:
        if named := os.environ.get("FARHAND_AUTHOR", "").replace("~", "-").strip():
            return named
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"
