"""What is run at a database, in the words of database.toml, with what is known filled in.  Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from ipaddress import ip_network
from typing import Any

import tomllib

from farhand.escalation.about import About
from farhand.escalation.quoting import filled
from farhand.words import _

#: Names that statements may need, as findings call them.
_NAMES = (
    "user", "database", "host", "port", "extension", "wanted", "vhost", "topic", "group", "prefix", "client",
)  # fmt: skip
#: What an error names: permission denied for table invoices.
_DENIED = re.compile(
    r"permission denied for (table|relation|view|sequence|schema|database|function) \"?([\w.$-]{1,80})\"?"
)
#: Words of an error -> the one limit of several that it is about.
_LIMITS = (
    (re.compile(r"too many connections for role"), "ALTER ROLE"),
    (re.compile(r"too many connections for database"), "ALTER DATABASE"),
    (re.compile(r"too many clients already|connection slots are reserved"), "ALTER SYSTEM"),
)
_ALTER = re.compile(r"ALTER (?:ROLE|DATABASE|SYSTEM)\b")


@cache
def entries() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads(resources.files(__package__).joinpath("database.toml").read_text("utf-8"))


def written(entry: Mapping[str, Any], name: str, about: About, values: Mapping[str, str]) -> tuple[str, ...]:
    """The lines of the entry that fit; one about tables or schemas stands there for each of them."""
    lines = [line for line in entry.get(name, ()) if _fits(line, about)]
    known = map(_known(values), map(_, lines))
    return tuple(filled(line, told) for line in known for told in _each(line, values))


def _fits(line: str, about: About) -> bool:
    """Where the error says which limit is reached, the others are not raised."""
    if about.finding.cause != "postgres.too_many_connections" or not _ALTER.match(line):
        return True
    said = " ".join([about.word("message"), about.finding.why, *(q.text for q in about.finding.evidence)])
    limits = [limit for pattern, limit in _LIMITS if pattern.search(said)]
    return not limits or line.startswith(tuple(limits))


def _known(values: Mapping[str, str]) -> Any:
    """A line about a table that is not known is one about all of the schema."""
    everything = "ALL TABLES IN SCHEMA {schema!i}"
    return lambda line: line if values.get("table") else line.replace("{table!t|APP_TABLE}", everything)


def _each(line: str, values: Mapping[str, str]) -> Iterator[Mapping[str, str]]:
    several = next((name for name in ("table", "schema") if f"{{{name}!" in line), "")
    found = values.get(several, "").split(", ")
    yield from ({**values, several: one} for one in dict.fromkeys(found)) if several else (values,)


def values_of(about: About) -> dict[str, str]:
    """What is known by name; tables and schemas also from the words of the error."""
    found = {name: about.word(name) for name in _NAMES}
    said = [about.word("message"), *(q.text for q in about.finding.evidence)]
    denied = {m[1]: m[2] for text in said if (m := _DENIED.search(text))}
    tables = (name for kind, name in denied.items() if kind not in ("schema", "database", "function"))
    found["table"] = about.word("tables") or next(tables, "")
    schemas = [table.partition(".")[0] for table in found["table"].split(", ") if "." in table]
    found["client_range"] = _range(found["client"])
    found["schema"] = ", ".join(schemas) or denied.get("schema") or "public"
    return {name: value for name, value in found.items() if value}


def _range(client: str) -> str:
    """The address of one host as pg_hba.conf writes it."""
    try:
        return str(ip_network(client))
    except ValueError:
        return ""
