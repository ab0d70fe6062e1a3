"""Writes `help.txt` from the command modules: `python -m farhand.cli._help`."""

from __future__ import annotations

import importlib
from pathlib import Path

from farhand import cli

HEAD = """\
farhand: debug production you cannot touch

usage: farhand COMMAND [options]        farhand COMMAND --help tells the rest
"""
GROUPS = (
    ("vendor", "for the vendor, who builds the app"),
    ("customer", "for the customer, who runs it"),
    ("engineer", "for the engineer, who must find the fault"),
)
FOOT = """
common options: --config FILE  --platform NAME  --json  --quiet
exit status: 0 fine, 1 something is wrong at the site, 2 wrong usage, 3 only warnings,
             4 undecided, 70 a fault of Farhand, 130 interrupted
"""


def text() -> str:
    """The whole of `farhand --help`."""
    rows = [(name, importlib.import_module(f"farhand.cli.{name.replace('-', '_')}")) for name in cli.names()]
    parts = [HEAD]
    for group, title in GROUPS:
        lines = [f"  {name:<18}{module.SUMMARY}" for name, module in rows if group == module.GROUP]
        if lines:
            parts.append("\n".join([f"\n{title}:", *lines, ""]))
    return "".join(parts) + FOOT


if __name__ == "__main__":
    Path(__file__).with_name("help.txt").write_text(text(), "utf-8")
