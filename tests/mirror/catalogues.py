"""Generate what the package ships of PostgreSQL: `python -m tests.mirror.catalogues` asks all majors.

It starts them, and writes the catalogues (`postgres.tsv.xz`) and how every probe of `features.toml` ended
(`features.results.toml`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from farhand.mirror.knowledge import catalogue, features
from farhand.mirror.knowledge.catalogue import MAJORS, Row
from farhand.mirror.knowledge.features import Feature
from tests.mirror.postgres import servers

FOLDER = Path(catalogue.__file__).parent
#: The names of the types in a list of their numbers.
TYPES = """coalesce((select string_agg(t.typname, ' ' order by n) from unnest({0}) with ordinality x(o, n)
    join pg_type t on t.oid = x.o), '')"""
#: Kind of entry -> what gives its rows. A fresh database has nothing of users.
QUESTIONS = {
    "function": f"""select proname, {TYPES.format("proargtypes")},
        (select typname from pg_type where oid = prorettype), prokind::text, pronargdefaults::text,
        case when provariadic = 0 then '' else 'v' end from pg_proc
        where pronamespace = 'pg_catalog'::regnamespace""",
    "operator": """select oprname, coalesce(l.typname, ''), coalesce(r.typname, ''), e.typname
        from pg_operator left join pg_type l on l.oid = oprleft left join pg_type r on r.oid = oprright
        join pg_type e on e.oid = oprresult where oprnamespace = 'pg_catalog'::regnamespace""",
    "type": """select typname from pg_type where typnamespace = 'pg_catalog'::regnamespace and typtype <> 'c'
        and (typelem = 0 or typcategory <> 'A')""",
    "cast": """select s.typname, t.typname, castcontext::text from pg_cast
        join pg_type s on s.oid = castsource join pg_type t on t.oid = casttarget""",
    "setting": "select name from pg_settings where name not like '%.%'",
    "word": "select word, catcode::text from pg_get_keywords()",
    "column": """select case when n.nspname = 'pg_catalog' then '' else n.nspname || '.' end || relname,
        attname from pg_attribute join pg_class c on c.oid = attrelid
        join pg_namespace n on n.oid = relnamespace
        where n.nspname in ('pg_catalog', 'information_schema') and relkind in ('r', 'v')
        and not attisdropped""",
    "extension": "select name from pg_available_extensions",
}


def entries(connection: Any) -> Iterator[Row]:
    """All that one server has."""
    for kind, question in QUESTIONS.items():
        for row in connection.execute(question):
            yield (kind, *row)


def merged(by_major: dict[int, set[Row]]) -> dict[Row, set[int]]:
    found: dict[Row, set[int]] = defaultdict(set)
    for major, rows in by_major.items():
        for row in rows:
            found[row].add(major)
    return found


def tried(connection: Any, feature: Feature) -> str:
    """The SQLSTATE with which the probe failed; empty where it worked. Leaves nothing behind."""
    import psycopg

    connection.execute("drop schema public cascade; create schema public; discard temp")
    if not feature.alone:
        connection.execute("begin")
    try:
        for one in (*feature.setup, feature.sql):
            connection.execute(one)
    except psycopg.Error as error:
        return str(error.sqlstate)
    finally:
        if not feature.alone:
            connection.execute("rollback")
    return ""


def main() -> None:
    with servers(MAJORS) as running:
        seen: dict[int, set[Row]] = {}
        results: dict[str, dict[int, str]] = defaultdict(dict)
        for major, server in running.items():
            with server.connect() as connection:
                seen[major] = set(entries(connection))
                for feature in features.written():
                    results[feature.id][major] = tried(connection, feature)
        (FOLDER / catalogue.FILE).write_bytes(catalogue.pack(merged(seen)))
        (FOLDER / features.RESULTS).write_text(features.results_text(results))


if __name__ == "__main__":
    main()
