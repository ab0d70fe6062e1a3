"""Outlook's paragraphs and spans."""

import html
import re


def mangle(text: str) -> str:
    row = '<p class="MsoNormal"><span style="font-size:10.0pt;font-family:Consolas">{}<o:p></o:p></span></p>'
    rows = (row.format(blanks(html.escape(line.expandtabs())) or "&nbsp;") for line in text.splitlines())
    head = "<html><head><style>p.MsoNormal {margin:0cm}</style></head><body>"
    return head + "\n".join(rows) + "</body></html>\n"


def blanks(line: str) -> str:
    """Runs of blanks, and one at the beginning, are made so that they are seen."""
    return re.sub(r"^ | +(?= )", lambda found: "&nbsp;" * len(found[0]), line)
