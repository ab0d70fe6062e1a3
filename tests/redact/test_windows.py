"""The search for many literals at once: it never passes over a text that holds one of them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from farhand.redact.windows import search_for, window

_FEW = st.text("ab\\1/é", min_size=1, max_size=9)


@given(st.lists(_FEW, max_size=8), st.lists(_FEW, max_size=3), st.text("ab\\1/é", max_size=30))
def test_a_text_with_a_literal_is_found(literals: list[str], others: list[str], text: str) -> None:
    found = search_for(literals, others)(text) is not None
    assert found or not any(one in text for one in (*literals, *others))


@given(_FEW, _FEW, _FEW)
def test_wherever_it_stands(before: str, literal: str, after: str) -> None:
    assert search_for([literal])(before + literal + after) is not None


def test_a_window_is_entered_where_the_rarest_character_stands() -> None:
    assert window("postgresQ1", set()) == ("gresQ1", 4)
    assert window("Q1postgres", set()) == ("Q1post", 0)
    assert window("12x", {"1"}) == ("12x", 2)


def test_nothing_is_found_where_nothing_is_looked_for() -> None:
    assert search_for([])("anything") is None


def test_what_is_only_like_a_literal_is_not_found() -> None:
    search = search_for(["secretQ9"], ["Bearer "])
    assert search("sekretQ9 bearer") is None
    assert search("Bearer x") is not None
