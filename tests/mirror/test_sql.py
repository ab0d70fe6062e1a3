"""The app's SQL against a version: what is found, where, and what is left alone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from farhand.cli import main
from farhand.errors import Mistake
from farhand.mirror.knowledge import features
from farhand.mirror.knowledge.catalogue import MAJORS
from farhand.mirror.sql import servers, sources
from farhand.mirror.sql.check import against, check
from farhand.mirror.sql.model import Piece
from farhand.mirror.sql.placeholders import filled

ARTICLE = '''
"""Select nothing: this is text for people."""
QUERY = """
    SELECT id, data['customer']['name']
    FROM orders WHERE id = %(id)s
"""
def find(cursor, table):
    cursor.execute(f"SELECT {table}.a FROM {table} WHERE regexp_like(a, %s)", ("x",))
    print("Select a customer from the list, please")
'''


def lacks(sql: str, major: int) -> list[tuple[str, str]]:
    return [(one.kind, one.name) for one in check([Piece("a.sql", 1, sql)], major).lacks]


def test_the_article_s_case_is_named_with_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "app.py").write_text(ARTICLE)
    assert main(["mirror", "sql", str(tmp_path), "--server", "12.4", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    found = {row["name"]: row for row in told["lacks"]}
    subscripts = found["subscripts of jsonb values: value['key']"]
    assert subscripts["has"][0] == "14"
    assert subscripts["source"].endswith("app.py")
    assert subscripts["line"] == 4
    assert "->" in subscripts["instead"]
    assert found["regexp_like(?, ?)"]["line"] == 8
    assert told["unread"] == []
    assert main(["mirror", "sql", str(tmp_path), "--server", "postgres:15"]) == 0


def test_text_says_what_where_since_when_and_what_instead(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "q.sql").write_text(
        "select 1;\n\n-- a\nselect \x1b[31mx;\nselect date_bin(a, b, c) from t;\n"
    )
    assert main(["mirror", "sql", str(tmp_path / "q.sql"), "--server", "12"]) == 1
    out = capsys.readouterr().out
    assert "date_bin(): postgres:12 lacks it; it exists in 14 to 18" in out
    assert "q.sql:5: select date_bin(a, b, c) from t" in out
    assert "instead: to_timestamp" in out
    assert "q.sql:3: not read" in out or "q.sql:4: not read" in out
    assert "\x1b" not in out


@pytest.mark.parametrize(
    "feature", [one for one in features.load() if one.shows or one.jsonpath], ids=lambda f: f.id
)
def test_a_probe_shows_its_feature_where_it_fails_and_nothing_where_it_works(
    feature: features.Feature,
) -> None:
    for checked in against([Piece("probe", 1, feature.sql)], MAJORS):
        major = int(checked.server.rpartition(":")[2])
        names = {one.name for one in checked.lacks}
        assert not checked.unread
        assert (feature.title in names) == (major in feature.errors), major
        assert names == set() or major in feature.errors


@pytest.mark.parametrize(
    "sql",
    [
        "select my_own(a), st_distance(a, b), public.any_value(a) from t",
        "create function date_bin(a int) returns int language sql as 'select 1'; select date_bin(3)",
        "create extension pgcrypto; select gen_random_uuid()",
        "create type xid8 as (a int); create table t (x xid8)",
        "create table pg_stat_io (a int); select a from pg_stat_io",
        "with pg_stat_wal as (select 1 as wal_fpi) select wal_fpi from pg_stat_wal",
        "select extract(year from a), a similar to 'b', overlay(a placing 'b' from 1) from t",
        "set my.own = 1; select current_setting('jit_x', true), current_setting('app.user')",
        "select a.leader_pid from pg_stat_activity p join t a using (pid)",
        "select labels[1], labels[i], matrix[1][2] from t",
        "select split_part(a, ',', n) from t",
        "select old.a from old",
        "select '$.datetime()'::text, '{\"integer()\": 1}'::jsonb",
        "select a @@ 'b & c' from t",
        "values (1)",
    ],
)
def test_nothing_is_said_of_what_the_app_makes_itself_or_any_server_has(sql: str) -> None:
    for checked in against([Piece("a.sql", 1, sql)], MAJORS):
        assert not checked.lacks
        assert not checked.unread


@pytest.mark.parametrize(
    ("sql", "major", "kind", "name"),
    [
        ("select gen_random_uuid()", 12, "function", "gen_random_uuid()"),
        ("select a value, b as name from t", 13, "syntax", "the label value without AS"),
        ("select ltrim('a'::bytea, 'b'::bytea)", 12, "function", "ltrim(bytea, bytea)"),
        ("create table t (a bytea); select bit_count(a) from t", 12, "function", "bit_count(bytea)"),
        ("select pg_start_backup('a')", 15, "function", "pg_start_backup(?)"),
        ("select 1::xid8 = 2::xid8", 12, "syntax", "xid8 and pg_current_xact_id()"),
        ("create table t (a pg_snapshot)", 12, "type", "pg_snapshot"),
        ("set idle_session_timeout = 1", 13, "setting", "idle_session_timeout"),
        ("alter role r set transaction_timeout = 1", 16, "setting", "transaction_timeout"),
        ("select set_config('old_snapshot_threshold', '1', true)", 17, "setting", "old_snapshot_threshold"),
        ("select * from pg_stat_io", 15, "relation", "pg_stat_io"),
        ("select p.leader_pid from pg_stat_activity p, t", 12, "column", "pg_stat_activity.leader_pid"),
        ("select wal_write from pg_stat_wal", 18, "column", "pg_stat_wal.wal_write"),
        ("create extension adminpack", 17, "extension", "adminpack"),
        ("select int4range(1, 2) && '{}'::int4multirange", 13, "operator", "int4range && int4multirange"),
    ],
)  # fmt: skip
def test_each_kind_of_lack(sql: str, major: int, kind: str, name: str) -> None:
    found = lacks(sql, major)
    assert (kind, name) in found or (kind == "operator" and any("multirange" in one for _, one in found))
    assert not lacks(sql, min(set(MAJORS) - {major}, key=lambda one: len(lacks(sql, one))))


def test_lines_statements_and_broken_neighbours() -> None:
    merge = "merge into a using b on true when matched then delete"
    text = f"select 1;\nselekt 2;\n\nselect any_value(a)\nfrom t;\nselect ';'; {merge}"
    checked = check([Piece("m.sql", 10, text)], 14)
    assert [(one.line, one.name) for one in checked.lacks] == [(13, "any_value()"), (15, "MERGE")]
    assert [(source, line) for source, line, _ in checked.unread] == [("m.sql", 11)]
    assert checked.read == 4


@pytest.mark.parametrize(
    ("written", "becomes"),
    [
        ("a = %s and b = %(name)s", "a = $1 and b = $1"),
        ("a = :name and b = :x2", "a = $1 and b = $1"),
        ("a::int, b [1:2], '12:30', ':x', \"c:d\"", "a::int, b [1:2], '12:30', ':x', \"c:d\""),
        ("a %% %s", "a % $1"),
        ("a %% 2", "a %% 2"),
        ("-- %s :a\nb /* :c */", "-- %s :a\nb /* :c */"),
        ("$f$ :a %s $f$ :b", "$f$ :a %s $f$ $1"),
        ("${schema}.t", "$1.t"),
        ("\\connect x\nselect 1", "\nselect 1"),
        ("copy t from stdin;\n1\t2\n\\.\nselect 1", "copy t from stdin;\n\n\nselect 1"),
    ],
)
def test_placeholders(written: str, becomes: str) -> None:
    assert filled(written) == becomes


def test_captured_statements(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"query": "select any_value(a) from t"}\nnothing\n{"query": 3}\n[1]\n')
    (tmp_path / "b.csv").write_text('calls,query\n3,"select\nany_value(b) from t"\n4,select cut off fro\n')
    (tmp_path / "c.csv").write_text("\0\n")
    checked = check(list(sources.read([str(tmp_path)])), 12)
    assert [(Path(one.source).name, one.name) for one in checked.lacks] == [
        ("a.jsonl", "any_value()"),
        ("b.csv", "any_value()"),
    ]
    assert not checked.unread


def test_models_are_read_only_when_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "shop_models.py").write_text(
        "from sqlalchemy import *\nfrom sqlalchemy.orm import declarative_base\nBase = declarative_base()\n"
        "class A(Base):\n    __tablename__ = 'a'\n    id = Column(Integer, primary_key=True)\n"
        "    b = Column(Integer, Computed('id * 2', persisted=False))\n"
        "    c = Column(Text, server_default=text('uuidv7()'))\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    from farhand.mirror.sql.sources import _models

    pieces = list(_models.sqlalchemy("shop_models:Base"))
    assert {one.name for one in check(pieces, 17).lacks} == {"virtual generated columns", "uuidv7()"}
    with pytest.raises(Mistake, match="cannot be imported"):
        list(_models.sqlalchemy("shop_models:Nothing"))
    with pytest.raises(Mistake, match="MetaData"):
        list(_models.sqlalchemy("shop_models:text"))


@pytest.mark.parametrize("server", ["", "9.6", "x", "oracle:12", "postgres:11", "19", "12;rm", "99999999999"])
def test_an_unknown_server_is_a_mistake(server: str) -> None:
    with pytest.raises(Mistake):
        servers.check([Piece("a", 1, "select 1")], server)


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("12", ("postgres", "12")),
        ("postgres:16.1 (Debian 16.1-1.pgdg120+1)", ("postgres", "16.1")),
        ("mariadb:5.5.5-10.5.8-MariaDB-1:10.5.8+maria~bullseye", ("mariadb", "10.5.8")),
        ("mysql:5.5.62-log", ("mysql", "5.5.62")),
    ],
)
def test_versions_as_servers_write_them(said: str, means: tuple[str, str]) -> None:
    assert servers.named(said) == means


def test_what_is_not_read_leaves_it_undecided(tmp_path: Path) -> None:
    (tmp_path / "a.sql").write_text("this is no SQL")
    assert main(["mirror", "sql", str(tmp_path), "--server", "12", "--quiet"]) == 4
    assert main(["mirror", "sql", str(tmp_path / "none.sql"), "--server", "12"]) == 2
    assert main(["mirror", "sql", "--server", "12"]) == 2


DJANGO = {
    "shop_settings.py": """
