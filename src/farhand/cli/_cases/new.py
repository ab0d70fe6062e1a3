"""Begin a case: a folder for the record of one problem at one site.

The declaration that is found (--config) is kept in it, without its secrets, so that the case can be read
where the declaration is not. Write your name as it is to stand in the record with FARHAND_AUTHOR.

  farhand case new acme-7 --title "no invoice is saved" --site acme
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from farhand.case import Case
from farhand.case.store import NAME
from farhand.cli._case import author
from farhand.cli._cases._entries import masked, tell
from farhand.cli._common import app_if_any, config_option
from farhand.errors import Mistake
from farhand.redact import Redactor

ORDER, SUMMARY = 1, "begin a case in a folder"


def options(parser: ArgumentParser) -> None:
    parser.add_argument("folder", metavar="DIR", help="the folder of the case; made where it is missing")
    parser.add_argument("--title", metavar="TEXT", help="the problem in a few words (default: the folder)")
    parser.add_argument("--site", default="", metavar="NAME", help="the site that it is about")
    parser.add_argument(
        "--reported", default="", metavar="TEXT", help="what the customer said, in their words"
    )
    config_option(parser)
    parser.add_argument("--json", action="store_true", help="print what was added as one JSON document")
    parser.add_argument("--quiet", action="store_true", help="print nothing")


def run(args: Namespace) -> int:
    folder = Path(args.folder)
    if (folder / NAME).exists():
        raise Mistake(f"{folder}: there is a case already; choose another folder, or add to it with --case")
    app = app_if_any(args)
    with Case(folder, author(), create=True) as case:
        body = {
            "title": masked(args.title or folder.resolve().name),
            "site": args.site,
            "app": app.name if app else "",
            "declaration": _declaration(Path(app.source)) if app else "",
        }
        entry = case.add("opened", body)
        if args.reported:
            case.add("problem", {"says": masked(args.reported)})
    tell(args, entry, f"the case is in {folder}; next: farhand next --case {folder}")
    return 0


def _declaration(path: Path) -> str:
    try:
        return Redactor().text(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise Mistake(f"{path}: {getattr(error, 'strerror', None) or error}") from None
