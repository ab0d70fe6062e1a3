"""Whatever a server does, Farhand neither crashes nor hangs, and its exit status tells the truth."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Callable, Iterator
from functools import partial

import pytest

from tests.lab.expect import Outcome, laws
from tests.lab.lab import Lab
from tests.lab.servers.misbehave import BEHAVIOURS

pytestmark = pytest.mark.lab

#: Subject -> port and the declaration, less its host.
NEEDS = {
    "web": (8080, 'kind = "http"\nurl = "http://10.77.2.2:8080/ping"'),
    "secure": (8443, 'kind = "http"\nurl = "https://10.77.2.2:8443/ping"'),
    "tls": (9443, 'kind = "tls"\nhost = "10.77.2.2"\nport = 9443'),
    "database": (5432, 'kind = "postgres"\nurl = "postgres://app:app-secret-7@10.77.2.2:5432/appdb"'),
    "cache": (6379, 'kind = "redis"\nurl = "redis://:cache-secret-7@10.77.2.2:6379/0"'),
}

#: One dependency has ten seconds.
STEP = 10.3


@pytest.fixture
def lab() -> Iterator[Lab]:
    with Lab() as world:
        yield world


def declare(lab: Lab) -> None:
    lab.declare("".join(f"[dependencies.{name}]\n{told}\n" for name, (_, told) in NEEDS.items()))


def holds(lab: Lab, outcome: Outcome, subjects: list[str]) -> None:
    """The laws, no crash inside a check, and none of the subjects called well."""
    assert not laws(outcome, lab.planted())
    rows = outcome.report["results"]
    crashed = [f"{r['subject']}/{r['stage']}: {r['because']} {r['says']}" for r in rows if _crashed(r)]
    assert not crashed
    for name in subjects:
        outcomes = {r["stage"]: r["outcome"] for r in rows if r["subject"] == name}
        assert set(outcomes.values()) & {"fail", "unknown"}, f"{name} is called well: {outcomes}"


def _crashed(row: dict[str, str]) -> bool:
    return "the check itself failed" in row["because"] or "could not be judged" in row["says"]


@pytest.mark.matrix(2)
@pytest.mark.parametrize("behaviour", sorted(BEHAVIOURS))
def test_every_kind_survives(lab: Lab, behaviour: str) -> None:
    for port, _ in NEEDS.values():
        lab.tcp(port, behaviour)
    declare(lab)
    outcome = lab.self_test()
    holds(lab, outcome, list(NEEDS))
    assert outcome.code in (1, 4)
    assert outcome.seconds < STEP + 1


@pytest.mark.parametrize("behaviour", ["mute", "rst", "fin", "garbage", "flood", "drip"])
def test_every_kind_survives_inside_tls(lab: Lab, behaviour: str) -> None:
    """The handshake is right, and then it begins."""
    cert = lab.cert("10.77.2.2")
    lab.trust()
    lab.tcp(8443, behaviour, tls=cert)
    lab.tcp(6379, behaviour, tls=cert)
    lab.declare("""
        [dependencies.secure]
        kind = "http"
        url = "https://10.77.2.2:8443/ping"
        [dependencies.cache]
        kind = "redis"
        url = "rediss://:cache-secret-7@10.77.2.2:6379/0"
    """)
    holds(lab, lab.self_test(), ["secure", "cache"])


def _say(first: bytes, then: str, connection: socket.socket) -> None:
    """Read what the client says, say something that begins well, and go on badly."""
    connection.recv(65536)
    connection.sendall(first)
    BEHAVIOURS[then](connection)


#: The beginning of a right answer, per subject.
BEGINNINGS = {
    "web": [
        b"HTTP/1.1 200 OK\r\nX-A: ",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFF\r\n",
        b"HTTP/1.1 ",
    ],
    "secure": [
        b"\x16\x03\x03\xff\xff\x02",
        b"\x15\x03\x03\x00\x02\x02\x28",
        b"\x16\x03\x03\x00\x04\x02\xff\xff\xff",
    ],
    "tls": [b"\x16\x03\x01", b"\x15\x03\x03\x00\x02\x02\x50", b"\x14\x03\x03\x00\x01\x01"],
    "database": [b"R\xff\xff\xff\xff\x00\x00\x00\x0a", b"N", b"R\x00\x00\x00\x0c\x00\x00\x00\x05salt"],
    "cache": [b"$2147483647\r\n", b"*2147483647\r\n*2147483647\r\n", b"-"],
}


@pytest.mark.matrix(3)
@pytest.mark.parametrize("then", ["fin", "rst", "mute", "flood", "drip"])
@pytest.mark.parametrize("number", range(3))
def test_every_kind_survives_a_good_beginning(lab: Lab, number: int, then: str) -> None:
    for name, (port, _) in NEEDS.items():
        lab.tcp(port, partial(_say, BEGINNINGS[name][number], then))
    declare(lab)
    holds(lab, lab.self_test(), list(NEEDS))


@pytest.mark.parametrize("fault", ["garbage", "wrong_id", "drop"])
def test_a_name_server_that_talks_nonsense(lab: Lab, fault: str) -> None:
    lab.dns.set("api.lab.test", a=[lab.SVC], **{fault: True})
    lab.http(8080)
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "http://api.lab.test:8080/ping"
        [dependencies.name]
        kind = "dns"
        host = "api.lab.test"
    """)
    holds(lab, lab.self_test(), ["api", "name"])


