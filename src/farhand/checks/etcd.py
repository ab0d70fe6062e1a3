"""Does etcd answer with a leader and room left, let the app in, and give it its keys?

A member answers /version also where the cluster has lost its majority, and a full database refuses only
writes. So the member is asked for its state, and a question is put that needs the whole cluster.
"""

from __future__ import annotations

from collections.abc import Iterator

from farhand.checks import _service, config, tcp, tls
from farhand.checks._etcd import judge as means
from farhand.checks._etcd import look as see
from farhand.checks._etcd.command import command
from farhand.checks._etcd.examples import EXAMPLES
from farhand.checks._etcd.paste import read
from farhand.checks._etcd.spoken import SECURE, SPOKEN, wanted
from farhand.look import Look
from farhand.model import Facts, Seen, Verdict

STAGES = ("config", "dns", "tcp", "tls", "hello", "version", "cluster", "login", "keys")
OWN = ("tls", "hello", "version", "cluster", "login", "keys")
#: prefix: what the app's keys begin with; read_only = true: it never writes.
SETTINGS = ("prefix", "read_only", "ca_file", "cert_file", "key_file", "verify", "server_name", "client")

__all__ = ["EXAMPLES", "OWN", "SETTINGS", "STAGES", "command", "judge", "probe", "read"]


def probe(look: Look) -> Iterator[Seen]:
    target = yield from config.settle(look)
    if target is None:
        return
    settings = tls.filled(look)
    asked = wanted(target, settings)
    if asked.password:
        look.secrets.add(asked.password)
    met = yield from _service.reach(look, target, SPOKEN, target.scheme in SECURE, settings)
    if met is None:
        return
    place, conn = met
    line = see.Line(look, place, settings)
    if (yield from see.hello(line, conn)) and (yield from see.cluster(line, asked)):
        token = yield from see.login(line, asked)
        if token is not None:
            yield see.keys(line, asked, token)
    yield from tcp.lost(look, place.host, place.address, place.port, conn)


def judge(stage: str, facts: Facts) -> Verdict:
    return means.JUDGES[stage](facts)
