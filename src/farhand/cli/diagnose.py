"""Find the root cause in whatever the customer has sent: terminals, logs, tracebacks, reports, any mix.

Reads files, folders, archives and standard input: bundles (also sos reports, support bundles of
troubleshoot.sh, `kubectl cluster-info dump`), pasted terminals, log excerpts, tracebacks, health JSON,
metrics, manifests, the output of kubectl, docker, systemctl, psql, redis-cli, openssl and others, saved
reports of `farhand self-test --json` and the output of Farhand's own commands. Nothing in them is expanded,
probed or run, and no file is written: archives are read where they lie.

  kubectl describe pod web-0 | farhand diagnose -
  farhand diagnose mail.txt outputs/ app.log.gz sosreport.tar.xz
  farhand diagnose --why mail.txt
  farhand diagnose --case acme-7                    (all that came back in the case)
"""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from dataclasses import replace
from itertools import chain
from typing import Any

from farhand import causes, declare, inputs, learning, report
from farhand.answers import kept, said
from farhand.case import Case
from farhand.cli import _process
from farhand.cli._case import case_of, case_option, keep_finding
from farhand.cli._common import config_option
from farhand.control import place
from farhand.diagnose.clues import Clue
from farhand.errors import Mistake
from farhand.evidence import Opinion, weigh
from farhand.inputs import Told
from farhand.model import App, Diagnosis
from farhand.redact import Redactor

GROUP, SUMMARY = "engineer", "any mix of evidence: find the root cause"

UNREADABLE = 2


def options(parser: ArgumentParser) -> None:
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files and folders; -: standard input")
    config_option(parser)
    case_option(parser)
    parser.add_argument("--json", action="store_true", help="print the diagnosis as one JSON document")
    parser.add_argument("--why", action="store_true", help="also print how each cause was weighed")
    parser.add_argument(
        "--learn",
        metavar="CAUSE",
        help="the true cause of this text: keep it, without its secrets, as a signature of your own",
    )
    parser.add_argument("--quiet", action="store_true", help="print nothing; the exit status tells")


def run(args: Namespace) -> int:
    case = case_of(args)
    try:
        return _diagnosed(args, case)
    finally:
        if case:
            case.close()


def _diagnosed(args: Namespace, case: Case | None) -> int:
    if not args.paths and not case and sys.stdin.isatty():
        raise Mistake("give the files to look at, or - and paste into the terminal (end with Ctrl-D)")
    told = Told()
    app = declared(args)
    if args.learn:
        return _learn(args, told)
    rows = case.entries() if case else []
    given = (source for name in _names(args, case) for source in inputs.sources(name, told))
    opinion = _with(weigh(chain(kept.sources(rows), given), Redactor(), app, whole_site=True), told)
    opinion = replace(opinion, diagnosis=said.weighed(opinion.diagnosis, said.of(rows)))
    keep_finding(case, opinion.diagnosis, opinion.results)
    code = UNREADABLE if told.unreadable else report.exit_code(opinion.diagnosis, opinion.results)
    return _process.deliver(lambda: _hand_out(opinion, args), code)


def _names(args: Namespace, case: Case | None) -> list[str]:
    """What is read besides the case's own texts: without a word, standard input, unless the case is meant."""
    meant = case is not None and (args.case is not None or sys.stdin.isatty())
    return args.paths or ([] if meant else ["-"])


def declared(args: Namespace) -> App | None:
    """The reader's own declaration, if there is one: it names dependencies and brings the vendor's causes."""
    try:
        path = place.found(args.config)
        app = declare.load(path)
    except Mistake:
        if args.config:
            raise
        return None
    causes.add_folder(path.parent / "causes")
    return app


def _learn(args: Namespace, told: Told) -> int:
    """Append what was given to the vendor's own causes, in the folder beside farhand.toml."""
    folder = place.found(args.config).parent / "causes"
    texts = [
        s.whole for name in args.paths or ["-"] for s in inputs.sources(name, told) if s.whole is not None
    ]
    lines = Redactor().text("\n".join(texts)).split("\n")
    try:
        made = learning.entry(args.learn, lines, "learned from a ticket", learning.is_known(args.learn))
    except ValueError as error:
        raise Mistake(f"no signature can be made of this: {error}") from None
    folder.mkdir(exist_ok=True)
    with (folder / "learned.toml").open("a", encoding="utf-8") as file:
        file.write(("\n" if file.tell() else "") + made)
    print(f"added to {folder / 'learned.toml'}; read it once, then keep it with your code:\n\n{made}", end="")
    return 0


def _hand_out(opinion: Opinion, args: Namespace) -> None:
    if args.json:
        document = as_json(opinion.diagnosis)
        if args.why:
            document["weighing"] = [_weighing(clue) for clue in opinion.clues]
        print(json.dumps(document, indent=1))
    elif not args.quiet:
        from farhand.faces import diagnosis as face
        from farhand.faces import text

        text.show(lambda console: face.write(opinion, console, why=args.why))


def _weighing(clue: Clue) -> dict[str, Any]:
    return {
        "cause": clue.cause,
        "subject": clue.subject,
        "weight": round(clue.weight, 3),
        "source": clue.source,
        "line": clue.line,
        "because": list(clue.changed),
    }


def as_json(found: Diagnosis) -> dict[str, Any]:
    """The document `farhand.diagnosis/1`."""
    return {
        "schema": "farhand.diagnosis/1",
        "verdict": found.verdict,
        "understood": [dict(row) for row in found.understood],
        "unread": [dict(row) for row in found.unread],
        "causes": [report.cause_as_json(f) for f in found.causes],
        "next": [report.next_as_json(n) for n in found.next],
    }


def _with(opinion: Opinion, told: Told) -> Opinion:
    found = opinion.diagnosis
    unread = (*inputs.condensed(found.unread, told.holders), *told.rows)
    return replace(
        opinion, diagnosis=replace(found, understood=(*told.understood, *found.understood), unread=unread)
    )
