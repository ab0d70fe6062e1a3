"""LDAP among the protocols: its schemes, and how it is known."""

from __future__ import annotations

from farhand.checks._service import Spoken
from farhand.wire import ldap
from farhand.wire.tcp import Conn


def _speaks(conn: Conn) -> bool:
    return ldap.ask(conn, ldap.search(1, "", ldap.ABOUT))[0].is_result


SPOKEN = Spoken(
    name="LDAP",
    port=389,
    plain="ldap",
    secure="ldaps",
    ask="a question about the directory itself",
    speaks=_speaks,
    look="ldapsearch -x -H {tls}://{host}:{port} -s base -b '' namingContexts",
    tls_flag="ldaps",
)
