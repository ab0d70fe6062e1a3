"""A change at a database, broker or store: what is to be run there, by whom, and how it is undone.

The statements are those of the finding's own fix where the judge has made exact ones, else those of
database.toml with what is known filled in, quoted for the place where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from farhand import causes
from farhand.escalation.about import About, places
from farhand.escalation.nouns import Request
from farhand.escalation.quoting import filled
from farhand.escalation.requests import _parts, _statements
from farhand.model import NOTHING
from farhand.words import _, marked

TITLE = marked("Change at a database")
TERMS = marked("A database or store refuses or cannot do what {product} needs.")
#: A limit or setting that the judge has worked out; nothing in it may end the statement early.
_STATEMENT = re.compile(
    r'ALTER (?:ROLE|DATABASE|SYSTEM) (?:"[\w. <>:@-]{1,80}" )?(?:SET|RESET|CONNECTION LIMIT) [\w =-]{1,60};'
)


def request(about: About) -> Request:
    entry, place = _statements.entries().get(about.finding.cause, NOTHING), places(about)[0]
    values = _statements.values_of(about)
    user = _("“{name}”").format(name=values["user"]) if "user" in values else _("that the app uses")
    where = place.shown if place.host else about.subject or _("the server")
    told = {"place": where, "product": about.product, "user": user}
    asks = _(entry.get("asks") or marked("Please change what stands below on {place}.")).format(**told)
    own, login = tuple(_exact(about)), tuple(_login(about, values))
    rows = _parts.known(
        (_("Server"), place.shown if place.host else ""),
        (_("Database"), values.get("database", "")),
        (_("User"), values.get("user", "")),
        (_("Code"), about.word("sqlstate", "errno")),
        (_("To be run by"), _(entry["as"]) if "as" in entry else ""),
        (_("Reason"), _parts.reason(about)),
    )
    return Request(
        "database",
        _(TITLE),
        asks,
        tuple(rows),
        own or _statements.written(entry, "statements", about, values),
        _parts.steps(about),
        (*(login or _parts.opens(place)), *_parts.again(about)),
        _statements.written(entry, "undo", about, values),
    )


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
