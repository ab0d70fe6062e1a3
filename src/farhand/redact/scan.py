"""Finds the places of what the rules look for in a long text, at some hundred megabytes a second.

A text is cut into its runs of letters, by two loops of C (`bytes.translate`, `split`), and each run is
looked up among those that are known to be part of no literal. A run is examined once, when it is first met.
So only literals that may really be there are searched for, each by `str.find`; two hundred that are not
there cost nothing. Nothing here knows a rule by name. `fast.py` does the same with a matcher for many
patterns, where that is installed.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable
from functools import cache

from farhand.redact import rules, shapes
from farhand.redact.forms import Forms
from farhand.redact.rules import Rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from farhand.redact.fast import Matcher

#: Signs that stay in the runs: rare ones, by which a literal is known, and what joins words (`api_key`).
_RARE = "@$<*%"
_KEPT = _RARE + "_"
#: Signs by which literals without letters are searched for together.
_UNUSUAL = "\\&^\x1b;"
_TABLE = bytes(
    c + 32 if 65 <= c <= 90 else c if 97 <= c <= 122 or chr(c) in _KEPT else 32 for c in range(256)
)
#: Runs that are remembered, and the longest that is.
_REMEMBERED, _LONGEST = 40_000, 40
#: Runs that are looked at before all patterns are compiled into one, which takes as long as looking at them.
_FEW = 500
#: Characters of the pieces in which a long text is looked at.
PIECE = 16384
_PIECES = re.compile(rf"[a-z{re.escape(_KEPT)}]+")
#: The one character outside of ASCII that `lower` turns into an ASCII letter (the sign for kelvin).
KELVIN = "\u212a"


class Literal:
    """A literal (in lower case), the rules that need it, and what a run that is part of it looks like."""

    def __init__(self, text: str, edge: bool) -> None:
        self.text = text
        self.rules: list[Rule] = []
        pieces = sorted(_PIECES.finditer(text), key=_weight)
        known = bool(pieces) and _weight(pieces[-1]) > 1
        #: A pattern that some run of every text with this literal matches; empty where a run tells nothing.
        self.pattern = _of_run(text, pieces[-1], edge) if known else ""
        self._piece = pieces[-1].group() if known else ""
        self._search: Callable[[str], object] | None = None
        #: The part of it that is searched for, once for all literals that have it, and where in it that is.
        self.key = pieces[-1].group() if known and _weight(pieces[-1]) > 2 else _sign(text)
        self.offset = text.index(self.key)
        #: Its signs as they follow each other where letters and digits are left out.
        self.ascii = text.isascii()
        self.signs = _signs(text) if "\n" not in text else b""


    def may_be_in(self, run: str) -> bool:
        """Does its pattern match this run? Compiled where its letters are there: few ever are."""
        if self._piece not in run:
            return False
        search = self._search = self._search or re.compile(self.pattern).search
        return bool(search(run))


def _of_run(literal: str, piece: re.Match[str], edge: bool) -> str:
    """`edge`: no letter may stand right before the literal."""
    one = rf"[a-z{re.escape(_KEPT)}]"
    before = rf"(?<!{one})" if piece.start() > 0 else "(?<![a-z])" if edge else ""
    after = rf"(?!{one})" if piece.end() < len(literal) else ""
    return before + re.escape(piece.group()) + after


_ALNUM = bytes(c for c in range(128) if chr(c).isalnum())


def _signs(text: str) -> bytes:
    """All but letters and digits; `?` for what is not ASCII."""
    return text.encode("ascii", "replace").translate(None, _ALNUM)


def _sign(literal: str) -> str:
    """A sign of the literal that most texts do not have, else the whole literal."""
    return next((c for c in literal if c in _UNUSUAL or ord(c) > 127), literal)


def _weight(piece: re.Match[str]) -> int:
    """How much a piece of a literal tells: its length, and far more with a sign that texts seldom have."""
    return len(piece.group()) + 10 * any(sign in piece.group() for sign in _RARE)


def _literals(some: Iterable[Rule]) -> list[Literal]:
    found: dict[str, Literal] = {}
    loose = {one for rule in some if not _is_shaped(rule) for one in rule.ANCHORS}
    edges = {one: shapes.has_edge(kind, one, pattern) for kind, one, pattern, _ in shapes.rows()}
    for rule in some:
        for text in rule.ANCHORS:
            literal = found.setdefault(text, Literal(text, text not in loose and edges.get(text, False)))
            literal.rules.append(rule)
    return list(found.values())


def _is_shaped(rule: Rule) -> bool:
    return rule.__name__.endswith(".shaped")  # type: ignore[attr-defined, no-any-return]


class Runs:
    """Which literals may be in a text, by its runs of letters. May be used by many threads at once."""

    def __init__(self, some: tuple[Rule, ...]) -> None:
        every = _literals(some)
        self.direct = [one for one in every if not one.pattern]
        by_run = [one for one in every if one.pattern]
        self._by_run = by_run
        self._any: Callable[[str], object] = bool  # yes to every run
        self._few = _FEW
        self.clean: set[bytes] = set()
        self._suspect: dict[bytes, tuple[Literal, ...]] = {}

    @staticmethod
    def of(text: str) -> list[bytes]:
        """The runs of a text in lower case."""
        return Runs.table(text).split()

    @staticmethod
    def table(text: str) -> bytes:
        """The letters of a text in lower case and its line ends, each in its place; blanks for the rest."""
        return text.encode("ascii", "replace").translate(_TABLE)

    def suspects(self, runs: list[bytes]) -> dict[Literal, None]:
        """The literals that these runs may be part of."""
        found: dict[Literal, None] = {}
        for run in set(runs).difference(self.clean):
            literals = self._suspect.get(run)
            if literals is None:
                literals = self._examined(run)
            found.update(dict.fromkeys(literals))
        return found

    def _examined(self, run: bytes) -> tuple[Literal, ...]:
        text = run.decode("ascii")
        self._few -= 1
        if self._few == 0:
            patterns = sorted({one.pattern for one in self._by_run})
            self._any = re.compile("|".join(patterns) or "(?!)").search
        literals = tuple(one for one in self._by_run if one.may_be_in(text)) if self._any(text) else ()
        if len(run) <= _LONGEST:
            if len(self.clean) + len(self._suspect) > _REMEMBERED:
                self.clean, self._suspect = set(), {}
            if literals:
                self._suspect[run] = literals
            else:
                self.clean.add(run)
        return literals


def _search(
    lower: str, start: int, end: int, literals: Iterable[Literal], found: dict[str, list[int]]
) -> None:
    """Add the places of these literals in `lower[start:end]`; one search for all that have the same key."""
    by_key: dict[str, list[Literal]] = {}
    for literal in literals:
        by_key.setdefault(literal.key, []).append(literal)
    for key, some in by_key.items():
        if len(some) == 1:
            _search_one(lower, start, end, some[0].text, found)
            continue
        at = lower.find(key, start, end)
        while at >= 0:
            for literal in some:
                first = at - literal.offset
                if first >= 0 and lower.startswith(literal.text, first):
                    found.setdefault(literal.text, []).append(first)
            at = lower.find(key, at + len(key), end)


def _search_one(lower: str, start: int, end: int, literal: str, found: dict[str, list[int]]) -> None:
    at = lower.find(literal, start, end)
    while at >= 0:
        found.setdefault(literal, []).append(at)
        at = lower.find(literal, at + len(literal), end)


class Scanner:
    """Called with a text: literal or pattern -> its places (`rules.Where`)."""

    def __init__(self, some: tuple[Rule, ...]) -> None:
        self.rules = some
        self._patterns = sorted({one for rule in some for one in rules.patterns(rule)})
        forms = {one for rule in some for one in rules.forms(rule)}
        self._forms = Forms(forms) if forms else None
        self._runs = Runs(some)

    def __call__(self, text: str) -> dict[str, list[int]]:
        if KELVIN in text:
            return rules.where(self.rules, text)
        lower = rules.lowered(text)
        found = self._in_pieces(text, lower)
        _search(lower, 0, len(lower), self._may_be(text), found)
        found.update((one, rules.ends(one, text)) for one in self._patterns)
        if self._forms:
            found.update(self._forms(rules.formed_bytes(text.encode("ascii", "replace"))))
        return found

    def _may_be(self, text: str) -> Iterable[Literal]:
        """The literals that are searched for directly and may be there, by the signs that the text has."""
        # Lines of a log are alike: most have the signs of one before, and one of each is enough.
        signs, only = b"\n".join(set(_signs(text).split(b"\n"))), text.isascii()
        return [one for one in self._runs.direct if one.signs in signs and (one.ascii or not only)]

    def _in_pieces(self, text: str, lower: str) -> dict[str, list[int]]:
        """Each piece of the text is searched only for the literals that its own runs may be part of."""
        found: dict[str, list[int]] = {}
        table, start = Runs.table(text), 0
        while start < len(text):
            end = lower.find("\n", start + PIECE) + 1 or len(text)
            _search(lower, start, end, self._runs.suspects(table[start:end].split()), found)
            start = end
        return found


@cache
def of(groups: frozenset[str]) -> Scanner:
    """The scanner for the rules of these groups."""
    return Scanner(rules.of(groups))


def best(groups: frozenset[str]) -> Scanner | Matcher:
    """The same, or the faster one where it is in use already."""
    fast = sys.modules.get("farhand.redact.fast")
    matcher = fast.of(groups) if fast is not None and _Fast.wanted else None
    return matcher or of(groups)


class _Fast:
    """Whether the matcher may be made: it costs a tenth of a second, which only long texts are worth."""

    wanted = False


def want_fast() -> None:
    """From now on `best` gives the matcher for many patterns, where that is installed."""
    from farhand.redact import fast  # noqa: F401  `best` looks whether it is loaded

    _Fast.wanted = True
