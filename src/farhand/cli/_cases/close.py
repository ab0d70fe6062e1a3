"""Close a case: how it ended, and a page that tells what happened, what it cost and what would be quicker.

Without --cause it is the root cause that the diagnoses were surest of. The page is written into the folder of
the case (-o: elsewhere), as post-mortem.html and post-mortem.txt.

  farhand case close "the proxy lets our API pass now" --case acme-7
  farhand case close "der Proxy lässt unsere Schnittstelle durch" --lang de
  farhand case close "they had restarted it" --cause tcp.refused --subject database
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from farhand import causes, topology
from farhand.case import Case, Entry
from farhand.case.story import Story, of
from farhand.cli import _process
from farhand.cli._cases._entries import entry_options, masked, opened, tell
from farhand.cli._lang import lang_option
from farhand.concluding import postmortem
from farhand.errors import Mistake
from farhand.faces import case as face
from farhand.faces import map_svg, map_text, post_mortem
from farhand.topology.model import Map
from farhand.words import _

ORDER, SUMMARY = 30, "close a case, with a post-mortem page"
NAME = "post-mortem"


def options(parser: ArgumentParser) -> None:
    parser.add_argument("text", metavar="TEXT", help="how it ended, in quotes")
    parser.add_argument("--cause", default="", metavar="ID", help="the cause (default: the surest one)")
    parser.add_argument("--subject", default="", metavar="NAME", help="of which dependency")
    parser.add_argument("-o", "--output", metavar="DIR", help="the folder for the page (default: the case)")
    entry_options(parser)
    lang_option(parser)


def run(args: Namespace) -> int:
    with opened(args) as case:
        story = of(case.entries())
        if story.closed:
            raise Mistake(f"{case.folder}: it is closed already; farhand case reopen opens it again")
        cause, subject = _cause(args, story)
        body = {"says": masked(args.text, case), "cause": cause, "subject": subject}
        entry = case.add("closed", body)
        pages = _written(case, Path(args.output or case.folder))
    tell(args, entry, _("closed; the post-mortem is in {pages}").format(pages=pages))
    return 0


def _cause(args: Namespace, story: Story) -> tuple[str, str]:
    """The cause and subject that are named, else those that were found. Raises Mistake for an unknown one."""
    if args.cause and args.cause not in causes.load():
        raise Mistake(f"--cause {args.cause}: there is no such cause; farhand explain lists what is known")
    found = postmortem.root(story)
    if args.cause:
        same = found is not None and found.cause == args.cause
        return args.cause, args.subject or (found.subject if found and same else "")
    return (found.cause, args.subject or found.subject) if found else ("", args.subject)


def _written(case: Case, folder: Path) -> Path:
    """Write both pages; the path of the one for a browser."""
    story = of(case.entries())
    page, drawn = (
        post_mortem.spoken(postmortem.of(story)),
        _drawn(case.entries(), postmortem.shown_until(story)),
    )
    path = folder / f"{NAME}.html"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(post_mortem.html(page, _picture(drawn)), "utf-8")
        (folder / f"{NAME}.txt").write_text(face.post_mortem(page, map_text.render(drawn)), "utf-8")
    except OSError as error:
        _process.tell(f"farhand case close: the case is closed, but its page could not be written: {error}")
    return path


def _drawn(entries: list[Entry], until: str) -> Map:
    """The map of what was known while the fault was there."""
    return topology.of_entries([e for e in entries if not until or e.at <= until])


def _picture(drawn: Map) -> str:
    """The map as SVG; empty where the package for layouts is missing: the text beside it has the same."""
    try:
        return map_svg.render(drawn)
    except Mistake:
        return ""
