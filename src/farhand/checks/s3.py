"""Does the object store let the app at its bucket: address style, region, signature, clock, rights?

Most of what is wrong here looks alike to an app: 403 may be the clock, the key, the signature or a right, and
400 or 301 the region. The store's own error code tells them apart, and it is in the body of a list, not of a
HEAD. So one list of at most one key is asked for, signed as the app would; nothing is written.
"""

from __future__ import annotations

from collections.abc import Iterator

from farhand.checks import config, proxy, tcp, tls
from farhand.checks._s3 import judge as means
from farhand.checks._s3 import look as see
from farhand.checks._s3.command import command
from farhand.checks._s3.examples import EXAMPLES
from farhand.checks._s3.paste import read
from farhand.checks._s3.store import keys_of, store_of
from farhand.look import Look
from farhand.model import Facts, Seen, Verdict

STAGES = ("config", "proxy", "dns", "tcp", "tls", "bucket")
OWN = ("dns", "tls", "bucket")
#: user, password: the access key and its secret. style: path or virtual. prefix: what the app lists;
#: list = false: it never lists.
SETTINGS = (
    *("bucket", "region", "prefix", "style", "list", "session_token"),
    *proxy.SETTINGS, *tls.SETTINGS,
)  # fmt: skip

__all__ = ["EXAMPLES", "OWN", "SETTINGS", "STAGES", "command", "judge", "probe", "read"]


def probe(look: Look) -> Iterator[Seen]:
    target = yield from config.settle(look)
    if target is None:
        return
    settings = config.filled(look)
    store, keys = store_of(target, settings), keys_of(target, settings)
    look.secrets.update(word for word in (keys.secret, keys.token) if word)
    visit = yield from see.way(look, target, store)
    if visit is None:
        return
    request = see.request(store, keys, visit)
    conn = yield from see.opened(look, store, visit, settings, request)
    if conn is None:
        return
    yield Seen("bucket", see.ask(look, store, visit, conn, request, settings))
    yield from tcp.lost(look, visit.host, visit.way.address, visit.port, conn)


def judge(stage: str, facts: Facts) -> Verdict:
    return means.JUDGES[stage](facts)
