"""Sentences that were made of values, found again in a catalogue of their forms.  Pure.

A verdict says `db.example:5432 refuses the connection`: the sentence goes into reports, cases and answers,
which machines read, so it is made once, in English. The catalogue `said` knows its form, `{host}:{port}
refuses the connection`. A text is compared with the fixed parts of each form; what stands in the holes is put
into the translation as it is, but for holes that hold a known sentence themselves. Nothing is evaluated: a
hostile text can at most be shown with other fixed parts around it.
"""

from __future__ import annotations

import re
from functools import cache

from farhand.words import catalogue

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from gettext import NullTranslations

#: Signs of a text that is looked at, and how often a hole may hold a sentence that holds one.
LONGEST, DEEPEST = 2000, 6
#: Letters that the fixed parts of a form must have: what says less could be anything; and as many as it takes
#: for holes of more than one word.
_FEWEST, _STRONG = 3, 12
#: Joints of one sentence that are tried, and parts of it that are read.
_PLACES, _MOST = 10, 400
_HOLE = re.compile(r"\{([a-z_][a-z0-9_]*)\}")
#: Where a second hole begins, a text that continues another one, and names in a row.
_TAIL, _BEGIN = re.compile(r" \(|[;,:.] |, "), re.compile(r"[ ;,:.]*\(?")
_LIST, _AND = re.compile(r"\S+(?:, \S+)* and \S+"), re.compile(r" and ")
#: Where sentences are put together of sentences.
_JOINTS = ("; ", ". ", ": ", ", ")


class Form:
    """A sentence with holes and the same in the other language.

    `fixed` are the parts between groups of holes; holes that stand side by side are one group, such as
    `says {shown}{kind}`. What is glued to a word, `does not answer{row}`, may be empty.
    """

    def __init__(self, source: str, target: str) -> None:
        self.fixed, self.groups, self.target = [""], list[list[str]](), target
        for number, piece in enumerate(_HOLE.split(source)):
            if number % 2:
                if self.fixed[-1] or not self.groups:
                    self.groups.append([])
                    self.fixed.append("")
                self.groups[-1].append(piece)
            else:
                self.fixed[-1] += piece
        self.weight = sum(c.isalpha() for part in self.fixed for c in part)
        self.longest = max(self.fixed, key=len)

    def may_be_in(self, text: str) -> bool:
        return all(part in text for part in self.fixed)

    def values(self, text: str) -> dict[str, str] | None:
        """What stands in the holes; None where the text is not of this form."""
        if not (text.startswith(self.fixed[0]) and text.endswith(self.fixed[-1])):
            return None
        if not self.groups:
            return {} if text == self.fixed[0] else None
        found: dict[str, str] = {}
        at, end = len(self.fixed[0]), len(text) - len(self.fixed[-1])
        for number, names in enumerate(self.groups):
            before, after = self.fixed[number], self.fixed[number + 1]
            glued = before[-1:].isalnum() or before[-1:] in tuple(")]'`")
            last = number == len(self.groups) - 1
            place = end if last else text.find(after, at + (not glued), end)
            if place < at or not _may_be(text[at:place], glued):
                return None
            found.update(zip(names, _apart(text[at:place], len(names))))
            at = place + (0 if last else len(after))
        return found

    def filled(self, values: dict[str, str]) -> str:
        return _HOLE.sub(lambda hole: values.get(hole.group(1), hole.group()), self.target)


def _may_be(value: str, glued: bool) -> bool:
    return not value[:1].isalnum() if glued else value[:1] not in ("", "[")


def _apart(text: str, count: int) -> list[str]:
    """What holes side by side hold: a second one begins with a bracket or a joint."""
    found = []
    for _hole in range(count - 1):
        cut = _TAIL.search(text, 1)
        found.append(text[: cut.start()] if cut else text)
        text = text[cut.start() :] if cut else ""
    return [*found, text]


def translated(text: str, language: str) -> str:
    """The text in that language as far as its parts are known; else as it is."""
    if len(text) > LONGEST:
        return text
    near = [form for form in _forms(language) if form.longest in text and form.may_be_in(text)]
    return _Reader(catalogue.load("said", language), near).read(text, 0)


