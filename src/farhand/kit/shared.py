"""What several checks define in the same words stands in a kit once: functions, and long quoted texts.  Pure.

A definition is found by reading the script as a shell does: quotes, comments, `${...}` and `$(...)`. What
cannot be followed to its end stays where it is, so the worst is a longer kit.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_BEGIN = re.compile(r"^([a-z_][a-z0-9_]*)\(\) \{(?=[ \n])", re.MULTILINE)
_TEXT = re.compile(r"^([a-z_][a-z0-9_]*)='([^']{200,})'(?=\n)", re.MULTILINE)
_HERE = re.compile(r"<<-?\s*['\"\\]?[A-Za-z_]")
#: Behind these a definition is part of a branch: without it the branch might be empty.
_BRANCH = re.compile(r"(?:\b(?:then|do|else)|[{(&|])\s*\Z")
#: What may stand before a brace that is one of the grammar's, and after it.
_BEFORE = " \t\n;&|(){"
_AFTER = " \t\n;&|)}"


@dataclass(frozen=True)
class Shared:
    """The definitions that were taken out, and the scripts without them, in the order given."""

    definitions: tuple[str, ...]
    scripts: tuple[str, ...]
    uses: tuple[bool, ...]  # which of the scripts had any


def apart(scripts: Sequence[str]) -> Shared:
    """Takes out what two scripts or more define, and none defines otherwise or uses in another sense."""
    found = [dict(_definitions(script)) for script in scripts]
    texts = Counter(pair for one in found for pair in one.items())
    taken = [pair for pair, times in texts.items() if times > 1 and _alone(pair, scripts, found)]
    left, uses = [], []
    for script, one in zip(scripts, found, strict=True):
        mine = [text for name, text in taken if one.get(name) == text]
        for text in mine:
            script = script.replace(text + "\n", "", 1)
        left.append(script)
        uses.append(bool(mine))
    return Shared(tuple(text for _, text in taken), tuple(left), tuple(uses))


def _alone(pair: tuple[str, str], scripts: Sequence[str], found: Sequence[dict[str, str]]) -> bool:
    """Does this name mean this text, or nothing, in every script?"""
    name, text = pair
    word = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])")
    return all(
        one[name] == text if name in one else not word.search(script)
        for script, one in zip(scripts, found, strict=True)
    )


def _definitions(script: str) -> Iterator[tuple[str, str]]:
    """Name and text of all that is defined once, at the left margin, and ends at the end of a line."""
    for match in _TEXT.finditer(script):
        if len(re.findall(rf"(?<!\w){match[1]}=", script)) == 1:
            yield match[1], match[0]
    times = Counter(_BEGIN.findall(script))
    for match in _BEGIN.finditer(script):
        end = _closing(script, match.end() - 1)
        whole = script[match.start() : end]
        sure = times[match[1]] == 1 and not _HERE.search(whole)
        if sure and end and script[end : end + 1] == "\n" and not _BRANCH.search(script[: match.start()]):
            yield match[1], whole


def _closing(text: str, at: int) -> int:
    """Just behind the brace that closes the one at `at`; 0: it was not found."""
    depth, end = 0, len(text)
    while at < end:
        if text[at] in "'\"\\$`#":
            at = _past(text, at)
            continue
        if text[at] in "{}" and text[at - 1] in _BEFORE and text[at + 1 : at + 2] in (*_AFTER, ""):
            depth += 1 if text[at] == "{" else -1
            if not depth:
                return at + 1
        at += 1
    return 0


def _past(text: str, at: int) -> int:
    """Behind the quoted piece, expansion or comment that begins here; the text's end where it has none."""
    sign = text[at]
    if sign == "'":
        return _behind(text, "'", at + 1)
    if sign == "#":
        return _behind(text, "\n", at) - 1 if text[at - 1] in " \t\n;" else at + 1
    if sign == "\\":
        return at + 2
    if sign == "$":
        opened = text[at + 1 : at + 2]
        return _until(text, at + 2, {"(": ")", "{": "}"}[opened]) if opened in "({" and opened else at + 1
    return _until(text, at + 1, sign)


def _until(text: str, at: int, closing: str) -> int:
    """Behind `closing`, with everything between that may hold it in another sense stepped over."""
    depth, opening = 1, {")": "(", "}": "{"}.get(closing, "")
    while at < len(text):
        sign = text[at]
        if sign == closing:
            depth -= 1
            if not depth:
                return at + 1
        elif sign == opening:
            depth += 1
        elif sign in "\\$" or (closing != '"' and sign in "'\"`") or (closing == '"' and sign == "`"):
            at = _past(text, at)
            continue
        at += 1
    return len(text)


def _behind(text: str, sign: str, at: int) -> int:
    found = text.find(sign, at)
    return len(text) if found < 0 else found + 1
