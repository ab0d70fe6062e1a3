"""Would the mail server take the app's mail: TLS, the login, the sender, a recipient?

A port that greets says little: most refuse a sender or a recipient only after a login, and many only at the
last step before a message. So all steps are taken up to there, and taken back; no message is sent.
"""

from __future__ import annotations

from collections.abc import Iterator

from farhand.checks import _service, config, tcp, tls
from farhand.checks._smtp import judge as means
from farhand.checks._smtp import look as see
from farhand.checks._smtp.command import command
from farhand.checks._smtp.examples import EXAMPLES
from farhand.checks._smtp.paste import read
from farhand.checks._smtp.spoken import SPOKEN
from farhand.checks._smtp.wanted import wanted
from farhand.look import Look
from farhand.model import Facts, Seen, Verdict

STAGES = ("config", "dns", "tcp", "tls", "hello", "login", "mail")
OWN = ("tls", "hello", "login", "mail")
#: from, to: addresses that are asked for; starttls = true (insist) or false (never); max_message: a size.
SETTINGS = (
    "from",
    "to",
    "starttls",
    "max_message",
    "helo",
    "ca_file",
    "cert_file",
    "key_file",
    "verify",
    "server_name",
    "client",
)

__all__ = ["EXAMPLES", "OWN", "SETTINGS", "STAGES", "command", "judge", "probe", "read"]


def probe(look: Look) -> Iterator[Seen]:
    target = yield from config.settle(look)
    if target is None:
        return
    settings = tls.filled(look)
    place = yield from _service.found(look, target, SPOKEN.port, target.scheme == SPOKEN.secure)
    if place is None:
        return
    asked = wanted(settings, target)
    met = yield from see.hello(look, target, place, asked, settings)
    if met is None:
        return
    place, conn, offers = met
    with conn:
        if (yield from see.login(look, place, conn, asked, offers)):
            yield from see.mail(look, place, conn, asked, offers)
    yield from tcp.lost(look, place.host, place.address, place.port, conn)


def judge(stage: str, facts: Facts) -> Verdict:
    return means.JUDGES[stage](facts)
