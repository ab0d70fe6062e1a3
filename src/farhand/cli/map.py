"""Draw the site: what stands between the app and what it needs, how each part is known, and which hop fails.

The map is made of the declaration, of any evidence (as `farhand diagnose` reads it: reports of self-tests,
pasted outputs, compose files, Kubernetes manifests, traces, bundles), and of what people at the site said, in
a filled-in form of `farhand map questions` or in a case. What nobody has seen to work is drawn as not known.
Nothing is expanded, probed or run.

  farhand map report.json answers.txt
  farhand map --case acme-7 --format svg -o site.svg
  farhand map questions > mail.txt
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from typing import TYPE_CHECKING

from farhand.cli import _map
from farhand.cli._case import case_of, case_option
from farhand.cli._common import app_if_any, config_option, write_new
from farhand.cli._lang import lang_option
from farhand.cli._parts import run_of
from farhand.cli._process import tell

if TYPE_CHECKING:
    from farhand.case import Entry
    from farhand.topology.model import Map

GROUP, SUMMARY = "engineer", "draw the site: what stands where, how it is known, which hop fails"
PARTS = _map
FORMATS = ("text", "mermaid", "svg", "json")


def options(parser: ArgumentParser) -> None:
    parser.add_argument(
        "paths", nargs="*", metavar="EVIDENCE", help="files, folders and archives; -: standard input"
    )
    config_option(parser)
    case_option(parser)
    parser.add_argument("--format", choices=FORMATS, help="default: text, or as -o ends (.svg, .mmd, .json)")
    parser.add_argument("-o", "--output", metavar="FILE", help="write the map into this file")
    lang_option(parser)
    parser.add_argument("--force", action="store_true", help="overwrite the file if it is there")


def run(args: Namespace) -> int:
    if getattr(args, "command", None):
        return run_of(_map, args)
    text = _rendered(_drawn(args), args)
    if args.output:
        write_new(args.output, text, args.force)
    else:
        sys.stdout.write(text)
    return 0


def _drawn(args: Namespace) -> Map:
    """The map of all that was given. Raises Mistake for an input that cannot be read."""
    from farhand import inputs, topology
    from farhand.errors import Mistake

    told = inputs.Told()
    sources = [source for name in args.paths for source in inputs.sources(name, told)]
    if told.unreadable:
        raise Mistake(f"{told.rows[-1]['source']}: {told.rows[-1]['why']}")
    app, case = app_if_any(args), case_of(args)
    entries: list[Entry] = []
    if case is not None:
        with case:
            entries = case.entries()
    if app is None and not topology.declaration_of(entries):
        tell("farhand map: no declaration is here, so only what was seen and told is drawn; see --config")
    return topology.of_entries(entries, app, sources)


def _rendered(drawn: Map, args: Namespace) -> str:
    return _faces()[_format(args)](drawn)


def _format(args: Namespace) -> str:
    suffix = (args.output or "").rpartition(".")[2].lower()
    return args.format or {"svg": "svg", "mmd": "mermaid", "json": "json"}.get(suffix, "text")


def _faces() -> dict[str, Callable[[Map], str]]:
    import json

    from farhand.faces import map_mermaid, map_svg, map_text
    from farhand.topology import document

    return {
        "text": map_text.render,
        "mermaid": map_mermaid.render,
        "svg": map_svg.render,
        "json": lambda drawn: json.dumps(document.as_json(drawn), indent=1) + "\n",
    }
