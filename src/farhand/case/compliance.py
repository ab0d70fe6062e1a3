"""What the site's answers about data allow: what is hidden, and whether files may be attached.  Pure.

The answers are those to the questions `map.compliance` and `map.residency`: a choice, words, or both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from farhand.case.entry import Entry, ordered

COMPLIANCE, RESIDENCY = "map.compliance", "map.residency"
#: Words of an answer -> the profile of redaction (`farhand.redact`) that keeps such a rule.
_RULES = (
    ("hipaa", re.compile(r"hipaa|hitech|health", re.I)),
    ("gdpr", re.compile(r"gdpr|dsgvo|rgpd|ccpa|personal data", re.I)),
    ("pci", re.compile(r"pci|payment card", re.I)),
)
_STRICT, _DEFAULT = "strict", "default"
#: Rules that ask for nothing more than what is hidden anyway.
_USUAL = re.compile(r"none|soc\s*2|iso\s*27001|don't know", re.I)
#: Words by which an answer forbids that anything leaves the site.
_STAYS = re.compile(
    r"\b(?:not|never|no)\b[^.]{0,40}\b(?:leaves?|be sent|sent out|export(?:ed)?|attach(?:ed|ments?)?)\b"
    r"|\bstays? (?:on|in|at|inside)\b|\bon[- ]site only\b",
    re.I,
)


@dataclass(frozen=True)
class Rules:
    """What holds for this case."""

    profile: str = ""  # of redaction; empty: nothing was said, the declaration's holds
    attachments: bool = True
    because: str = ""  # the answer that says so, in the words of the site


def of(entries: Iterable[Entry]) -> Rules:
    """The rules by the last answers; where several apply, what hides most holds.

    Data that must stay in one place is not attached, unless the site has agreed to it since: an `approval` of
    the question.
    """
    rows = ordered(entries)
    told = {e.word("id"): e for e in rows if e.kind == "told"}
    agreed = {e.word("of"): e.at for e in rows if e.kind == "approval"}
    rules, residency = told.get(COMPLIANCE), told.get(RESIDENCY)
    profile = _profile(_words(rules))
    for answer in (residency, rules):
        if answer and _stays(answer) and agreed.get(answer.word("id"), "") < answer.at:
            return Rules(profile or _STRICT, False, _words(answer))
    return Rules(profile, True, _words(rules) if profile else "")


def _stays(answer: Entry) -> bool:
    must = answer.word("id") == RESIDENCY and answer.word("choice") == "yes"
    return must or _STAYS.search(answer.word("text") or answer.word("choice")) is not None


def _words(entry: Entry | None) -> str:
    return ", ".join(filter(None, (entry.word("choice"), entry.word("text")))) if entry else ""


def _profile(words: str) -> str:
    """Empty where nothing was said; `strict` for several rules, and for one that is not known here."""
    found = [name for name, pattern in _RULES if pattern.search(words)]
    if len(found) == 1:
        return found[0]
    if found or (words and not _USUAL.search(words)):
        return _STRICT
    return _DEFAULT if words else ""
