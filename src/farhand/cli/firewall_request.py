"""Print the connections that the app needs, out and in, as a request that a network team accepts.

Real host names stand in it: it is made at the customer's site, for the customer's own network team.
Where the app's environment is not visible, it names the variables that give the hosts.
"""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from dataclasses import asdict

from farhand import firewall
from farhand.cli._common import app_of, config_option, environment_of, environment_options
from farhand.cli._lang import lang_option
from farhand.faces.escape import terminal

GROUP, SUMMARY = "vendor", "the firewall rules that the app needs, with reasons"
SCHEMA = "farhand.firewall/1"


def options(parser: ArgumentParser) -> None:
    config_option(parser)
    environment_options(parser)
    lang_option(parser)
    parser.add_argument(
        "--platform", metavar="NAME", help="bare, systemd, docker, compose, kubernetes or serverless"
    )
    parser.add_argument(
        "--format", choices=("text", "markdown"), default="text", help="text (default) or a Markdown table"
    )
    parser.add_argument("--json", action="store_true", help="print the rules as one JSON document")


def run(args: Namespace) -> int:
    app = app_of(args)
    found = firewall.rules(app, environment_of(args, app))
    if args.json:
        rows = [asdict(rule) for rule in found]
        print(
            json.dumps(
                {"schema": SCHEMA, "app": {"name": app.name, "version": app.version}, "rules": rows}, indent=1
            )
        )
    else:
        print(terminal(firewall.text(app, found, args.format == "markdown")), end="")
    return 0
