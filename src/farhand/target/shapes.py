"""What is wrong with a value before anybody reads it: quotes, carriage return, blanks, wrong type.  Pure.

Nothing here repeats a value: a `Problem` says what is wrong in words that hold no part of it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from farhand.target.units import duration


@dataclass(frozen=True)
class Problem:
    """One thing wrong with a value: `code` is a stable word, `says` a sentence without the secret."""

    code: str
    says: str
    variable: str = ""
    setting: str = ""


QUOTES = {'"': '"', "'": "'", "“": "”", "”": "”", "„": "“", "‘": "’", "’": "’", "«": "»", "`": "`"}

#: What each code of `shape` means, as the end of a sentence that begins with the name.
SAYS: Mapping[str, str] = {
    "bom": "holds a byte-order mark (U+FEFF), which no editor shows",
    "carriage_return": "holds a carriage return (\\r), as Windows writes at the end of a line",
    "newline": "ends with a line break",
    "blank": "holds nothing but blanks",
    "leading_blank": "begins with a blank",
    "trailing_blank": "ends with a blank",
    "quoted": "has quotes around it, and they are a part of the value",
    "quote_open": "has a quote at one end only",
    "control": "holds a control character",
    "invisible": "holds an invisible character, such as a no-break or zero-width space",
    "not_utf8": "holds bytes that are not UTF-8",
    "placeholder": "still holds a placeholder of the template",
    "comment": "has a comment after the value, which is not taken away here",
    "blank_inside": "has a blank in it",
    "line_ends": "stands in a file with Windows line ends; docker takes the \\r away, a shell keeps it",
    "utf16": "stands in a file that is UTF-16, which nothing that starts apps reads; save it as UTF-8",
    "bom_of_file": "stands in a file that begins with a byte-order mark; docker drops it, a shell keeps it",
}

_INVISIBLE = re.compile("[\u00a0\u00ad\u200b-\u200f\u2028\u2029\u2060]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_COMMENT = re.compile(r"^\S+\s+#")
_MARKED = re.compile(r"<[A-Za-z][A-Za-z0-9 _.-]*>|\{\{.*?\}\}|\$\{[A-Za-z_]\w*\}|\$\([A-Za-z_]\w*\)")
_STOPGAP = re.compile(
    r"(change[-_ ]?(me|it|this)|replace[-_ ]?(me|this|with[-_ ].*)|to[-_]?do|fix[-_]?me|tbd|x{3,}|placeholder"
    r"|insert[-_ ].+|(put|enter)[-_ ].*here|your[-_ ].+|%[A-Z_]{3,}%|\.\.\.|…)",
    re.IGNORECASE,
)


def shape(value: str) -> list[str]:
    """Codes of what is wrong with the form of a value, whatever it is for; [] where nothing is."""
    if not value:
        return []
    if not value.strip():
        return ["blank"]
    found = []
    if "\ufeff" in value:
        found.append("bom")
    core = value.replace("\ufeff", "")
    lines = core.strip().splitlines()
    if "\r" in core and len(lines) == 1:
        found.append("carriage_return")
    elif core.endswith("\n") and len(lines) == 1:
        found.append("newline")
    found += _edges(core.rstrip("\r\n")) + _characters(core)
    return found


def _edges(text: str) -> list[str]:
    found = []
    if text[:1] in (" ", "\t"):
        found.append("leading_blank")
    if text[-1:] in (" ", "\t"):
        found.append("trailing_blank")
    bare = text.strip()
    if len(bare) > 1 and bare[0] in QUOTES and bare[-1] in (QUOTES[bare[0]], bare[0]):
        found.append("quoted")
    elif bare[:1] in ('"', "“", "„") or bare[-1:] in ('"', "”"):
        found.append("quote_open")
    return found


def _characters(text: str) -> list[str]:
    found = []
    if _CONTROL.search(text):
        found.append("control")
    if _INVISIBLE.search(text):
        found.append("invisible")
    if any("\ud800" <= c <= "\udfff" for c in text):
        found.append("not_utf8")
    return found


def is_placeholder(value: str) -> bool:
    """True where a value is a template's word that somebody was to replace."""
    text = value.strip().strip("\"'")
    return bool(_STOPGAP.fullmatch(text) or _MARKED.search(text))


def has_comment(value: str) -> bool:
    return bool(_COMMENT.match(value))


def unsuited(value: str, form: str, choices: Sequence[str] = (), pattern: str = "") -> str:
    """Why a value is not of the declared format, as the end of a sentence; empty where it is."""
    test = _FORMATS.get(form)
    if test and not test(value.strip()):
        if has_comment(value) and test(value.split()[0]):
            return SAYS["comment"]
        return f"is not {_NOUN[form]}"
    if choices and value not in choices:
        return f"is none of: {', '.join(choices)}"
    if pattern and not _matches(pattern, value):
        return f"does not match the declared pattern {pattern}"
    return ""


def looks_like(value: str) -> list[str]:
    """Formats that the value has, to tell whether it may be the one that is missed elsewhere."""
    return [
        name
        for name in ("url", "int", "float", "bool", "port", "duration", "json")
        if _FORMATS[name](value.strip())
    ]


def _matches(pattern: str, value: str) -> bool:
    try:
        return re.search(pattern, value[:4096]) is not None
    except re.error:
        return True  # a broken pattern is the declaration's mistake, not the value's


def _is_int(text: str) -> bool:
    return re.fullmatch(r"[+-]?\d{1,40}", text) is not None


def _is_float(text: str) -> bool:
    return re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,4})?", text[:80]) is not None


def _is_port(text: str) -> bool:
    return re.fullmatch(r"\d{1,5}", text) is not None and 0 < int(text) < 65536


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _is_duration(text: str) -> bool:
    return _is_float(text) or duration(text) is not None


def _is_url(text: str) -> bool:
    return re.match(r"[A-Za-z][A-Za-z0-9+.-]*:(//\S|\S+:)", text) is not None


def _is_path(text: str) -> bool:
    return "\0" not in text and "://" not in text


def _is_bool(text: str) -> bool:
    return text.lower() in ("true", "false", "1", "0", "yes", "no", "on", "off", "t", "f", "y", "n")


_FORMATS = {
    "url": _is_url,
    "int": _is_int,
    "float": _is_float,
    "bool": _is_bool,
    "path": _is_path,
    "port": _is_port,
    "duration": _is_duration,
    "json": _is_json,
}
_NOUN = {
    "url": "a URL (scheme://host...)",
    "int": "a whole number",
    "float": "a number",
    "bool": "one of true, false, 1, 0, yes, no, on, off",
    "path": "a path",
    "port": "a port (1 to 65535)",
    "duration": "a duration such as 500ms, 3s or 2m",
    "json": "JSON",
}
FORMATS = tuple(_FORMATS)
