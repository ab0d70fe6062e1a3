"""A change at a database, broker or store: what is to be run there, by whom, and how it is undone.

The statements are those of the finding's own fix where the judge has made exact ones, else those of
database.toml with what is known filled in, quoted for the place where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any

import tomllib

from farhand import causes
from farhand.escalation.about import About, places
from farhand.escalation.nouns import Request
from farhand.escalation.quoting import filled
from farhand.escalation.requests import _parts
from farhand.model import NOTHING

TITLE = "Change at a database"
TERMS = "A database or store refuses or cannot do what {product} needs."
#: An exact statement in a fix; names are quoted, and nothing in it may end the statement early.
_STATEMENT = re.compile(
    r"(?:ALTER|GRANT|REVOKE|CREATE|SET) (?:[A-Z_]+ )+?(?:\"[\w. <>:@-]+\"|'[\w. <>:@-]*'|[\w.,=() -])+;"
)
#: What an error text names: permission denied for table invoices.
_DENIED = re.compile(r"permission denied for (?:table|relation|view|sequence) \"?([\w.$-]{1,80})\"?")


def request(about: About) -> Request:
    entry, place = _entries().get(about.finding.cause, NOTHING), places(about)[0]
    values = _values(about)
    told = {"place": place.shown if place.host else about.subject or "the server", "product": about.product,
            "user": f"“{values['user']}”" if "user" in values else "that the app uses"}  # fmt: skip
    asks = str(entry.get("asks") or "Please change what stands below on {place}.").format(**told)
    own = tuple(_exact(about))
    rows = _parts.known(
        ("Server", place.shown if place.host else ""),
        ("Database", values.get("database", "")),
        ("User", values.get("user", "")),
        ("Code", about.word("sqlstate", "errno")),
        ("To be run by", str(entry.get("as", ""))),
        ("Reason", _parts.reason(about)),
    )
    return Request(
        "database",
        TITLE,
        asks,
        tuple(rows),
        own or _written(entry, "statements", values),
        _parts.steps(about),
        (*_login(about, values), *_parts.opens(place), *_parts.again(about)),
        _written(entry, "undo", values),
    )


@cache
def _entries() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads(resources.files(__package__).joinpath("database.toml").read_text("utf-8"))


def _written(entry: Mapping[str, Any], name: str, values: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(filled(line, values) for line in entry.get(name, ()))


def _values(about: About) -> dict[str, str]:
    """What is known by name; a table also from the words of the error."""
    names = ("user", "database", "host", "port", "extension", "wanted", "vhost", "topic", "group", "prefix")
    found = {name: about.word(name) for name in names}
    found["table"] = next((m[1] for q in about.finding.evidence if (m := _DENIED.search(q.text))), "")
    return {name: value for name, value in found.items() if value}


def _exact(about: About) -> Iterator[str]:
    """Statements that the judge has written for this finding; those of the knowledge base hold examples."""
    general = {causes.fill(step, about.params) for step in causes.get(about.finding.cause).fix}
    for step in about.finding.fix:
        if step not in general:
            yield from _STATEMENT.findall(step)


def _login(about: About, values: Mapping[str, str]) -> Iterator[str]:
    """One login with one harmless question, as the app would make it; it asks for the password."""
    if about.family == "postgres" and {"host", "user", "database"} <= values.keys():
        yield filled("psql -h {host!w} -p {port!w|5432} -U {user!w} -d {database!w} -c 'select 1'", values)
    elif about.family == "mysql" and {"host", "user"} <= values.keys():
        yield filled("mysql -h {host!w} -P {port!w|3306} -u {user!w} -p -e 'select 1'", values)
