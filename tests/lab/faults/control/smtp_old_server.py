"""A server that knows no EHLO, no TLS and no login, on a trusted network."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.serve(
        "smtp",
        main="mynetworks = 10.77.0.0/16\nsmtpd_discard_ehlo_keywords = starttls, auth, size, pipelining,"
        " dsn, etrn, vrfy, 8bitmime, chunking, smtputf8, enhancedstatuscodes",
    )
    lab.declare("""
            [dependencies.mail]
            kind = "smtp"
            url = "smtp://10.77.2.2"
            from = "billing@lab.test"
            to = "someone@example.org"
            starttls = false
        """)
