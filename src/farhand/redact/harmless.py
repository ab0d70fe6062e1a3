"""Proves quickly that no rule of the redactor can find anything in a text; most texts are of that kind.

A rule runs only where one of its literals is in the text, and which may be there is known by the text's
runs of letters (scan.py): a text of known runs costs about three microseconds, whatever the rules are.
"""

from __future__ import annotations

from farhand.redact import rules
from farhand.redact.policy import SECRET
from farhand.redact.rules import Rule
from farhand.redact.scan import KELVIN, Runs


class Harmless:
    """Remembers runs that were found harmless. May be used by many threads at once."""

    def __init__(self) -> None:
        self._rules = rules.of(frozenset({SECRET}))
        self._always = [rule for rule in self._rules if rules.patterns(rule)]
        self._runs = Runs(self._rules)

    def passes(self, texts: list[str]) -> bool:
        """True where no rule finds anything in any of these texts."""
        whole = texts[0] if len(texts) == 1 else "\n".join(texts)
        if "\0" in whole:  # the redactor begins a line there
            whole, texts = whole.replace("\0", "\n"), [text.replace("\0", "\n") for text in texts]
        runs, lower = Runs.of(whole), rules.lowered(whole)
        if not self._runs.clean.issuperset(runs) or self._always or self._signs(lower):
            wanted = self._rules if KELVIN in whole else self._wanted(runs, lower)
            return not wanted or _asked(texts, wanted)
        return KELVIN not in whole or _asked(texts, self._rules)

    def _signs(self, lower: str) -> bool:
        """Is a literal there that no run of ASCII letters tells, such as a word of another alphabet?"""
        return any(literal.text in lower for literal in self._runs.direct)

    def _wanted(self, runs: list[bytes], lower: str) -> tuple[Rule, ...]:
        """The rules that have to be asked: one of their literals is really there."""
        literals = (*self._runs.direct, *self._runs.suspects(runs))
        there = [rule for literal in literals if literal.text in lower for rule in literal.rules]
        return tuple(dict.fromkeys([*self._always, *there]))


def _asked(texts: list[str], wanted: tuple[Rule, ...]) -> bool:
    """True where none of these rules hides anything."""
    for text in texts:
        spans = rules.find(wanted, text, rules.where(wanted, text))
        if any(span.end > span.start for span in spans):
            return False
    return True
