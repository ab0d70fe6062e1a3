"""Check the app's SQL against the version of the customer's server: what it lacks, and where you use it.

Reads .sql files, string literals in Python files (parsed, never run), and captured statements (.jsonl, or
.csv as pg_stat_statements is exported). Functions, types, operators, grammar, settings and system views of
PostgreSQL 12 to 18 are known from the real servers. Nothing is said of what no version has: it is the app's
own, or an extension's.

  farhand mirror sql src/ migrations/ --server 12
  farhand mirror sql queries.sql --server mariadb:10.5
  farhand mirror sql --django shop.settings --server 12
"""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace

from farhand.cli import _process

TYPE_CHECKING = False
if TYPE_CHECKING:
    from farhand.mirror.sql.model import Checked, Piece

SUMMARY, ORDER = "what your SQL uses and the customer's server version lacks", 6
FINE, WRONG, UNDECIDED = 0, 1, 4


def options(parser: ArgumentParser) -> None:
    add = parser.add_argument
    add("path", nargs="*", metavar="PATH", help="files and folders with SQL")
    add("--server", metavar="VERSION", required=True, help="12, postgres:12.4, mariadb:10.5 or mysql:5.7")
    models = parser.add_argument_group("models", "Importing them runs the app's code.")
    models.add_argument(
        "--sqlalchemy", metavar="MODULE:NAME", help="tables of this MetaData or declarative base"
    )
    models.add_argument(
        "--django", metavar="SETTINGS", help="models, and SQL of migrations, of this settings module"
    )
    add("--json", action="store_true", help="one JSON document")
    add("--quiet", action="store_true", help="print nothing; the exit status tells")


def run(args: Namespace) -> int:
    from farhand.mirror.sql import servers

    checked = servers.check(_pieces(args), args.server)
    return _process.deliver(lambda: _hand_out(checked, args), _code(checked))


def _pieces(args: Namespace) -> list[Piece]:
    from farhand.errors import Mistake
    from farhand.mirror.sql import servers, sources
    from farhand.mirror.sql.sources import _models

    kind, version = servers.named(args.server)
    found = list(sources.read(args.path))
    if args.sqlalchemy:
        found += _models.sqlalchemy(args.sqlalchemy)
    if args.django:
        if kind != "postgres":
            raise Mistake(
                "--django is for PostgreSQL; give the output of `manage.py sqlmigrate` as .sql files"
            )
        found += _models.django(args.django, int(version.split(".")[0]))
    if not found:
        raise Mistake("no SQL was found; give files or folders that hold some, or --sqlalchemy, or --django")
    return found


def _code(checked: Checked) -> int:
    if checked.lacks:
        return WRONG
    return UNDECIDED if checked.unread or not checked.read else FINE


def _hand_out(checked: Checked, args: Namespace) -> None:
    from farhand.faces import lacks

    if args.json:
        print(json.dumps(lacks.document(checked), indent=1))
    elif not args.quiet:
        for line in lacks.lines(checked):
            print(line)
