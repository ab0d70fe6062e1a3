"""Names that stand in the lines of the evidence: where it went, as whom, to which database.  Pure.

What a probe saw has these as facts; of a pasted error there are only its words. Each expression is narrow, so
that what it finds is a name, an address or a number, or the mark of one that was hidden, and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_HOST = r"(?P<host>[A-Za-z0-9](?:[\w.-]{0,252}\w)?|\[?[0-9a-fA-F:.]{2,45}\]?|<[a-z]+:[0-9a-f.-]+>)"
_PORT = r"(?P<port>\d{1,5})"
_USER = r"(?P<user>[\w.$@-]{1,64}|<[a-z]+:[0-9a-f.-]+>)"
_DATABASE = r"(?P<database>[\w.$-]{1,64})"
_CLIENT = r"(?P<client>[0-9a-fA-F.:]{2,45}|[\w.-]{1,253}|<[a-z]+:[0-9a-f.-]+>)"
#: The more a line says, the earlier it stands: what was found first counts.
_SHAPES = tuple(
    re.compile(text)
    for text in (
        rf'no pg_hba\.conf entry for host "{_CLIENT}", user "{_USER}", database "{_DATABASE}"',
        rf'connection to server at "{_HOST}"(?: \((?P<address>[0-9a-fA-F.:]{{2,45}})\))?, port {_PORT}',
        rf"HTTPS?ConnectionPool\(host='{_HOST}', port={_PORT}\)",
        rf"(?i:failed to connect to|couldn't connect to|connect to) {_HOST} port {_PORT}",
        rf"dial tcp {_HOST}:{_PORT}",
        rf"connect E[A-Z]{{5,20}} {_HOST}:{_PORT}",
        rf"(?i:could not connect to redis at|error (?:\S+ )?connecting to) {_HOST}:{_PORT}",
        rf"(?i:connect to (?:host )?){_HOST}:{_PORT}",
        rf"Can't connect to MySQL server on '{_HOST}(?::{_PORT})?'",
        rf"(?i:getaddrinfo (?:ENOTFOUND|EAI_AGAIN)|could not resolve host:?) {_HOST}",
        rf"(?i:access denied for user) '{_USER}'@'{_CLIENT}'(?: to database '{_DATABASE}')?",
        rf'authentication failed for user "{_USER}"',
        rf'(?:role|user) "{_USER}" (?:does not exist|is not permitted to log in|has an expired password)',
        rf'database "{_DATABASE}" does not exist',
        rf"Unknown database '{_DATABASE}'",
        r'extension "(?P<extension>[\w.-]{1,64})" (?:is not available|does not exist)',
    )
)


def names(lines: Iterable[str]) -> dict[str, str]:
    """host, address, port, user, database, client (the address as the server saw it), extension."""
    found: dict[str, str] = {}
    for line in lines:
        for shape in _SHAPES:
            for name, value in _matched(shape, line[:4000]).items():
                found.setdefault(name, value)
    return found


def _matched(shape: re.Pattern[str], line: str) -> dict[str, str]:
    match = shape.search(line)
    return {name: value.strip("[]") for name, value in match.groupdict().items() if value} if match else {}
