"""Who takes part: on which side, in which role, how to reach them, and when they work.

The customer's designated contact has the role `contact`: whoever is asked something is waited for by their
clock. What is said again of the same person replaces what was said before.

  farhand case person bob --name "Bob Ray" --side customer --role contact --contact bob@acme.example \\
      --zone Europe/Berlin --hours "mon-fri 09:00-17:00" --case acme-7
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from farhand import when, words
from farhand.case.story import CUSTOMER, VENDOR, Person, hours, of
from farhand.cli._cases._entries import added, entry_options, opened
from farhand.errors import Mistake

ORDER, SUMMARY = 3, "who takes part, how to reach them, when they work"
_FIELDS = ("name", "side", "role", "contact", "zone", "hours", "lang")


def options(parser: ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help="a short name, as it stands in the record")
    parser.add_argument("--name", metavar="TEXT")
    parser.add_argument("--side", choices=(VENDOR, CUSTOMER))
    parser.add_argument(
        "--role", metavar="TEXT", help="contact, network, security, platform, dba, engineering, ..."
    )
    parser.add_argument("--contact", metavar="TEXT", help="an address, a number, a channel")
    parser.add_argument("--zone", metavar="ZONE", help="time zone: Europe/Berlin, +02:00")
    parser.add_argument("--hours", metavar="HOURS", help='working hours: "mon-fri 09:00-17:00"')
    parser.add_argument("--lang", metavar="LANG", help="the language of what is written to them: en, de")
    entry_options(parser)


def run(args: Namespace) -> int:
    if not args.id.strip() or args.id.startswith("-"):
        raise Mistake("give the person a short name, such as bob")
    _checked(args)
    with opened(args) as case:
        known = of(case.entries()).person(args.id)
        before = known if known and known.id == args.id else Person(args.id, side=args.side or "")
        if not (args.side or before.side):
            raise Mistake(f"{args.id}: say on whose side: --side vendor or --side customer")
        said = {name: getattr(args, name) for name in _FIELDS}
        body = {name: getattr(before, name) if value is None else value for name, value in said.items()}
        added(args, case, "person", {"id": args.id, **body}, f"{body['name'] or args.id} takes part")
    return 0


def _checked(args: Namespace) -> None:
    """Hours, zone and language are read when somebody is waited for: a mistake is told now."""
    words.chosen(args.lang or words.ENGLISH, {})
    hours.read(args.hours or "")
    when.zone(args.zone or "")
