"""The forms in which people send a text: a saved mail or page; and those that are no text.  Pure."""

from __future__ import annotations

import re
from pathlib import PurePath

from farhand.paste.lines import lines_of
from farhand.paste.undo import base64_body, html, message, quoted_printable

_PAGES = (".html", ".htm", ".mht", ".mhtml", ".xhtml")
_HEADERS = re.compile(
    r"\A\s{0,20}(?:[A-Za-z][\w-]{1,60}:[^\n]{0,2000}\n(?:[ \t][^\n]{0,2000}\n)*){2,200}\r?\n"
)
_PAGE = re.compile(r"\A\s*(?:<!doctype html|<html\b)", re.IGNORECASE)
_DOCUMENT = "it is a document: open it, mark all of the output, and save it as plain text (.txt, UTF-8)"
_TO_A_FILE = "written to a file with COMMAND > answer.txt 2>&1"
_PICTURE = f"it is a picture: ask for the text, marked and copied in the terminal, or {_TO_A_FILE}"
_DOCUMENTS = (".docx", ".doc", ".odt", ".rtf", ".pages", ".xlsx", ".xls", ".ods", ".pptx")
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".heic", ".bmp", ".tiff")
_ADVICE = {
    **dict.fromkeys(_DOCUMENTS, _DOCUMENT),
    **dict.fromkeys(_PICTURES, _PICTURE),
    ".pdf": f"it is a PDF, which breaks lines: ask for the output itself, {_TO_A_FILE}",
    ".msg": "it is a message in Outlook's own form: save it as .eml, or as text only (.txt)",
}


def advice(name: str) -> str:
    """What to ask for instead of a file of this name; nothing where it may be read."""
    return _ADVICE.get(PurePath(name.rpartition("!")[2]).suffix.lower(), "")


def plain(name: str, text: str) -> str:
    """The text of a saved mail or page; any other text as it is."""
    lines = lines_of(text)
    suffix = PurePath(name).suffix.lower()
    if suffix == ".eml" or _HEADERS.match(text):
        mail = message.undo(lines)
        lines = mail if mail != lines else base64_body.undo(quoted_printable.undo(lines))
    page = "\n".join(line.text for line in lines)
    if suffix in _PAGES or _PAGE.match(page) or (lines != lines_of(text) and "<html" in page.lower()):
        lines = html.undo(lines)
    return "\n".join(line.text for line in lines)
