"""Tables of the same shape as the customer's, with made-up rows.  Pure.

Only names of tables and columns, their types and their keys are taken from the SQL that was given. It is
read and written anew. Functions, triggers, defaults, `\\` commands of psql, COPY and all else stay behind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from farhand.errors import Mistake

TYPE_CHECKING = False
if TYPE_CHECKING:
    from sqlglot import exp

#: Characters of one schema and of one statement, tables, columns of one table, made-up rows of each.
_TEXT, _STATEMENT, _TABLES, _COLUMNS, ROWS = 8 << 20, 100_000, 2000, 500, 20
#: Up to the semicolon that is in no quotes. Nothing is looked at twice.
_CREATE = re.compile(r"(?im)^CREATE (?:UNLOGGED )?TABLE\b(?:[^;'\"`]++|'[^']*+'|\"[^\"]*+\"|`[^`]*+`)*+;")
_KEY = re.compile(
    r"ALTER TABLE (?:ONLY )?([\w.\"]{1,200})\s{1,20}"
    r"ADD CONSTRAINT [\w\"]{1,100} PRIMARY KEY \(([\w\", ]{1,300})\);"
)
#: Types that are written as they are told; every other one becomes text.
_TYPE = re.compile(
    r"(?:SMALLINT|INT|INTEGER|BIGINT|TINYINT|DECIMAL|NUMERIC|REAL|DOUBLE PRECISION|DOUBLE|FLOAT|BOOLEAN|TEXT"
    r"|VARCHAR|CHAR|DATE|TIMESTAMP|TIMESTAMPTZ|DATETIME|TIME|UUID|JSON|JSONB|BYTEA|BLOB|INET)"
    r"(?:\(\d{1,5}(?:, ?\d{1,3})?\))?(?:\[\])?",
)  # fmt: skip


@dataclass(frozen=True)
class Column:
    name: str
    type: str  # as SQL
    required: bool = False


@dataclass(frozen=True)
class Table:
    """`schema` is empty where none is named."""

    schema: str
    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()


def files(text: str, kind: str) -> Iterator[tuple[str, str]]:
    """Two files of SQL for a server's first start. Raises Mistake where the parser is missing."""
    if kind not in ("postgres", "mysql"):
        return
    found = tables(text, kind) if text else []
    if found:
        yield "1-tables.sql", "".join(_created(found, kind))
        yield "2-made-up-rows.sql", "".join(_filled(table, kind) for table in found)
    else:
        yield "README", "No schema was given: farhand mirror build --schema FILE makes tables from one.\n"


def tables(text: str, kind: str) -> list[Table]:
    """What a text of SQL creates; a statement that cannot be read is left out."""
    keys = {
        _bare(name): tuple(map(_bare, columns.split(","))) for name, columns in _KEY.findall(text[:_TEXT])
    }
    found = []
    for match in islice(_CREATE.finditer(text[:_TEXT]), _TABLES):
        table = _table(match[0].rstrip(";"), kind) if len(match[0]) <= _STATEMENT else None
        if table:
            full = f"{table.schema}.{table.name}" if table.schema else table.name
            key = table.key or keys.get(full, ())
            found.append(Table(table.schema, table.name, table.columns, _known(key, table)))
    return found


def _known(key: tuple[str, ...], table: Table) -> tuple[str, ...]:
    return key if {c.name for c in table.columns} >= set(key) else ()


def _bare(name: str) -> str:
    return name.strip().replace('"', "")


def _table(statement: str, kind: str) -> Table | None:
    try:
        import sqlglot
        from sqlglot import exp
        from sqlglot.errors import SqlglotError
    except ImportError:
        raise Mistake("reading SQL needs a package: pip install 'farhand[mirror]'") from None
    try:
        tree = sqlglot.parse_one(statement, read=kind)
        schema = tree.this
        if not isinstance(tree, exp.Create) or not isinstance(schema, exp.Schema):
            return None
        columns = [_column(d, kind) for d in schema.expressions if isinstance(d, exp.ColumnDef)][:_COLUMNS]
        keys = schema.find(exp.PrimaryKey)
        key = tuple(c.name for c in keys.expressions) if keys else ()
        return Table(schema.this.db, schema.this.name, tuple(columns), key) if columns else None
    except (SqlglotError, RecursionError, AttributeError, ValueError):
        return None


def _column(one: exp.ColumnDef, kind: str) -> Column:
    from sqlglot import exp

    type_ = one.args["kind"].sql(kind) if one.args.get("kind") else ""
    serial = {"SERIAL": "INT", "BIGSERIAL": "BIGINT", "SMALLSERIAL": "SMALLINT"}.get(type_, type_)
    rules = [c.args.get("kind") for c in one.args.get("constraints") or ()]
    required = any(isinstance(r, exp.NotNullColumnConstraint) and not r.args.get("allow_null") for r in rules)
    return Column(one.name, serial if _TYPE.fullmatch(serial) else "TEXT", required)


def _created(found: list[Table], kind: str) -> Iterator[str]:
    for schema in sorted({t.schema for t in found if t.schema and t.schema != "public"}):
        yield f"CREATE SCHEMA IF NOT EXISTS {_quoted(schema, kind)};\n"
    for table in found:
        rows = [
            f"  {_quoted(c.name, kind)} {c.type}{' NOT NULL' if c.required else ''}" for c in table.columns
        ]
        if table.key:
            rows.append(f"  PRIMARY KEY ({', '.join(_quoted(name, kind) for name in table.key)})")
        yield f"CREATE TABLE IF NOT EXISTS {_name(table, kind)} (\n" + ",\n".join(rows) + "\n);\n"


def _filled(table: Table, kind: str) -> str:
    names = ", ".join(_quoted(c.name, kind) for c in table.columns)
    rows = [f"  ({', '.join(_value(c, n) for c in table.columns)})" for n in range(1, ROWS + 1)]
    return f"INSERT INTO {_name(table, kind)} ({names}) VALUES\n" + ",\n".join(rows) + ";\n"


def _name(table: Table, kind: str) -> str:
    return ".".join(_quoted(part, kind) for part in (table.schema, table.name) if part)


def _quoted(name: str, kind: str) -> str:
    """An identifier; control characters have no place in one."""
    plain = "".join(c for c in name if c.isprintable())[:63]
    mark = "`" if kind == "mysql" else '"'
    return mark + plain.replace(mark, mark * 2) + mark


def _value(column: Column, n: int) -> str:
    """A literal of the column's type, another one in each row."""
    base, _, size = column.type.partition("(")
    if column.type.endswith("[]"):
        return "'{}'"
    length = int(re.split(r"\D", size)[0]) if size else 60
    if base in ("VARCHAR", "CHAR", "TEXT"):
        return "'" + (f"{n} made up" if length >= 2 else str(n % 10))[:length] + "'"
    if base in ("DECIMAL", "NUMERIC"):
        whole = length - int((re.split(r"\D+", size.rstrip(")")) + ["0"])[1] or 0) if size else 9
        return str(n if whole >= 2 else 0)
    return {
        "BOOLEAN": "true" if n % 2 else "false", "DATE": f"'2026-01-{n:02d}'", "TIME": f"'12:00:{n:02d}'",
        "UUID": f"'00000000-0000-4000-8000-{n:012d}'", "JSON": "'{}'", "JSONB": "'{}'", "BYTEA": "'made up'",
        "BLOB": "'made up'", "INET": f"'192.0.2.{n}'",
        **dict.fromkeys(("TIMESTAMP", "TIMESTAMPTZ", "DATETIME"), f"'2026-01-{n:02d} 12:00:00'"),
    }.get(base, str(n))  # fmt: skip
