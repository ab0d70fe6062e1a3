"""Does memcached answer, let the app in, and have room for the app's connections?

A full connection limit is met only under load, and a server that wants a login refuses everything alike.
"""

from __future__ import annotations

from collections.abc import Iterator

from farhand.checks import _service, config, tcp
from farhand.checks._memcached import judge as means
from farhand.checks._memcached import look as see
from farhand.checks._memcached.command import command
from farhand.checks._memcached.examples import EXAMPLES
from farhand.checks._memcached.paste import read
from farhand.checks._memcached.spoken import SPOKEN
from farhand.look import Look
from farhand.model import Facts, Seen, Verdict

STAGES = ("config", "dns", "tcp", "tls", "hello", "login", "capacity")
OWN = ("hello", "login", "capacity")
SETTINGS: tuple[str, ...] = ()

__all__ = ["EXAMPLES", "OWN", "SETTINGS", "STAGES", "command", "judge", "probe", "read"]


def probe(look: Look) -> Iterator[Seen]:
    target = yield from config.settle(look)
    if target is None:
        return
    met = yield from _service.reach(look, target, SPOKEN, tls=False)
    if met is None:
        return
    place, conn = met
    with conn:
        answer = yield from see.hello(look, place, conn, target)
        wanted = answer == "login_wanted" and bool(target.user)
        if (answer == "ok" or wanted) and (yield from see.login(look, place, conn, target, wanted)):
            yield see.capacity(look, place, conn)
    yield from tcp.lost(look, place.host, place.address, place.port, conn)


def judge(stage: str, facts: Facts) -> Verdict:
    return means.JUDGES[stage](facts)
