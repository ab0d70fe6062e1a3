"""MySQL and MariaDB among the protocols: the server greets, and TLS is asked for afterwards."""

from __future__ import annotations

from farhand.checks._service import Spoken
from farhand.wire import mysql
from farhand.wire.tcp import Conn


def _speaks(conn: Conn) -> bool:
    try:
        mysql.Session(conn).greeting()
    except mysql.Refused:
        pass
    return True


SPOKEN = Spoken(
    name="MySQL",
    port=3306,
    plain="mysql",
    secure="mysql",
    ask="with its greeting",
    speaks=_speaks,
    look="mysql -h {host} -P {port} {tls}",
    greets=True,
)
