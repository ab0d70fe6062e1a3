"""Make a credential for the endpoints inside the app: farhand token new --name alice --scope read

The token is shown once and kept nowhere; the app needs only the entry, which tells nothing of it. A token of
one scope may do what the scopes before it may: probe (health), read (all that is only looked at), operate
(log level, self-test), capture (what costs the app something).
"""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from datetime import datetime, timedelta, timezone

from farhand.control import tokens
from farhand.errors import Mistake

GROUP, SUMMARY = "vendor", "make a credential for the endpoints inside the app"
SCHEMA = "farhand.token/1"
#: Days that a token may hold.
MOST_DAYS = 3660


def options(parser: ArgumentParser) -> None:
    parser.add_argument("action", choices=["new"], help="what to do")
    parser.add_argument("--name", required=True, help="whom or what it is for, as the audit will show it")
    parser.add_argument(
        "--scope", choices=tokens.SCOPES, default="read", help="what it allows (default read)"
    )
    parser.add_argument("--days", type=int, default=90, help="how long it holds (default 90)")
    parser.add_argument("--json", action="store_true", help="print it as one JSON document")


def run(args: Namespace) -> int:
    if not 1 <= args.days <= MOST_DAYS:
        raise Mistake(f"--days {args.days} is not between 1 and {MOST_DAYS}")
    until = (datetime.now(timezone.utc) + timedelta(days=args.days)).date().isoformat()
    try:
        token, entry = tokens.new(args.name, args.scope, until)
    except ValueError:
        raise Mistake("--name may have letters, digits, and . _ @ -; at most 60") from None
    if args.json:
        document = {"name": entry.name, "scope": entry.scope, "expires": entry.expires}
        print(json.dumps({"schema": SCHEMA, **document, "token": token, "entry": str(entry)}, indent=1))
    else:
        print(_told(token, entry))
    return 0


def _told(token: str, entry: tokens.Entry) -> str:
    return f"""\
token, shown this once, for {entry.name}, who sends it as `Authorization: Bearer TOKEN`:

{token}

entry for the app, until {entry.expires}; in FARHAND_TOKENS, or a line in the tokens_file of [embed]:

{entry}"""
