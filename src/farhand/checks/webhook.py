"""Would a call from outside come in: is the app there, does its public address lead to it, and do calls come?

Where nothing arrives no error is logged. So the app's own listener is asked, then its public address as a
sender would ask it, and the log of who has called. What only the sender knows is asked of a person. Nothing
is sent that the app could take for a real call.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from farhand.checks import config
from farhand.checks._webhook import judge as means
from farhand.checks._webhook import logfile
from farhand.checks._webhook import look as see
from farhand.checks._webhook.command import command
from farhand.checks._webhook.examples import EXAMPLES
from farhand.checks._webhook.paste import read
from farhand.checks._webhook.wanted import Wanted, wanted, with_secret
from farhand.checks._webhook.woven import woven
from farhand.look import Look
from farhand.model import Facts, Seen, Verdict

STAGES = ("config", "secret", "listener", "dns", "name", "tcp", "tls", "public", "arrivals")
OWN = ("secret", "listener", "name", "public", "arrivals")
#: listen: where the app itself takes calls (address:port, with its path where the gateway changes it);
#: secret_env: the variable with the secret that signs them; sender: its addresses; log: the access log that
#: every call is in; every: how often one comes; tolerance: how old a signature may be; public_address: what
#: the name must lead to; probe_post = true: an empty POST without a signature may be sent, and the head
#: of one as long as `largest`.
SETTINGS = (
    "listen", "method", "secret", "secret_env", "expect", "sender", "log", "every", "tolerance",
    "public_address", "probe_post", "largest", "ca_file",
)  # fmt: skip

__all__ = ["EXAMPLES", "OWN", "SETTINGS", "STAGES", "command", "judge", "probe", "read"]


def probe(look: Look) -> Iterator[Seen]:
    look = replace(look, need=replace(look.need, settings=with_secret(look.need.settings)))
    target = yield from config.settle(look)
    if target is None:
        return
    want = wanted(config.filled(look), look.app)
    if look.read_only or look.background:
        want = replace(want, asks="GET")
    yield from woven(_ways(look, want), logfile.arrivals(look, want))


def _ways(look: Look, want: Wanted) -> Iterator[Seen]:
    yield see.secret(look)
    yield see.listener(look, want)
    yield from see.public(look, want)


def judge(stage: str, facts: Facts) -> Verdict:
    return means.JUDGES[stage](facts)