SECRET_KEY = "x"
INSTALLED_APPS = ["django.contrib.contenttypes", "django.contrib.auth", "shop"]
DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "HOST": "127.0.0.1", "PORT": "9"}}
""",
    "shop/__init__.py": "",
    "shop/models.py": """
from django.db import models
class Order(models.Model):
    data = models.JSONField(default=dict)
    customer = models.ForeignKey("auth.User", models.CASCADE)
""",
    "shop/migrations/__init__.py": "",
    "shop/migrations/0001_initial.py": """
from django.db import migrations
class Migration(migrations.Migration):
    operations = [migrations.RunSQL(["update shop_order set data['seen'] = 'true'", ("select 1", None)])]
""",
}


@pytest.mark.parametrize(("server", "code"), [("12", 1), ("14", 0), ("mysql:8.0", 2)])
def test_django_s_tables_and_the_sql_of_migrations_without_a_database(
    tmp_path: Path, server: str, code: int
) -> None:
    for name, text in DJANGO.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    words = [
        sys.executable,
        "-m",
        "farhand",
        "mirror",
        "sql",
        "--django",
        "shop_settings",
        "--server",
        server,
    ]
    path = os.pathsep.join((str(tmp_path), *sys.path))
    done = subprocess.run(
        [*words, "--json"],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code, done.stderr
    if code != 2:
        told = json.loads(done.stdout)
        assert told["read"] > 10
        assert not told["unread"]
        assert [row["source"] for row in told["lacks"]] == ["shop.0001_initial"] * (code == 1)
