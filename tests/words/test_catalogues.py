"""The catalogues hold what the code says: all of it, nothing else, with the same holes and commands."""

from __future__ import annotations

import re
from functools import cache

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from farhand.words import compiling, extract, sources
from farhand.words.catalogue import NAMES

_HOLE = re.compile(r"(?<![%$])\{([a-z_][a-z0-9_]*)(?:\|[^}]*)?\}")
#: What is typed or read by a machine: options, paths, addresses, variables, names with an underscore.
_EXACT = re.compile(
    r"(?<![\w-])--[a-z][a-z-]+|(?<![\w}])/(?:etc|proc|var|sys|dev|run|mnt|opt)/[\w./*-]+|https?://[\w.:/{}|-]+"
    r"|\$\{?[A-Z_]+\}?|\b[A-Z]+_[A-Z_]+\b|(?<![\w.{|])[a-z]+_[a-z_]+(?![\w|}])|-----BEGIN [A-Z ]+|#farhand"
)
#: What a step quotes for a shell, and the end of a pipe.
_QUOTED = re.compile(r"(?<![\w'.}])'[^';]{12,}'(?![a-z])|\"[^\"]{12,}\"|\| [a-z]+ -\S+ \S+")


@cache
def _wanted() -> dict[str, Catalog]:
    return dict(extract.templates(sources.every()))


def _catalogues() -> list[tuple[str, Catalog]]:
    made = []
    for path in compiling.sources():
        with path.open("rb") as file:
            made.append((path.stem, read_po(file, locale=path.parts[-3])))
    return made


def _strings(catalog: Catalog) -> list[tuple[str, str]]:
    """Source and translation, plural by plural."""
    pairs = []
    for message in catalog:
        if message.id:
            ids = message.id if isinstance(message.id, (list, tuple)) else (message.id,)
            strings = message.string if isinstance(message.string, (list, tuple)) else (message.string,)
            pairs += list(zip(ids, strings, strict=True))
    return pairs


def test_every_language_has_every_catalogue() -> None:
    found = [path.parts[-3] + "/" + path.stem for path in compiling.sources()]
    assert sorted(found) == sorted(f"de/{name}" for name in NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_what_the_code_says_is_there_and_nothing_else(name: str) -> None:
    """Otherwise run `python -m farhand.words.extract` and write what is missing."""
    wanted = {(m.context, str(m.id)) for m in _wanted()[name] if m.id}
    there = {(m.context, str(m.id)) for stem, c in _catalogues() if stem == name for m in c if m.id}
    assert len(wanted) > 250
    assert wanted == there


@pytest.mark.parametrize("name", NAMES)
def test_every_text_has_a_translation_with_the_same_holes(name: str) -> None:
    for stem, catalog in _catalogues():
        for english, other in _strings(catalog) if stem == name else ():
            assert other, english
            assert set(_HOLE.findall(english)) == set(_HOLE.findall(other)), english
            blanks = [(t[:1].isspace(), t[-1:].isspace()) for t in (english, other)]
            assert blanks[0] == blanks[1], english


@pytest.mark.parametrize("name", NAMES)
def test_what_is_typed_stays_as_it_is(name: str) -> None:
    wrong = []
    for stem, catalog in _catalogues():
        for english, other in _strings(catalog) if stem == name else ():
            lost = [word for word in _EXACT.findall(english) if word.rstrip(".") not in other]
            wrong += [(english, lost)] if lost else []
    assert not wrong


def test_commands_of_the_steps_stay_as_they_are() -> None:
    """Whatever stands in quotes or behind a pipe in a step is in its translation, letter by letter."""
    wrong = []
    for stem, catalog in _catalogues():
        for english, other in _strings(catalog) if stem == "causes" else ():
            pieces = _QUOTED.findall(english)
            wrong += [(english, piece) for piece in pieces if piece not in other]
    assert not wrong


def test_a_catalogue_says_the_same_compiled() -> None:
    for path in compiling.sources():
        made = compiling.fresh(path)
        with path.open("rb") as file:
            source = read_po(file, locale=path.parts[-3])
        first = next(m for m in source if m.id and isinstance(m.id, str))
        told = made.pgettext(first.context, first.id) if first.context else made.gettext(first.id)
        assert told == first.string


def test_the_catalogues_are_written_as_they_are_kept() -> None:
    for path in compiling.sources():
        assert extract.updated(path, _wanted()[path.stem]) == path.read_bytes()
