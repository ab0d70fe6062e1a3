"""The catalogues of the PostgreSQL majors: functions, operators, types, casts, settings, words, views.

`postgres.tsv.xz` holds all majors merged: one line per entry, and which majors have it. It is generated from
running servers by `python -m tests.mirror.catalogues`, and a test compares it with them. Type names are those
of `pg_type` (`int4`, `_text`), which is also what the parser makes of `integer` and `text[]`.
"""

from __future__ import annotations

import lzma
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib import resources

#: The majors that the file knows, oldest first. An entry's `majors` is a subset of these.
MAJORS = (12, 13, 14, 15, 16, 17, 18)
FILE = "postgres.tsv.xz"
Row = tuple[str, ...]


@dataclass(frozen=True)
class Function:
    """One signature. `defaults`: how many arguments at the end may be left out; `kind`: f, p, a or w."""

    name: str
    takes: tuple[str, ...]
    gives: str
    kind: str
    defaults: int
    variadic: bool
    majors: frozenset[int]

    def accepts(self, count: int) -> bool:
        """Whether it can be called with so many arguments; a variadic one needs at least one."""
        least = len(self.takes) - self.defaults
        return least <= count and (self.variadic or count <= len(self.takes))

    def type_at(self, place: int) -> str:
        """The type of the argument at `place`, from 0; a variadic one repeats its element."""
        if self.variadic and place >= len(self.takes) - 1:
            last = self.takes[-1]
            return {"anyarray": "anyelement", "anycompatiblearray": "anycompatible"}.get(
                last, last.lstrip("_")
            )
        return self.takes[place]


@dataclass(frozen=True)
class Operator:
    """`left` is empty for a prefix operator, `right` for a postfix one."""

    name: str
    left: str
    right: str
    gives: str
    majors: frozenset[int]


@dataclass(frozen=True)
class Catalogue:
    """All majors at once. The maps give, for a name, the majors that have it."""

    functions: Mapping[str, tuple[Function, ...]]
    operators: Mapping[str, tuple[Operator, ...]]
    types: Mapping[str, frozenset[int]]
    casts: Mapping[tuple[str, str], tuple[tuple[str, frozenset[int]], ...]]
    settings: Mapping[str, frozenset[int]]
    words: Mapping[str, tuple[tuple[str, frozenset[int]], ...]]
    columns: Mapping[tuple[str, str], frozenset[int]]
    extensions: Mapping[str, frozenset[int]]
    _none: frozenset[int] = field(default=frozenset())

    @cached_property
    def relations(self) -> Mapping[str, frozenset[int]]:
        """Views and tables of the system; those of information_schema are named with their schema."""
        found: dict[str, frozenset[int]] = {}
        for (relation, _), majors in self.columns.items():
            found[relation] = found.get(relation, self._none) | majors
        return found

    def casts_silently(self, source: str, target: str, major: int) -> bool:
        """Whether this major turns `source` into `target` for an argument without being told to."""
        return any(how == "i" and major in majors for how, majors in self.casts.get((source, target), ()))


def pack(rows: Mapping[Row, Iterable[int]]) -> bytes:
    """The file's bytes for entries and the majors that have each; the same entries give the same bytes."""
    lines = ("\t".join((*row, _mask(majors))) for row, majors in sorted(rows.items()))
    text = "\n".join(lines) + "\n"
    return lzma.compress(text.encode(), lzma.FORMAT_XZ, lzma.CHECK_CRC32, preset=9 | lzma.PRESET_EXTREME)


def unpack(packed: bytes) -> dict[Row, frozenset[int]]:
    """Entries as they were packed. Raises ValueError, lzma.LZMAError on another file."""
    lines = (line.split("\t") for line in lzma.decompress(packed).decode().splitlines())
    return {tuple(row): _majors(mask) for *row, mask in lines}


def _mask(majors: Iterable[int]) -> str:
    return format(sum(1 << MAJORS.index(major) for major in majors), "x")


@cache
def _majors(mask: str) -> frozenset[int]:
    bits = int(mask, 16)
    return frozenset(major for at, major in enumerate(MAJORS) if bits >> at & 1)


def rows() -> dict[Row, frozenset[int]]:
    """The shipped file's entries."""
    return unpack(resources.files("farhand.mirror.knowledge").joinpath(FILE).read_bytes())


@cache
def load() -> Catalogue:
    """The shipped catalogues; read once per process."""
    return made_of(rows())


def made_of(entries: Mapping[Row, frozenset[int]]) -> Catalogue:
    """Entries by their first field: function, operator, type, cast, setting, word, column, extension."""
    functions, operators = defaultdict(list), defaultdict(list)
    casts, words = defaultdict(list), defaultdict(list)
    plain: dict[str, dict[str, frozenset[int]]] = {kind: {} for kind in ("type", "setting", "extension")}
    columns: dict[tuple[str, str], frozenset[int]] = {}
    for (kind, name, *more), majors in entries.items():
        if kind == "function":
            functions[name].append(_function(name, more, majors))
        elif kind == "operator":
            operators[name].append(Operator(name, more[0], more[1], more[2], majors))
        elif kind == "cast":
            casts[name, more[0]].append((more[1], majors))
        elif kind == "word":
            words[name].append((more[0], majors))
        elif kind == "column":
            columns[name, more[0]] = majors
        else:
            plain[kind][name] = majors
    return Catalogue(
        {name: tuple(found) for name, found in functions.items()},
        {name: tuple(found) for name, found in operators.items()},
        plain["type"],
        {pair: tuple(found) for pair, found in casts.items()},
        plain["setting"],
        {name: tuple(found) for name, found in words.items()},
        columns,
        plain["extension"],
    )


def _function(name: str, more: list[str], majors: frozenset[int]) -> Function:
    takes, gives, kind, defaults, variadic = more
    return Function(name, tuple(takes.split()), gives, kind, int(defaults), variadic == "v", majors)
