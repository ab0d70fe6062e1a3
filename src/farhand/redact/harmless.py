"""Proves quickly that no rule of the redactor can find anything in a text; most texts are of that kind.

A rule runs only where one of its anchors, short literals, is in the text. Here the text is cut into its runs
of letters, by two loops of C (`bytes.translate`, `split`), and each run is looked up among those that are
known to be part of no anchor. A run is examined once, when it is first met. So a text of known runs costs
about three microseconds, whatever the rules are; where a run could be part of an anchor, the rules of
that anchor are asked themselves.

Nothing here knows a rule by name: what is asked follows from `ANCHORS` and the shapes, and is a necessary
condition of them. A rule without anchors is always asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from farhand.redact import rules, shapes
from farhand.redact.rules import Rule

#: Signs that stay in the runs: seldom in texts, and enough to recognise an anchor that has no letter.
_KEPT = "@$<*"
_TABLE = bytes(
    c + 32 if 65 <= c <= 90 else c if 97 <= c <= 122 or chr(c) in _KEPT else 32 for c in range(256)
)
#: Runs that are remembered, and the longest that is.
_REMEMBERED, _LONGEST = 20_000, 40
_LETTERS = re.compile(r"[a-z]+")
#: The one character outside of ASCII that `lower` turns into an ASCII letter (the sign for kelvin).
_KELVIN = "\u212a"


class _Anchor:
    """A literal (in lower case), the rules that need it, and what a run that is part of it looks like."""

    def __init__(self, literal: str, edge: bool) -> None:
        self.literal, self.rules = literal, list[Rule]()
        self.pattern = _of_runs(literal, edge)


def _of_runs(literal: str, edge: bool) -> str:
    """A pattern that some run of every text with this literal matches; empty where a run tells nothing.

    `edge`: no letter may stand right before it.
    """
    longest = max(_LETTERS.finditer(literal), key=lambda m: len(m.group()), default=None)
    if longest is None:
        sign = next((sign for sign in _KEPT if sign in literal), "")
        return re.escape(sign)
    before = r"(?<![a-z])" if edge or longest.start() > 0 else ""
    after = r"(?![a-z])" if longest.end() < len(literal) else ""
    return before + longest.group() + after


def _anchors() -> list[_Anchor]:
    found: dict[tuple[str, bool], _Anchor] = {}
    for rule in rules.every():
        if rule.__name__.endswith(".shaped"):  # type: ignore[attr-defined]
            pairs = [(literal, shapes.has_edge(*row)) for row in shapes.SHAPES for literal in (row[1],)]
        else:
            pairs = [(literal, False) for literal in rule.ANCHORS]
        for literal, edge in pairs:
            anchor = found.setdefault((literal, edge), _Anchor(literal, edge))
            if rule not in anchor.rules:
                anchor.rules.append(rule)
    return list(found.values())


class Harmless:
    """Remembers runs and texts that were found harmless. May be used by many threads at once."""

    def __init__(self) -> None:
        anchors = _anchors()
        self._always = [rule for rule in rules.every() if not rule.ANCHORS]
        self._by_run = [a for a in anchors if a.pattern]
        self._direct = [a for a in anchors if not a.pattern]
        self._any = re.compile("|".join(sorted({a.pattern for a in self._by_run}))).search
        self._single = [(re.compile(a.pattern).search, a) for a in self._by_run]
        self._clean: set[bytes] = set()
        self._suspect: dict[bytes, tuple[_Anchor, ...]] = {}

    def passes(self, texts: list[str]) -> bool:
        """True where no rule finds anything in any of these texts."""
        whole = texts[0] if len(texts) == 1 else "\n".join(texts)
        try:
            runs = whole.encode().translate(_TABLE).split()
        except UnicodeEncodeError:  # half a character: left to the rules
            return self._asked(texts, rules.every())
        if not self._clean.issuperset(runs) or self._always or self._signs(whole):
            wanted = self._wanted(runs, whole)
            return not wanted or self._asked(texts, wanted)
        return _KELVIN not in whole or self._asked(texts, rules.every())

    def _signs(self, whole: str) -> bool:
        return any(anchor.literal in whole for anchor in self._direct)

    def _wanted(self, runs: list[bytes], whole: str) -> list[Rule]:
        """The rules that have to be asked: one of their anchors is really there."""
        lower = rules.lowered(whole)
        if _KELVIN in whole:
            return list(rules.every())
        wanted = list(self._always)
        for anchor in (*self._direct, *self._of(runs)):
            if anchor.literal in lower:
                wanted += [rule for rule in anchor.rules if rule not in wanted]
        return wanted

    def _of(self, runs: list[bytes]) -> Iterable[_Anchor]:
        """The anchors that these runs may be part of."""
        found: dict[_Anchor, None] = {}
        for run in set(runs).difference(self._clean):
            anchors = self._suspect.get(run)
            if anchors is None:
                anchors = self._examined(run)
            found.update(dict.fromkeys(anchors))
        return found

    def _examined(self, run: bytes) -> tuple[_Anchor, ...]:
        text = run.decode("ascii")
        anchors = tuple(a for search, a in self._single if search(text)) if self._any(text) else ()
        if len(run) <= _LONGEST:
            if len(self._clean) + len(self._suspect) > _REMEMBERED:
                self._clean, self._suspect = set(), {}
            if anchors:
                self._suspect[run] = anchors
            else:
                self._clean.add(run)
        return anchors

    def _asked(self, texts: list[str], wanted: Iterable[Rule]) -> bool:
        """True where none of these rules hides anything."""
        for text in texts:
            lower = rules.lowered(text)
            for rule in wanted:
                if any(span.end > span.start for span in rule.find(text, lower)):
                    return False
        return True
