"""A link by which the customer sees this one case, reduced to what concerns them, until a day you choose.

The link is printed once; the case keeps only a digest of it. Whoever has it can use it until it ends or is
revoked; then everybody who came by it is out at once.

  farhand case link new --case cases/acme-7 --days 7 --url https://cases.example.com
  farhand case link list --case cases/acme-7
  farhand case link revoke 3f9a1c2b --case cases/acme-7
"""

from __future__ import annotations

import json
import time
from argparse import ArgumentParser, Namespace
from datetime import datetime, timezone
from urllib.parse import urlsplit

from farhand.case import Case, story
from farhand.cli import _process
from farhand.cli._case import case_option
from farhand.cli._cases._entries import opened
from farhand.errors import Mistake
from farhand.faces.escape import terminal
from farhand.hub import links

ORDER, SUMMARY = 32, "links by which the customer sees this one case"


def options(parser: ArgumentParser) -> None:
    parts = parser.add_subparsers(metavar="new|list|revoke", required=True, dest="action")
    new = parts.add_parser("new", help="make a link; it is printed once")
    new.add_argument("--days", type=float, default=7.0, help="how long it holds (default 7)")
    new.add_argument("--url", default="http://127.0.0.1:8600", help="address of the workbench")
    new.add_argument("--for", dest="person", default="", metavar="ID", help="the participant whom it is for")
    parts.add_parser("list", help="all links of the case")
    parts.add_parser("revoke", help="end a link now").add_argument(
        "id", metavar="LINK", help="as list shows it"
    )
    for part in parts.choices.values():
        case_option(part)
        part.add_argument("--json", action="store_true", help="print one JSON document")


def run(args: Namespace) -> int:
    with opened(args) as case:
        return {"new": _new, "list": _list, "revoke": _revoke}[args.action](args, case)


def _new(args: Namespace, case: Case) -> int:
    parts = urlsplit(args.url)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise Mistake(f"--url {args.url}: give the address of the workbench, as in https://cases.example.com")
    if args.person and not _is_customer(case, args.person):
        raise Mistake(
            f"--for {args.person}: nobody of that name takes part on the customer's side; add them first: "
            "farhand case person"
        )
    token, body = links.new(args.days, datetime.now(timezone.utc), args.person)
    case.add("link", body)
    address = f"{parts.scheme}://{parts.netloc}{links.PATH}{token}"
    if args.json:
        told = {"id": body["id"], "until": body["until"], "link": address}
        print(json.dumps({"schema": "farhand.link/1", **told}, indent=1))
    else:
        print(address)
        _process.tell(
            f"link {body['id']}, until {body['until']}; sooner by: farhand case link revoke {body['id']}"
        )
    return 0


def _is_customer(case: Case, name: str) -> bool:
    person = story.of(case.entries()).person(name)
    return person is not None and person.side == story.CUSTOMER


def _list(args: Namespace, case: Case) -> int:
    known, now = links.of(case.entries(), case.foreign()), time.time()
    if args.json:
        rows = [
            {"id": k.id, "state": k.state(now), "until": k.until, "for": k.person, "by": k.by} for k in known
        ]
        print(json.dumps({"schema": "farhand.links/1", "links": rows}, indent=1))
        return 0
    for link in known:
        whom = f"  for {link.person}" if link.person else ""
        print(terminal(f"{link.id}  {link.state(now)}  until {link.until}{whom}  made by {link.by}"))
    if not known:
        _process.tell("no link was made in this case")
    return 0


def _revoke(args: Namespace, case: Case) -> int:
    known = {link.id: link for link in links.of(case.entries(), case.foreign())}
    if args.id not in known:
        raise Mistake(f"{args.id}: there is no such link; there are: {', '.join(known) or 'none'}")
    if not known[args.id].revoked:
        case.add("revoked", {"id": args.id})
    _process.tell(f"link {args.id} is revoked")
    return 0
