"""Addresses that a program has made into links, and services that put themselves in between."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import unquote

from farhand.paste.lines import Line, mapped

ORDER = 30
DONE = "links made plain"
_URL = r"(?:https?|ftp|mailto|tel|redis|postgres(?:ql)?|amqps?)"
_RULES = (
    (re.compile(r"https://[\w.-]+\.safelinks\.protection\.outlook\.com/\?url=([^&\s]+)&[^\s>)\]]*"), "safe"),
    (re.compile(r"https://urldefense\.(?:com|us)/v3/__(.+?)__;[^\s>)\]]*"), "text"),
    (re.compile(rf"<{_URL}:[^|>\s]{{1,2000}}\|([^>]{{1,2000}})>"), "text"),  # Slack
    (re.compile(rf"\[([^\]\[]{{1,2000}})\]\(<?{_URL}:[^)\s]{{1,2000}}?>?\)"), "text"),  # Markdown
    (re.compile(rf"(\S{{1,2000}}?)[ ]?<{_URL}:(?://)?(?P<same>[^>\s]{{1,2000}}?)/?>"), "same"),
    (re.compile(rf"<({_URL}:[^>\s]{{1,2000}})>"), "text"),
)


def undo(lines: Sequence[Line]) -> list[Line]:
    return mapped(lines, [_plain(line.text) for line in lines])


def _plain(text: str) -> str:
    if ":" not in text or not re.search(r"[<(]|safelinks|urldefense", text):
        return text
    for pattern, how in _RULES:
        text = pattern.sub(lambda found, how=how: _kept(found, how), text)  # type: ignore[misc]
    return text


def _kept(found: re.Match[str], how: str) -> str:
    if how == "safe":
        return unquote(found.group(1))
    if how == "same":  # `www.x <http://www.x>`: only where both are the same
        shown, target = found.group(1), found.group("same")
        return shown if shown.rstrip("/").endswith(target.rstrip("/")) else found.group()
    return found.group(1)