@pytest.mark.parametrize("serve", [lambda *_: None, lambda size: os.urandom(size), lambda size: b"\0" * size])
def test_a_name_server_of_raw_bytes(lab: Lab, serve: Callable[[int], bytes | None]) -> None:
    """Answers of no bytes at all, of noise and of zeros, in every size up to the largest datagram."""
    lab.dns.stop()

    def name_server(ready: Callable[[], None]) -> None:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
            udp.bind(("10.77.2.2", 53))
            ready()
            for size in [0, 1, 11, 12, 13, 512, 65000] * 10_000:
                question, client = udp.recvfrom(65535)
                udp.sendto(question[:2] + (serve(size) or b"")[2:], client)

    lab.svc.fork("noise", name_server)
    lab.declare('[dependencies.name]\nkind = "dns"\nhost = "api.lab.test"\n')
    holds(lab, lab.self_test(), ["name"])


def test_ten_black_holes_of_twenty(lab: Lab) -> None:
    """The whole ends in time, and what is well is said to be well."""
    lab.firewall("ip daddr 10.77.2.7 drop")
    lab.http(8080)
    for number in range(10):
        lab.dns.set(f"well{number}.lab.test", a=[lab.SVC])
        lab.dns.set(f"hole{number}.lab.test", a=["10.77.2.7"])
    kinds = ['kind = "{}"\nhost = "{}"\nport = 8080', 'kind = "http"\nurl = "http://{1}:8080/"']
    urls = ["http", "postgres", "redis", "tcp", "tls"]
    text = "".join(
        f"[dependencies.well{n}]\n{kinds[n % 2].format('tcp', f'well{n}.lab.test')}\n" for n in range(10)
    )
    for n in range(10):
        host, kind = f"hole{n}.lab.test", urls[n % 5]
        place = (
            f'host = "{host}"\nport = 9000' if kind in ("tcp", "tls") else f'url = "{kind}://{host}:9000/"'
        )
        text += f'[dependencies.hole{n}]\nkind = "{kind}"\n{place}\n'
    lab.declare(text)
    outcome = lab.self_test()
    holds(lab, outcome, [f"hole{n}" for n in range(10)])
    rows = outcome.report["results"]
    ill = [
        r["subject"] for r in rows if r["subject"].startswith("well") and r["outcome"] in ("fail", "unknown")
    ]
    assert not ill
    assert outcome.code == 1


def test_a_killed_world_leaves_nothing_behind() -> None:
    """The kernel ends the servers and the namespaces of a run that is killed."""
    import signal
    import subprocess
    import sys

    script = (
        "from tests.lab.lab import Lab; lab = Lab(); lab.http(8080); lab.redis(); "
        "print(lab.app.pid, lab.svc.pid, *[s.pid for s in lab.svc._servers], flush=True); input()"
    )
    argv = [sys.executable, "-c", script]
    world = subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert world.stdout is not None
    pids = [int(word) for word in world.stdout.readline().split()]
    assert len(pids) >= 4
    world.send_signal(signal.SIGKILL)
    world.wait()
    until = time.monotonic() + 5
    while (alive := [pid for pid in pids if _alive(pid)]) and time.monotonic() < until:
        time.sleep(0.02)
    assert not alive


def _alive(pid: int) -> bool:
    """Zombies do not count: whoever inherits them will bury them."""
    try:
        with open(f"/proc/{pid}/stat") as stat:
            return stat.read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
