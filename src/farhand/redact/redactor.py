"""The redactor: finds what is secret by all rules and by the declared values, and puts marks there."""

from __future__ import annotations

import os
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, Any, BinaryIO

from farhand.model import Facts
from farhand.redact import declared, rules, scan, words
from farhand.redact.marks import COVER, Marker, cover
from farhand.redact.merging import merged
from farhand.redact.own import Own
from farhand.redact.policy import Policy
from farhand.redact.regions import covered_in, regions
from farhand.redact.rules import Span
from farhand.redact.scan import Scanner
from farhand.redact.tally import Tally

#: Short words without a sign in them can be no secret that a rule recognises.
_SHORT = 16
#: Answers for short texts are remembered: a self-test says the same host names over and over.
_REMEMBERED, _SHORT_ENOUGH = 2048, 200
#: Texts from this length on are looked at by the fast matcher, where there is one.
_LONG = 1 << 15
#: How often at most the rules look again at what they have left.
_ROUNDS = 6

if TYPE_CHECKING:
    from farhand.redact.fast import Matcher


class Redactor:
    """Replaces every known or recognised secret by a steady mark.

    `secrets` may grow while it works, in other threads too: a probe adds a password as soon as it has
    read it. `key` makes marks steady between runs; without one they are steady within this run only.
    """

    def __init__(
        self, secrets: set[str] | None = None, key: bytes | None = None, policy: Policy | None = None
    ) -> None:
        self.policy = policy or Policy()
        self.secrets: set[str] = secrets if secrets is not None else set()
        self.key = key or os.urandom(32)
        self._mark = Marker(self.key)
        self._keep = frozenset(one.lower() for one in (*self.policy.keep, *self.policy.hosts))
        self._own = Own(self.policy)
        self._scanner: Scanner | Matcher | None = None
        self._long = False
        self._prepared: tuple[frozenset[str], list[declared.Secret]] = (frozenset(), [])
        self._known: dict[str, str] = {}

    def text(self, text: str, tally: Tally | None = None) -> str:
        """`text` with marks for secrets; as many lines as before. Redacting twice changes nothing more."""
        if not text:
            return text
        known = self._declared()
        done = self._known.get(text) if tally is None else None
        if done is None:
            done = self.rendered(text, 0, len(text), self._spans(text, known), tally)
            if len(text) <= _SHORT_ENOUGH:
                self._remember(text, done)
        return done

    def mark(self, value: str, kind: str = "") -> str:
        """The mark of one value."""
        return self._mark(value, kind)

    def spans(self, text: str) -> list[Span]:
        """Where the secrets are: in order, not overlapping, none inside a mark."""
        return self._spans(text, self._declared())

    def rendered(
        self, text: str, first: int, last: int, spans: Sequence[Span], tally: Tally | None = None
    ) -> str:
        """`text[first:last]` with marks in the places of `spans`, which are in order."""
        parts: list[str] = []
        at, marks, line_end = first, self._mark.made, text.find

        def leaves(first: int, last: int) -> str:
            return self.rendered(text, first, last, spans)

        for start, end, value, kind in spans:
            if start < first or end > last:
                if end <= first or start >= last:
                    continue
                start, end = max(start, first), min(end, last)
            new = marks[value, kind]
            if tally is not None:
                tally.hidden(text, start, end, new, leaves)
            whole = line_end("\n", start, end) < 0
            parts += (text[at:start], new if whole else _in_lines(text[start:end], new))
            at = end
        return "".join([*parts, text[at:last]])

    def facts(self, facts: Facts) -> dict[str, Any]:
        """The same facts with every string in them, at any depth, masked; also by the name of its key.

        Numbers and booleans stay as they are, but for a number under a key like `password`.
        """
        return {self._key(k): self._value(v, _hides(k)) for k, v in facts.items()}

    def stream(self, source: BinaryIO, sink: BinaryIO, tally: Tally | None = None) -> None:
        """Copy bytes with marks for secrets; everything else byte for byte, in bounded memory.

        Raises what reading or writing raises; after an error nothing more has been written.
        """
        from farhand.redact.stream import copy

        copy(self, source, sink, tally=tally)

    def _value(self, value: Any, hidden: bool) -> Any:
        if isinstance(value, bool) or value is None:
            return value
        if isinstance(value, str):
            return self._hidden(value) if hidden else self.text(value)
        if isinstance(value, dict):
            if hidden:
                return {self._key(k): self._value(v, True) for k, v in value.items()}
            return self.facts(value)
        if isinstance(value, (list, tuple, set, frozenset)):
            return [self._value(v, hidden) for v in value]
        return self._mark(str(value)) if hidden else value

    def _key(self, key: Any) -> Any:
        return self.text(key) if isinstance(key, str) else key

    def _hidden(self, value: str) -> str:
        """A string under a secret key: hidden whole, unless it is a mark or empty already."""
        return value if not cover(value).strip(COVER + " ") else self._mark(value)

    def _declared(self) -> list[declared.Secret]:
        """The declared secrets, prepared again whenever there are more of them."""
        now = frozenset(tuple(self.secrets))
        if now != self._prepared[0]:
            self._prepared = (now, declared.secrets_of(iter(v for v in now if isinstance(v, str))))
            self._known = {}
        return self._prepared[1]

    def _remember(self, text: str, done: str) -> None:
        if len(self._known) >= _REMEMBERED:
            self._known = {}
        self._known[text] = done

    def _spans(self, text: str, known: Sequence[declared.Secret]) -> list[Span]:
        """Looks again at what was changed, until nothing new is found: so a second run finds nothing."""
        seen = cover(text)
        if "\0" in seen:  # a dumped environment: what one variable holds ends there
            seen = seen.replace("\0", "\n")
        spans = fresh = self._found(seen, known)
        for _ in range(_ROUNDS):
            if not fresh:
                break
            spans = merged(text, spans if fresh is spans else spans + fresh)
            again = [span for span in fresh if not span.kind]
            if not again:
                break
            fresh = self._around(seen, again, spans, known)
        return spans

    def _around(
        self, seen: str, again: list[Span], spans: list[Span], known: Sequence[declared.Secret]
    ) -> list[Span]:
        """What is found in the lines where something was hidden, with all that is hidden covered."""
        parts = regions(seen, again)
        places = list(accumulate((last - first + 1 for first, last in parts), initial=0))
        covered = "\n".join(covered_in(seen, first, last, spans) for first, last in parts)
        found = []
        for start, end, value, kind in self._found(covered, known):
            number = bisect_right(places, start) - 1
            shift, last = parts[number][0] - places[number], parts[number][1]
            found.append(Span(start + shift, min(end + shift, last), value, kind))
        return found

    def _found(self, seen: str, known: Sequence[declared.Secret]) -> list[Span]:
        """What all rules find, but for what is covered already."""
        found: list[Span] = []
        if known:
            lower = rules.lowered(seen)
            found += (span for secret in known for span in secret.find(seen, lower))
        if self._own:
            found += self._own.find(seen)
        if len(seen) > _SHORT or not seen.isalnum() or self.policy.profile != "secrets":
            found += self._kept(self._by_rules(seen))
        if COVER in seen:
            return [s for s in found if s.end > s.start and not _all_covered(seen, s)]
        return [s for s in found if s[1] > s[0]]

    def _kept(self, spans: Iterable[Span]) -> Iterable[Span]:
        keep = self._keep
        return (span for span in spans if span.value.lower() not in keep) if keep else spans

    def _by_rules(self, text: str) -> Iterable[Span]:
        """What the rules find, with the fast matcher from the first long text on."""
        if len(text) > _LONG and not self._long:
            self._long = True
            scan.want_fast()
            self._scanner = None
        if self._scanner is None:  # made with the first text: a start must not wait for it
            self._scanner = scan.best(self.policy.groups)
        return rules.find(self._scanner.rules, text, self._scanner(text))


def _hides(key: object) -> bool:
    return isinstance(key, str) and words.kind_of(key) == "strong"


def _all_covered(text: str, span: Span) -> bool:
    """True where all that would be hidden is a mark already, or only signs are left beside it."""
    inside = text[span.start : span.end]
    return COVER in inside and not any(c.isalnum() for c in inside.replace(COVER, ""))


def _in_lines(hidden: str, mark: str) -> str:
    """The mark, once for each line that the hidden text has; an empty line stays empty."""
    lines = hidden.split("\n")
    return "\n".join((mark if line.strip("\r") else "") + line[len(line.rstrip("\r")) :] for line in lines)