class _Reader:
    """Reads one sentence: as it stands, by its form, or part by part."""

    def __init__(self, known: NullTranslations, forms: list[Form]) -> None:
        self._known, self._forms = known, forms
        self._read: dict[str, str] = {}
        self._formed: dict[str, tuple[int, str]] = {}

    def read(self, text: str, depth: int) -> str:
        if text in self._read:
            return self._read[text]
        if depth > DEEPEST or not text or len(self._read) > _MOST:
            return text
        self._read[text] = text  # also while it is being read: nothing is read inside of itself
        ways = (
            self._whole,
            self._best,
            self._bracket,
            self._joined,
            self._with_subject,
            self._listed,
            self._tail,
        )
        self._read[text] = next((found for way in ways if (found := way(text, depth + 1))), text)
        return self._read[text]

    def _whole(self, text: str, _depth: int = 0) -> str:
        return _changed(text, self._known.gettext(text)) if text else ""

    def _best(self, text: str, depth: int) -> str:
        """By the form of all of it, or by what its beginning is and more behind it: what explains most."""
        weight, best = self._by_form(text, depth)
        for joint, at in _joints(text):
            head, rest = text[:at], text[at:]
            told = self._whole(head)
            own, told = (len(head), told) if told else self._by_form(head, depth)
            if told and own >= weight:
                weight, best = own, told + self._more(joint, rest, depth)
        return _changed(text, best)

    def _more(self, joint: str, rest: str, depth: int) -> str:
        """What stands behind a joint; some fragments are known with it."""
        told = self._whole(rest) or self._by_form(rest, depth)[1]
        return told or joint + self.read(rest[len(joint) :], depth)

    def _by_form(self, text: str, depth: int) -> tuple[int, str]:
        """The letters that are explained, and the sentence."""
        if text not in self._formed:
            self._formed[text] = 0, ""
            self._formed[text] = self._first_form(text, depth)
        return self._formed[text]

    def _first_form(self, text: str, depth: int) -> tuple[int, str]:
        for form in self._forms:
            values = form.values(text)
            if values is not None and (form.weight >= _STRONG or not any(" " in v for v in values.values())):
                return form.weight, form.filled({name: self.read(v, depth) for name, v in values.items()})
        return 0, ""

    def _bracket(self, text: str, depth: int) -> str:
        """What stands in brackets at the end, apart from what is before them."""
        for opening, closing in (" (", ")"), (" [", "]"):
            head, found, inner = text.rpartition(opening)
            if found and inner.endswith(closing):
                told = f"{self.read(head, depth)}{opening}{self.read(inner[:-1], depth)}{closing}"
                return _changed(text, told)
        return ""

    def _joined(self, text: str, depth: int) -> str:
        for joint in _JOINTS:
            first, *rest = text.split(joint)
            if rest:
                told = self.read(first, depth) + "".join(self._more(joint, joint + r, depth) for r in rest)
                if told != text:
                    return told
        return ""

    def _with_subject(self, text: str, depth: int) -> str:
        """A name or an address, and what is said of it."""
        subject, _blank, rest = text.partition(" ")
        told = (self._whole(rest) or self._by_form(rest, depth)[1]) if " " in rest else ""
        return f"{subject} {told}" if told else ""

    def _listed(self, text: str, _depth: int) -> str:
        """Names in a row: `a, b and c`."""
        if not _LIST.fullmatch(text):
            return ""
        first, last = _AND.split(text)
        return _changed(text, f"{first}{self._whole(' and ') or ' and '}{last}")

    def _tail(self, text: str, depth: int) -> str:
        """What begins with a joint, such as ` (tested: 14)` or `, in TLS`."""
        joint = _BEGIN.match(text)
        if not joint or not joint.end() or joint.end() == len(text):
            return ""
        closing = ")" if "(" in joint.group() and text.endswith(")") else ""
        core = text[joint.end() : len(text) - len(closing)]
        return _changed(text, f"{joint.group()}{self.read(core, depth)}{closing}")


def _changed(text: str, found: str) -> str:
    return found if found != text else ""


def _joints(text: str) -> Iterator[tuple[str, int]]:
    """Where a sentence may end and more may follow, the first places only."""
    found = [(joint, m.start()) for joint in _JOINTS for m in re.finditer(re.escape(joint), text)]
    return iter(sorted(found, key=lambda one: one[1])[:_PLACES])


@cache
def _forms(language: str) -> list[Form]:
    """All forms and their parts, those with the most fixed letters first."""
    rows = dict(_rows(catalogue.load("said", language)))
    parts = {one: other for source, target in rows.items() for one, other in _parts(source, target)}
    made = [
        Form(source, target)
        for source, target in {**parts, **rows}.items()
        if source not in rows or "{" in source
    ]
    return sorted((f for f in made if f.weight >= _FEWEST), key=lambda f: -f.weight)


def _parts(source: str, target: str) -> Iterator[tuple[str, str]]:
    """What stands in the brackets or between the joints of both, where the same holes do."""
    if source.startswith(" (") and source.endswith(")") and target.startswith(" ("):
        yield source[2:-1], target[2:-1]
    for joint in _JOINTS:
        pairs = list(zip(source.split(joint), target.split(joint)))
        if len(pairs) > 1 and source.count(joint) == target.count(joint):
            same = all(set(_HOLE.findall(one)) == set(_HOLE.findall(other)) for one, other in pairs)
            yield from (pair for pair in pairs if same and " " in _HOLE.sub("", pair[0]).strip())


def _rows(known: NullTranslations) -> Iterator[tuple[str, str]]:
    rows = getattr(known, "_catalog", {})  # gettext offers no other way to ask what there is
    return ((k, v) for k, v in rows.items() if isinstance(k, str) and k)
