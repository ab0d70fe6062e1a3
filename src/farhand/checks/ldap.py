"""Does the directory (LDAP, Active Directory) answer, let the app in, and have what the app searches?

A port that answers says little: passwords may be taken inside of TLS only, an account may be locked, and a
base that is misspelt or hidden gives an empty list of users, not an error.
"""

from __future__ import annotations

from collections.abc import Iterator

from farhand.checks import _service, config, tcp, tls
from farhand.checks._ldap import judge as means
from farhand.checks._ldap import look as see
from farhand.checks._ldap.command import command
from farhand.checks._ldap.examples import EXAMPLES
from farhand.checks._ldap.paste import read
from farhand.checks._ldap.spoken import SPOKEN
from farhand.checks._ldap.wanted import SECURE, wanted
from farhand.look import Look
from farhand.model import Facts, Seen, Verdict

STAGES = ("config", "dns", "tcp", "tls", "hello", "login", "base")
OWN = ("tls", "hello", "login", "base")
#: base: the entry below which the app searches; starttls = true: TLS is begun inside of the conversation.
SETTINGS = ("base", "starttls", "ca_file", "cert_file", "key_file", "verify", "server_name", "client")

__all__ = ["EXAMPLES", "OWN", "SETTINGS", "STAGES", "command", "judge", "probe", "read"]


def probe(look: Look) -> Iterator[Seen]:
    target = yield from config.settle(look)
    if target is None:
        return
    settings = tls.filled(look)
    asked = wanted(settings, target)
    place = yield from _service.found(look, target, SPOKEN.port, target.scheme == SECURE)
    if place is None:
        return
    met = yield from see.reach(look, target, place, asked, settings)
    if met is None:
        return
    place, conn = met
    with conn:
        if (yield from see.hello(look, place, conn, asked)) and (
            yield from see.login(look, place, conn, asked)
        ):
            yield from see.base(look, place, conn, asked)
    yield from tcp.lost(look, place.host, place.address, place.port, conn)


def judge(stage: str, facts: Facts) -> Verdict:
    return means.JUDGES[stage](facts)
