"""Hostile SQL: never a crash, never a hang."""

from __future__ import annotations

import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from farhand.mirror.sql.check import against, check
from farhand.mirror.sql.model import Piece
from farhand.mirror.sql.reading import statements
from farhand.mirror.sql.sources import readers

WORDS = st.sampled_from(
    [
        *(
            "select",
            "from",
            "where",
            "(",
            ")",
            "[",
            "]",
            "'a'",
            '"b"',
            "a",
            ".",
            ",",
            "*",
            "::",
            "jsonb",
            "int4",
            "1",
            "0x",
            "1_0",
        ),
        *(
            ";",
            "--",
            "/*",
            "*/",
            "$$",
            "$a$",
            "$1",
            "%s",
            ":x",
            "\\",
            "\n",
            "\0",
            "\ud800",
            "é",
            "with",
            "as",
            "union",
            "merge",
        ),
        *(
            "create",
            "table",
            "function",
            "begin",
            "atomic",
            "end",
            "copy",
            "stdin",
            "json_value",
            "returning",
            "old",
            "new",
            "set",
        ),
    ]
)


@settings(max_examples=300)
@given(st.lists(WORDS, max_size=40).map(" ".join) | st.text(max_size=200))
def test_any_text_is_read_or_told_as_unread(text: str) -> None:
    for checked in against([Piece("a.sql", 1, text)], (12, 18)):
        assert checked.read >= 0
    assert all(one.line >= 1 for one in statements(text))


@settings(max_examples=150)
@given(st.lists(WORDS, max_size=30).map(" ".join) | st.text(max_size=200))
def test_any_file_is_read(text: str) -> None:
    for module in readers().values():
        list(module.pieces(text, "x"))
        list(module.pieces(f'x = """{text}"""', "x"))


#: The many are for a run of all tests.
TIMES = [100, 2_000, *([7_000, 60_000] if os.environ.get("FARHAND_ALL") == "1" else [])]
#: What makes parsers slow or breaks their stack, by how often a piece is repeated.
NESTED = {
    "brackets": lambda n: "select " + "(" * n + "1" + ")" * n,
    "open brackets": lambda n: "select " + "(" * n,
    "sums": lambda n: "select " + "1+" * n + "1",
    "signs": lambda n: "select " + "- " * n + "1",
    "nots": lambda n: "select " + "not " * n + "a",
    "unions": lambda n: "select 1 " + "union select 1 " * n,
    "subqueries": lambda n: "select " + "(select " * n + "1" + ")" * n,
    "froms": lambda n: "select 1 from " + "(select 1 from " * n + "a" + ") b" * n,
    "casts": lambda n: "select 1" + "::int4" * n,
    "subscripts": lambda n: "select a" + "['b']" * n,
    "calls": lambda n: "select " + "abs(" * n + "1" + ")" * n,
    "cases": lambda n: "select " + "case when a then " * n + "1" + " end" * n,
    "arrays": lambda n: "select " + "array[" * n + "]" * n,
    "joins": lambda n: "select 1 from a" + " join b on true" * n,
    "collations": lambda n: "select a" + " collate b" * n,
    "is nulls": lambda n: "select a" + " is null" * n,
    "field selections": lambda n: "select (a)" + ".b" * n,
    "columns": lambda n: "select a.b from pg_class a" + ", pg_class a" * n,
    "values": lambda n: "insert into t values (1)" + ", (1)" * n,
    "lists": lambda n: "select 1" + ", a" * n,
    "names": lambda n: "select a" + ".a" * n,
    "empty statements": lambda n: ";" * n,
    "statements": lambda n: "select 1;\n" * n,
    "quotes": lambda n: "select '" + "''" * n,
    "dollars": lambda n: "".join(f"$a{at}$ " for at in range(n)),
    "comments": lambda n: "/* " * n,
    "copies": lambda n: "copy t from stdin;\n" * n,
    "half copies": lambda n: "copy\n" * n,
    "lines of psql": lambda n: "\n\\x" * n,
    "blank lines": lambda n: "\n" * n + "\\x",
    "labels": lambda n: "with " + ", ".join(f"a{at} as (select 1)" for at in range(n)) + " select 1",
    "and": lambda n: "select 1 where " + "a = 1 and " * n + "b",
    "atomic": lambda n: "begin atomic; " * n,
    "json paths": lambda n: "select " + "a @? '$' or " * n + "b",
}  # fmt: skip


@pytest.mark.parametrize("times", TIMES)
@pytest.mark.parametrize("kind", NESTED)
def test_what_is_nested_or_repeated_ends_neither_the_process_nor_the_day(kind: str, times: int) -> None:
    text = NESTED[kind](times)
    checked = check([Piece("a.sql", 1, text)], 12)
    assert len(checked.unread) + checked.read <= times + 1


def test_usual_sizes_are_read() -> None:
    """What can be read with a few pieces can be read with hundreds."""
    readable = [kind for kind in NESTED if not check([Piece("a.sql", 1, NESTED[kind](2))], 12).unread]
    assert len(readable) > 25
    for kind in readable:
        assert not check([Piece("a.sql", 1, NESTED[kind](300))], 12).unread, kind
    assert not check([Piece("a.sql", 1, NESTED["values"](4_000))], 12).unread
