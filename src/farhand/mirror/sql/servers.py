"""Which kind of server a version is of, and who checks SQL against it; pure."""

from __future__ import annotations

import re

from farhand.errors import Mistake
from farhand.mirror.sql.model import Checked, Piece

_SERVER = re.compile(
    # MariaDB puts a number before its own, for old clients.
    r"(?:(?P<kind>[A-Za-z]+)[: ])?(?:5\.5\.5-(?=1\d\.))?(?P<version>\d{1,3}(?:\.\d{1,3}){0,2})"
    r"(?:[-+ ~(][\w .+~():,-]*)?"
)
_NAMES = {"postgresql": "postgres", "pg": "postgres"}


def named(server: str) -> tuple[str, str]:
    """Kind and version of "12", "postgres:12.4", "mariadb:10.5". Raises Mistake for what is none of these."""
    found = _SERVER.fullmatch(server.strip())
    kind = (found["kind"] or "postgres").lower() if found else ""
    kind = _NAMES.get(kind, kind)
    if not found or kind not in ("postgres", "mariadb", "mysql"):
        raise Mistake(f"--server {server!r} is not known; write 12, postgres:12.4, mariadb:10.5 or mysql:5.7")
    return kind, found["version"]


def check(pieces: list[Piece], server: str) -> Checked:
    """What this server lacks. Raises Mistake as `named` does, and for a major that is not known."""
    kind, version = named(server)
    if kind == "postgres":
        from farhand.mirror.sql.check import check as postgres

        return postgres(pieces, int(version.split(".")[0]))
    from farhand.mirror.sql.mysql import check as mysql

    return mysql(pieces, kind, version)
