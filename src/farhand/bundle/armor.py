"""Bytes as a few lines of plain ASCII that survive a mail, and back.  Pure.

    -----BEGIN FARHAND FACTS-----
    Bytes: 1893
    SHA-256: 5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef

    H4sIAAAAAAACA+1c...
    -----END FARHAND FACTS-----

The body is base64 without its padding, so that no `=` stands in it: one that is found there was put in by
the mail's own encoding. By hand: `base64 -d` of the body, with `=` added to a multiple of four. What mails
do to text (quotes, wrapped lines, entities, long dashes) is undone; whatever remains is told by length and
checksum, and never taken for what was sent.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

#: Columns of a line of the body; with two signs of quoting it still stays below 76.
COLUMNS = 64
#: Blocks that are read of one text.
_MOST_BLOCKS = 50
_DASH = r"(?:[-\u2010-\u2015\u2212\u00ad]|&(?:[mn]dash|shy|#45|#821[0-3]);|=E2=80=9[0-5]){1,8}"
#: What a mail may have made of the one blank between two words.
_GAP = r"(?:[\s>|]|&nbsp;|&#160;|=\n|=20|=C2=A0){1,8}"
_LINE = _DASH + r" {0,3}%s" + _GAP + "FARHAND" + _GAP + r"([A-Z][A-Z ]{0,30}?) {0,3}" + _DASH
_AGE = _DASH + r" {0,3}%s" + _GAP + "AGE" + _GAP + "ENCRYPTED" + _GAP + "FILE {0,3}" + _DASH
_AGE_BEGIN, _AGE_END = re.compile(_AGE % "BEGIN", re.I), re.compile(_AGE % "END", re.I)
_BEGIN, _END = re.compile(_LINE % "BEGIN", re.I), re.compile(_LINE % "END", re.I)
_CONTENT = re.compile(r"Bytes:(\d{1,9})SHA-256:([0-9a-f]{64})(.*)", re.I | re.S)
_TAG = re.compile(r"</?[A-Za-z][^<>\n]{0,200}>")
_QUOTE = re.compile(r"(?m)^[^\n]{0,40}?[>|](?:[ ]{0,3}[>|]){0,8}[ ]?")
_SPACES = re.compile("[\u00a0\u2000-\u200a\u202f\u3000\t]")
_OUTSIDE = re.compile(r"[^A-Za-z0-9+/:-]+")


@dataclass(frozen=True)
class Block:
    """One block found: its data, or why there is none. `start` and `end` say where it stands in the text."""

    kind: str
    data: bytes
    problem: str = ""
    start: int = 0
    end: int = 0


def armor(data: bytes, kind: str) -> str:
    """`data` between a begin and an end line that name `kind` (capital letters and blanks, such as FACTS)."""
    body = base64.b64encode(data).decode().rstrip("=")
    lines = [body[at : at + COLUMNS] for at in range(0, len(body), COLUMNS)]
    head = [f"Bytes: {len(data)}", f"SHA-256: {hashlib.sha256(data).hexdigest()}", ""]
    return "\n".join([f"-----BEGIN FARHAND {kind}-----", *head, *lines, f"-----END FARHAND {kind}-----", ""])


def dearmor(text: str) -> Iterator[Block]:
    """Every block in a text, in order. One that is cut off or altered comes with its problem and no data."""
    begins = list(_BEGIN.finditer(text))[:_MOST_BLOCKS] if _may_have(text) else []
    for number, begin in enumerate(begins):
        limit = begins[number + 1].start() if number + 1 < len(begins) else len(text)
        end = _END.search(text, begin.end(), limit)
        kind = " ".join(begin.group(1).split()).upper()
        inside = text[begin.end() : end.start() if end else limit]
        data, problem = _read(inside, bool(end))
        yield Block(kind, data, problem, begin.start(), end.end() if end else limit)


def age_files(text: str) -> Iterator[Block]:
    """Every armored age file in a text, as the binary one. Whether it is whole only its reader can tell."""
    begins = list(_AGE_BEGIN.finditer(text))[:_MOST_BLOCKS] if "age" in text.lower() else []
    for number, begin in enumerate(begins):
        limit = begins[number + 1].start() if number + 1 < len(begins) else len(text)
        end = _AGE_END.search(text, begin.end(), limit)
        inside = text[begin.end() : end.start() if end else limit]
        body = _plain(_unquoted(inside) if "=3D" in inside else inside).replace(":", "").replace("-", "")
        whole = end is not None and len(body) % 4 != 1
        data = base64.b64decode(body + "=" * (-len(body) % 4)) if whole else b""
        problem = "" if whole else "the encrypted block is cut off; ask for the whole mail"
        yield Block("AGE", data, problem, begin.start(), end.end() if end else limit)


def _may_have(text: str) -> bool:
    return "farhand" in text.lower()


def _read(inside: str, ended: bool) -> tuple[bytes, str]:
    """The data of a block, or what is wrong with it; tried with and without the mail's own encoding."""
    problem = ""
    for form in (_plain(inside), _plain(_unquoted(inside))):
        data, why = _checked(form)
        if not why:
            return data, ""
        problem = problem or why
    return b"", problem if ended else "the block is cut off: its END line is missing; ask for the whole mail"


def _plain(text: str) -> str:
    """The signs of the block alone: without quotes, tags, entities, blanks and line ends."""
    import html

    text = html.unescape(_TAG.sub("", text.replace("\r", "")))
    text = _QUOTE.sub("", _SPACES.sub(" ", text))
    return _OUTSIDE.sub("", text)


def _unquoted(text: str) -> str:
    """Undo quoted-printable, the form in which many mails are saved."""
    import quopri

    return quopri.decodestring(text.encode("utf-8", "replace")).decode("utf-8", "replace")


def _checked(form: str) -> tuple[bytes, str]:
    content = _CONTENT.search(form)
    if not content:
        return b"", "the block's first lines (Bytes, SHA-256) are missing or altered; ask for it again"
    size, digest, body = int(content[1]), content[2].lower(), content[3].replace(":", "").replace("-", "")
    wanted = -(-size * 4 // 3)
    if len(body) < wanted:
        there = len(body) * 3 // 4
        return b"", f"the block is cut off: {there} of {size} bytes are there; ask for the whole mail"
    data = base64.b64decode(body[:wanted] + "=" * (-wanted % 4))
    if hashlib.sha256(data).hexdigest() != digest:
        return b"", "the block was altered on its way: its SHA-256 is another; ask for it again, as a file"
    return data, ""
