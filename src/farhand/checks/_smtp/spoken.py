"""SMTP among the protocols: its schemes, and how it is known."""

from __future__ import annotations

from farhand.checks._service import Spoken
from farhand.wire import smtp
from farhand.wire.tcp import Conn


def _speaks(conn: Conn) -> bool:
    return bool(smtp.greeting(conn).code)


SPOKEN = Spoken(name="SMTP", port=25, plain="smtp", secure="smtps", ask="with a greeting", speaks=_speaks)
