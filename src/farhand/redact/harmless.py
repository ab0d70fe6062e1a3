"""Proves quickly that no rule of the redactor can find anything in a text; most texts are of that kind.

A rule runs only where one of its literals is in the text, and which may be there is known by the text's
runs of letters (scan.py): a text of known runs costs about two microseconds, whatever the rules are.
"""

from __future__ import annotations

from collections.abc import Iterable

from farhand.redact import rules
from farhand.redact.policy import SECRET
from farhand.redact.rules import Rule
from farhand.redact.scan import KELVIN, Literal, Runs
from farhand.redact.windows import search_for


class Harmless:
    """Remembers runs that were found harmless. May be used by many threads at once."""

    def __init__(self) -> None:
        self._rules = rules.of(frozenset({SECRET}))
        self._always = [rule for rule in self._rules if rules.patterns(rule) or rules.forms(rule)]
        self._runs = Runs(self._rules)
        #: Finds whether a literal is there that no run of ASCII letters tells: signs, or another alphabet.
        self._signs = search_for(literal.text for literal in self._runs.direct)

    def passes(self, texts: list[str]) -> bool:
        """True where no rule finds anything in any of these texts."""
        whole = texts[0] if len(texts) == 1 else "\n".join(texts)
        if "\0" in whole:  # the redactor begins a line there
            whole, texts = whole.replace("\0", "\n"), [text.replace("\0", "\n") for text in texts]
        if self._always or KELVIN in whole:
            return not any(_finds(self._rules, text) for text in texts)
        runs, lower = Runs.of(whole), rules.lowered(whole)
        signs = self._signs(lower)
        if not signs and self._runs.clean.issuperset(runs):
            return True
        literals = (*(self._runs.direct if signs else ()), *self._runs.suspects(runs))
        there = [literal for literal in literals if literal.text in lower]
        if not there or len(texts) == 1:
            return not there or not _hides(there, whole, lower)
        return not any(_holds(there, text) for text in texts)


def _finds(some: Iterable[Rule], text: str) -> bool:
    """Do these rules hide anything in the text?"""
    return any(span.end > span.start for span in rules.find(some, text, rules.where(some, text)))


def _holds(literals: list[Literal], text: str) -> bool:
    """Does one of the rules that look for these literals hide anything in the text?"""
    lower = rules.lowered(text)
    found = [literal for literal in literals if literal.text in lower]
    return bool(found) and _hides(found, text, lower)


def _hides(literals: list[Literal], text: str, lower: str) -> bool:
    """The same where all of them are in it."""
    where = {one.text: rules.places(one.text, lower) for one in literals}
    for rule in dict.fromkeys([rule for one in literals for rule in one.rules]):
        for span in rule.find(text, where):
            if span.end > span.start:
                return True
    return False
