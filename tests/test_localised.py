"""Signatures in other languages: how they are made, and that they add to causes that stand elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from farhand import causes
from farhand.causes import _store
from farhand.signatures.written import BadSignature
from tests import localised


@pytest.mark.parametrize(
    ("text", "expression"),
    [
        ("Rolle »%s« existiert nicht", """Rolle ["'].{1,80}["'] existiert nicht"""),
        ("trop de rôles « %s »", """trop de rôles ["'].{1,80}["']"""),
        ('ロール"%s"は存在しません。', """ロール["'].{1,80}["']は存在しません"""),
        ("%s: %1$s (%d) ungültig oder %zu", "ungültig oder"),
        ("Acceso denegado para %s", "Acceso denegado para"),
        ("超时", ""),
    ],
)
def test_a_translated_message_becomes_a_pattern(text: str, expression: str) -> None:
    assert localised.pattern(text) == expression


def test_what_other_languages_add_is_there() -> None:
    for file in _store._own_files()[1].localised:
        for cause_id, row in _store.parse(file).items():
            held = {s.tool for s in causes.signatures() if s.cause == cause_id}
            assert {s["tool"] for s in row.get("signatures", ())} <= held
            texts = {e["text"] for e in causes.examples(cause_id, "hits")}
            assert {e["text"] for e in row.get("hits", ())} <= texts


@pytest.mark.parametrize("added", ['["a.c"]\nhits = []', "[\"a.b\"]\ntitle = 'X'"])
def test_only_known_causes_are_added_to(tmp_path: Path, added: str) -> None:
    own, more = tmp_path / "own.toml", tmp_path / "more.toml"
    own.write_text("[\"a.b\"]\ntitle = 'T'\nhits = [{ text = 'x' }]", "utf-8")
    more.write_text("[\"a.b\"]\nhits = [{ text = 'y' }]", "utf-8")
    files = _store._Files([own], [more], [])
    ((cause_id, row, file),) = _store._entries(files)
    assert (cause_id, row["title"], len(row["hits"]), file) == ("a.b", "T", 2, own)
    more.write_text(added, "utf-8")
    with pytest.raises(BadSignature, match=r"more\.toml"):
        list(_store._entries(files))
