"""Where forms such as `000-00-0000` are, in a text with one digit for all (`rules.formed`).  Pure.

Most forms are not there, and a search for each takes as long as one for all. So several are searched for by a
piece that they have in common, and compared where that is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from farhand.redact import rules

#: Pieces of forms, none of digits alone. A form is searched for by the first of these that is in it.
KEYS = ("-0000", "000000-0", "0000 0000", ".000.", "00 00 00 ", "000000A", "AAAA0")


class Keyed:
    """Forms by the piece that they are searched for."""

    def __init__(self, forms: Iterable[str], keys: Sequence[str] = KEYS) -> None:
        self.forms: dict[str, list[str]] = {}
        for form in forms:
            self.forms.setdefault(next(key for key in keys if key in form), []).append(form)

    def compared(self, formed: bytes, key: str, places: Iterable[int]) -> Iterator[tuple[str, list[int]]]:
        """Form -> where it begins, none overlapping with the one before. `places`: all those of the piece."""
        for form in self.forms[key]:
            offset, text = form.index(key), form.encode()
            there = [at - offset for at in places if at >= offset and formed.startswith(text, at - offset)]
            if there:
                yield form, apart(there, len(text))


def apart(places: Iterable[int], width: int) -> list[int]:
    """Those that do not overlap with the one before."""
    found, least = [], 0
    for at in places:
        if at >= least:
            found.append(at)
            least = at + width
    return found


def is_run(form: str) -> bool:
    """True for digits alone."""
    return not form.strip("0")


def key_of(form: str, keys: Sequence[str] = KEYS) -> str:
    return next((key for key in keys if key in form), "")


def runs_in(formed: bytes, runs: Sequence[str]) -> Iterator[tuple[str, list[int]]]:
    """Where digits alone are, the shortest run first: a longer one begins where a shorter one is."""
    shortest = len(runs[0])
    places = rules.places(runs[0].encode(), formed)
    for run in runs if places else ():
        there, least, whole = [], 0, run.encode()
        for place in places:
            at = max(place, least)
            if at < place + shortest and formed.startswith(whole, at):
                there.append(at)
                least = at + len(whole)
        if there:
            yield run, there


def everywhere(piece: bytes, formed: bytes) -> list[int]:
    """Where a piece begins, also those that overlap."""
    found, at = [], formed.find(piece)
    while at >= 0:
        found.append(at)
        at = formed.find(piece, at + 1)
    return found


class Forms:
    """Called with a formed text: form -> its places. Needs the standard library only."""

    def __init__(self, some: Iterable[str]) -> None:
        some = sorted(set(some))
        self._runs = sorted((one for one in some if is_run(one)), key=len)
        self._loose = [one for one in some if not is_run(one) and not key_of(one)]
        self._keyed = Keyed(one for one in some if not is_run(one) and key_of(one))

    def __call__(self, formed: bytes) -> Iterator[tuple[str, list[int]]]:
        if self._runs:
            yield from runs_in(formed, self._runs)
        for key in self._keyed.forms:
            yield from self._keyed.compared(formed, key, everywhere(key.encode(), formed))
        for one in self._loose:
            yield one, rules.places(one.encode(), formed)
