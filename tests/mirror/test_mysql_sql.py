"""SQL of MySQL and MariaDB against their versions."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from farhand.mirror.knowledge import versions
from farhand.mirror.sql.model import Piece
from farhand.mirror.sql.mysql import SYNTAX, check
from tests.mirror.test_sql_hostile import NESTED, WORDS

USES = {
    "JSON_TABLE": "select t.a from json_table('[1]', '$[*]' columns (a int path '$')) t",
    "NATURAL_SORT_KEY": "select a from t order by natural_sort_key(a)",
    "UUID_TO_BIN": "insert into t values (uuid_to_bin(%s))",
    "WITH (common table expressions)": "with a as (select 1 as b) select b from a",
    "window functions: OVER (…)": "select row_number() over (partition by a order by b) from t",
    "INTERSECT": "select 1 intersect select 2",
    "EXCEPT": "select 1 except select 2",
    "INSERT … RETURNING": "insert into t (a) values (1) returning id",
    "SKIP LOCKED": "select a from t where b = :b for update skip locked",
    "LATERAL": "select x.a from t, lateral (select t.b as a) x",
    "UUID": "create table t (a uuid primary key)",
    "query_cache_size": "set global query_cache_size = 0",
    "PASSWORD": "update users set p = password('x')",
}


@pytest.mark.parametrize("program", ["mariadb", "mysql"])
@pytest.mark.parametrize("name", USES)
def test_what_a_version_lacks_is_found_there_and_nowhere_else(program: str, name: str) -> None:
    known = [one for one in versions.known(program) if one.name == name]
    for version in ("5.5", "8.0.40") if program == "mysql" else ("10.1", "10.11.6"):
        checked = check([Piece("a.sql", 1, USES[name])], program, version)
        assert not checked.unread
        assert (name in {one.name for one in checked.lacks}) == any(not one.has(version) for one in known)


def test_every_fact_of_syntax_is_looked_for() -> None:
    facts = {
        one.name
        for program in ("mariadb", "mysql")
        for one in versions.known(program)
        if one.kind == "syntax"
    }
    assert facts == set(SYNTAX)


@pytest.mark.parametrize(
    "sql",
    [
        "select a regexp 'b', `password` from t where c = 'json_table('",
        "insert into password (a) values (1); create table encode (a int); select s.json_value(a) from t",
        "select 1 -- any_value(a)\n",
    ],
)
def test_names_that_only_look_like_it(sql: str) -> None:
    for program, version in (("mysql", "5.5"), ("mysql", "8.0"), ("mariadb", "10.1")):
        checked = check([Piece("a.sql", 1, sql)], program, version)
        assert not checked.lacks
        assert not checked.unread


def test_places_and_what_cannot_be_read() -> None:
    text = "select 1;\n\nselect\n  json_value(a, '$.b') from t;\nselect from from;\nselect 'open"
    checked = check([Piece("a.sql", 5, text.rpartition("\n")[0])], "mysql", "5.7.40")
    assert [(one.line, one.name) for one in checked.lacks] == [(7, "JSON_VALUE")]
    assert [line for _, line, _ in checked.unread] == [9]
    assert check([Piece("a.sql", 1, text)], "mysql", "5.7").unread


@settings(max_examples=100)
@given(st.lists(WORDS, max_size=30).map(" ".join) | st.text(max_size=100))
def test_any_text_is_read_or_told(text: str) -> None:
    check([Piece("a.sql", 1, text)], "mariadb", "10.3")


@pytest.mark.parametrize("kind", NESTED)
def test_nested_text_does_no_harm(kind: str) -> None:
    check([Piece("a.sql", 1, NESTED[kind](1_500))], "mariadb", "10.3")
