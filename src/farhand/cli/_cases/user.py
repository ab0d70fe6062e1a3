"""Who of your own people may use the workbench, and as what.

A viewer reads; an engineer also asks, answers, writes and uploads; a lead also makes links for customers and
closes cases. The password is asked for twice, or read from standard input where that is no terminal. Adding
somebody who is there already changes role and password. Whoever is changed or removed is logged out at once.

  farhand case user add anna --role lead --folder cases/
  farhand case user list --folder cases/
  farhand case user remove anna --folder cases/
"""

from __future__ import annotations

import getpass
import json
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from farhand.cli import _process
from farhand.cli._cases._workbench import needed
from farhand.errors import Mistake

ORDER, SUMMARY = 31, "who may use the workbench, and as what"


def options(parser: ArgumentParser) -> None:
    parts = parser.add_subparsers(metavar="add|remove|list", required=True, dest="action")
    add = parts.add_parser("add", help="a new user, or another role and password for one")
    add.add_argument("name", metavar="NAME")
    add.add_argument(
        "--role", choices=["viewer", "engineer", "lead"], default="engineer", help="default: engineer"
    )
    parts.add_parser("remove", help="no longer a user").add_argument("name", metavar="NAME")
    parts.add_parser("list", help="all users").add_argument("--json", action="store_true", help="as JSON")
    for part in parts.choices.values():
        part.add_argument("--folder", metavar="DIR", default=".", help="folder of cases (default: this)")


def run(args: Namespace) -> int:
    needed()
    from farhand.hub import passwords
    from farhand.hub.state import State

    if not Path(args.folder).is_dir():
        raise Mistake(f"{args.folder}: there is no such folder; give the one that holds the cases")
    state = State(Path(args.folder))
    try:
        if args.action == "add":
            state.put_user(args.name, args.role, passwords.hashed(_password()))
            _process.tell(f"{args.name} may log in as {args.role}")
        elif args.action == "remove":
            state.remove_user(args.name)
            _process.tell(f"{args.name} is no user any more")
        else:
            _list(state.users(), args.json)
    finally:
        state.close()
    return 0


def _list(users: dict[str, str], as_json: bool) -> None:
    if as_json:
        print(json.dumps({"schema": "farhand.users/1", "users": users}, indent=1))
    else:
        print("\n".join(f"{name}  {role}" for name, role in users.items()) or "no user yet")


def _password() -> str:
    """Raises Mistake where the two are not the same."""
    if not sys.stdin.isatty():
        return sys.stdin.readline(2048).rstrip("\r\n")
    first = getpass.getpass("Password: ")
    if getpass.getpass("Again: ") != first:
        raise Mistake("the two passwords are not the same")
    return first
