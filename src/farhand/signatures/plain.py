"""A line as it is searched: without colours, escapes, smart quotes and doubled blanks.  Pure."""

from __future__ import annotations

import re

_COLOUR = re.compile(
    r"\x1b\[[0-9;?]{0,20}[A-Za-z]|\x1b\][^\x07\x1b]{0,200}(?:\x07|\x1b\\)|[\x00-\x08\x0b-\x1f\x7f]"
)
#: What terminals, mail programs, word processors and JSON make of plain signs.
_SIGNS = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'", "`": "'", "´": "'",
     "–": "-", "—": "-", "−": "-", "\u00a0": " ", "\u200b": None, "\ufeff": None, "\t": " "}
)  # fmt: skip
_ESCAPED = re.compile(r"\\+(?:u001b\[[0-9;]{0,12}m|[\"'/]|[ntr](?![a-z]:))")
_ENTITIES = (
    ("&quot;", '"'),
    ("&#34;", '"'),
    ("&#39;", "'"),
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&amp;", "&"),
    ("&nbsp;", " "),
)
#: Characters of one line that are looked at.
LONGEST = 4000


def plain(line: str) -> str:
    """The line in the form that patterns are written for. Its length may change; its words do not."""
    if not line.isascii():
        line = line.translate(_SIGNS)
    elif "`" in line or "\t" in line:
        line = line.replace("`", "'").replace("\t", " ")
    if "\x1b" in line or not line.isprintable():
        line = _COLOUR.sub("", line)
    if "\\" in line:
        line = _ESCAPED.sub(_unescaped, line)
    if "&" in line:
        for written, meant in _ENTITIES:
            line = line.replace(written, meant)
    return " ".join(line.split())


def _unescaped(match: re.Match[str]) -> str:
    last = match[0][-1]
    if last in "ntr":
        return " "
    return "" if last == "m" else last


_PREFIX = re.compile(
    r"^(?:(?:> ?){1,6}"  # mail quotes
    r"|[\w.-]{1,60} {0,30}\| (?! )?"  # docker compose
    r"|\[(?:pod|container)/[\w./-]{1,200}\] )"  # kubectl logs --prefix
)


#: Characters of a line that readers see; whole JSON documents often stand on one line.
_STRUCTURED = 1 << 20


def structured(line: str) -> str:
    """The line as readers see it: plain signs, indentation and columns kept."""
    if not line.isascii():
        line = line.translate(_SIGNS)
    if "\x1b" in line or "\r" in line or "\t" in line:
        line = _COLOUR.sub("", line.replace("\t", "        "))
    longest = _STRUCTURED if line.lstrip()[:1] in ("{", "[") else LONGEST
    return line[:longest].rstrip()


def unprefixed(lines: list[str]) -> list[str]:
    """Lines without a mail's or docker compose's prefix, where nearly all have one of a few."""
    filled = [line for line in lines if line.strip()]
    found = [match[0].strip() for line in filled if (match := _PREFIX.match(line))]
    if not filled or len(found) < 0.9 * len(filled) or any("-[ RECORD" in line for line in filled):
        return lines
    if len(set(found)) > max(3, len(filled) // 4):  # each line its own: these are columns
        return lines
    return [_PREFIX.sub("", line) for line in lines]
