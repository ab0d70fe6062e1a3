"""Show everything that a bundle would hold: each command, file and endpoint, why, how large, what it needs.

Nothing is read, run or asked for this; sizes are by stat. With --json the plan can be saved and approved:
`farhand bundle create --plan FILE` then refuses to do anything else. The plan's hash is in the bundle.
"""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace

from farhand.bundle import plan as planning
from farhand.cli._bundle import _site
from farhand.redact import Redactor

SUMMARY, ORDER = "show what a bundle would hold, and do nothing", 1


def options(parser: ArgumentParser) -> None:
    _site.options(parser)
    parser.add_argument(
        "--json", action="store_true", help="print the plan as one JSON document, to be approved"
    )


def run(args: Namespace) -> int:
    site, made = _site.made(args)
    # Secrets only, whatever the profile: it is for those at the site, who must see whom it speaks to.
    redactor = Redactor(site.redactor.secrets, site.redactor.key)
    if args.json:
        print(json.dumps(planning.saved(made, redactor), indent=1))
        return 0
    from farhand.faces import bundle, text

    text.show(lambda console: bundle.write_plan(made, console, redactor))
    return 0
