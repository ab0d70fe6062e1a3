"""Every mangling with the golden outputs: put right and proved, or not judged and said so."""

from __future__ import annotations

import os
import random
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from farhand import paste
from tests.answer import golden, manglings, table

ALL = os.environ.get("FARHAND_ALL") == "1"
KINDS = manglings.every()
GOLDEN = list(golden.every())
SEALED = [g for g in GOLDEN if g.form == "sealed"]
OPEN = [g for g in GOLDEN if g.form != "sealed"]
#: What loses text: nothing can put it right.
LOSES = ("beginning_cut", "end_cut", "middle_cut", "last_line_cut", "digit_edited")


def some(of: list[golden.Golden], number: int, count: int) -> list[golden.Golden]:
    """A few, others for every number, so that all have their turn."""
    return of if ALL else [of[(number * count + i) % len(of)] for i in range(count)]


@pytest.mark.parametrize(("number", "kind"), list(enumerate(KINDS)), ids=[table.name(k) for k in KINDS])
def test_one_mangling(number: int, kind: ModuleType) -> None:
    chosen = [*some(SEALED, number, 15), *some(OPEN, number, 3)]
    found = table.rows(chosen, [(kind,)])
    assert [row for row in found if row.came == table.MISREAD] == []
    restored = [row for row in found if row.golden.form == "sealed" and row.came == table.RESTORED]
    judged = [g for g in chosen if g.form == "sealed" and golden.is_known(golden.reading(g.text))]
    if table.name(kind) not in LOSES:
        assert len(restored) >= len(judged) * 0.8


def pairs() -> dict[str, list[tuple[ModuleType, ModuleType]]]:
    """Twenty pairs, the same each time; of the whole every pair, too, by its first."""
    whole = [(a, b) for a in KINDS for b in KINDS if a is not b]
    by_first = {table.name(first): [pair for pair in whole if pair[0] is first] for first in KINDS if ALL}
    return {"sample": random.Random(6).sample(whole, 20), **by_first}


@pytest.mark.parametrize("first", pairs())
def test_two_manglings_one_after_the_other(first: str) -> None:
    chosen = [g for g in SEALED if golden.is_known(golden.reading(g.text))]
    found = [
        row for n, pair in enumerate(pairs()[first]) for row in table.rows([chosen[n % len(chosen)]], [pair])
    ]
    assert [row for row in found if row.came == table.MISREAD] == []
    can = [row for row in found if not set(row.kinds) & set(LOSES)]
    assert first != "sample" or sum(row.came == table.RESTORED for row in can) > len(can) * 0.5


def test_an_answer_in_several_pieces_of_chatter() -> None:
    """Several answers in one mail: each is read, in its order."""
    a, b = (
        golden.sealed("tcp", s, body)
        for s, body in (("one", golden.tcp_body()), ("two", golden.tcp_body("", 0)))
    )
    text = f"Hi,\nfirst:\n{a}\nand the other one, from the second machine:\n{b}\nregards\n"
    found = paste.read(text, "mail")
    assert [(o.subject, o.proved) for o, _ in found.outputs] == [("one", True), ("two", True)]


SIGNS = "0123456789 abcz=#\n\t\r%\x1b>\\\"'<&é–“\u00a0"


@settings(max_examples=400 if ALL else 25)
@given(
    number=st.integers(0, len(SEALED) - 1),
    edits=st.lists(
        st.tuples(
            st.floats(0, 1, exclude_max=True),
            st.sampled_from(["put", "cut", "change"]),
            st.sampled_from(SIGNS),
        ),
        min_size=1,
        max_size=3,
    ),
)
def test_a_sealed_output_that_was_edited_is_read_as_it_was_or_not_at_all(
    number: int, edits: list[tuple[float, str, str]]
) -> None:
    """An edit that can be undone (a blank at a line's end) may be; what is judged is what was printed."""
    text = whole = SEALED[number].text
    for where, how, sign in edits:
        at = int(where * len(text))
        text = text[:at] + ("" if how == "cut" else sign) + text[at + (how != "put") :]
    found = golden.reading(text)
    assert not golden.is_known(found) or table.known(found, True) == table.known(golden.reading(whole), True)


@settings(max_examples=200 if ALL else 25)
@given(
    st.text(
        st.sampled_from("#farhand begin check=tcp v=12host=a at=9sum=3.4lines=,rc0\n>| \x1b[m\\&;<pre>="),
        max_size=400,
    )
)
def test_no_text_makes_it_fall_over(text: str) -> None:
    found = paste.read(text, "stdin")
    assert not any(row.facts and not row.unknown and row.check == "tcp" for row in found.evidence)
    assert paste.outside(text).count("\n") == text.count("\n")


def test_a_long_hostile_text_is_read_in_bounded_steps() -> None:
    """Many beginnings and ends, none of which fit: no search goes on for ever."""
    end = "#farhand end at=1 sum=1.4000 lines=" + ",".join(["9"] * 400) + "\n"
    begin = "#farhand begin check=tcp subject={} v=2 host=h at=1\n"
    text = "".join(begin.format(n) + "x y z w\n" * 200 + end for n in range(8))
    found = paste.read(text, "stdin")
    assert len(found.evidence) == 8
    assert all(row.unknown for row in found.evidence)
