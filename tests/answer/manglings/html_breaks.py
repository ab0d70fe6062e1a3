"""HTML of a mail program: a <br> for every line, non-breaking blanks."""

import html
import re


def mangle(text: str) -> str:
    rows = (blanks(html.escape(line.expandtabs())) for line in text.splitlines())
    return "<div dir=3Dltr>".replace("=3D", "=") + "<br>\n".join(rows) + "<br></div>\n"


def blanks(line: str) -> str:
    """Runs of blanks, and one at the beginning, are made so that they are seen."""
    return re.sub(r"^ | +(?= )", lambda found: "&nbsp;" * len(found[0]), line)
