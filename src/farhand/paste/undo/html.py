"""HTML, as a mail program or a web page saves it: `<pre>`, `<br>`, Outlook's paragraphs and spans."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html.parser import HTMLParser

from farhand.paste.lines import Line, decoded

ORDER = 20
DONE = "taken out of HTML"
_TAG = re.compile(
    r"</?(?:html|body|pre|br|div|p|span|code|td|tr|table|blockquote|font)\b[^<>]*>", re.IGNORECASE
)
_BLOCK = ("p", "div", "tr", "li", "pre", "blockquote", "h1", "h2", "h3", "table", "body", "html", "ul", "ol")
_SILENT = ("style", "script", "head", "title")


class _Text(HTMLParser):
    """The text as it is seen: lines end where blocks and `<br>` end them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows = [""]
        self.pre = self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        style = str(dict(attrs).get("style") or "")
        self.pre += tag == "pre" or (tag == "div" and "white-space:pre" in style.replace(" ", ""))
        self.silent += tag in _SILENT
        if tag == "br" or (tag in _BLOCK and self.rows[-1]):
            self.rows.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == "pre" and self.pre:
            self.pre -= 1
        self.silent -= tag in _SILENT and self.silent > 0
        if tag in _BLOCK and self.rows[-1]:
            self.rows.append("")

    def handle_data(self, data: str) -> None:
        if self.silent:
            return
        if not self.pre:
            data = re.sub(r"[ \t\r\n]+", " ", data)
            data = data if self.rows[-1] else data.lstrip(" ")
        first, *rest = data.split("\n")
        self.rows[-1] += first
        self.rows += rest


def undo(lines: Sequence[Line]) -> list[Line]:
    text = "\n".join(line.text for line in lines)
    if not _TAG.search(text):
        return list(lines)
    parser = _Text()
    parser.feed(text)
    parser.close()
    return decoded(lines, parser.rows)
