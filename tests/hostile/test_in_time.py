"""The process has ended within the whole deadline and 0.3 s, whatever does not answer."""

from __future__ import annotations

import os
import stat
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from tests.hostile.command import calm, declare, farhand
from tests.hostile.loopback import closed, full, silent
from tests.lab.expect import Outcome, laws
from tests.lab.lab import Lab

#: What other tests do beside these comes and goes within seconds: then it is tried again later.
pytestmark = pytest.mark.flaky(reruns=4, reruns_delay=4)
#: Seconds after the deadline; and those that starting Farhand takes on a machine at rest.
SPARE, AT_REST = 0.3, 0.25
NEEDS = {
    "tcp": 'kind = "tcp"\nhost = "{host}"\nport = 9000',
    "tls": 'kind = "tls"\nhost = "{host}"\nport = 9000',
    "http": 'kind = "http"\nurl = "http://{host}:9000/"',
    "https": 'kind = "http"\nurl = "https://{host}:9000/"',
    "postgres": 'kind = "postgres"\nurl = "postgres://u:secret-77x@{host}:9000/d"',
    "redis": 'kind = "redis"\nurl = "redis://:secret-77x@{host}:9000/0"',
    "dns": 'kind = "dns"\nhost = "{host}"',
}


@pytest.fixture
def lab() -> Iterator[Lab]:
    with Lab() as world:
        yield world


def declared(kind: str, hole: str, more: str = "") -> str:
    """Ten that are well and ten that are not, of one kind or of all in turn."""
    names = [kind] * 10 if kind != "all" else [name for name in NEEDS if name != "dns"] * 2
    rows = [f'[dependencies.well{n}]\nkind = "tcp"\nhost = "10.77.2.2"\nport = 8080\n' for n in range(10)]
    rows += [
        f"[dependencies.hole{n}]\n{NEEDS[name].format(host=hole.format(n=n))}\n{more}\n"
        for n, name in enumerate(names[:10])
    ]
    return "".join(rows)


def spare() -> float:
    """SPARE, and as much more as starting Farhand takes longer just now than at rest: it has other work."""
    took = max(farhand("--help").seconds for _ in range(3))
    return SPARE + 2 * max(0.0, took - AT_REST)


def in_time(outcome: Outcome, seconds: float) -> None:
    assert not laws(outcome)
    assert outcome.seconds < seconds + spare()
    found: dict[str, set[str]] = {}
    for row in outcome.report["results"]:
        assert "the check itself failed" not in row["because"], row
        found.setdefault(row["subject"], set()).add(row["outcome"])
    for n in range(10):
        assert found[f"well{n}"] <= {"pass", "skip"}, found[f"well{n}"]
        assert found[f"hole{n}"] & {"fail", "unknown"}


@pytest.mark.lab
@pytest.mark.matrix(4)
@pytest.mark.parametrize("kind", ["all", *NEEDS])
def test_ten_of_twenty_are_dropped_by_a_firewall(lab: Lab, kind: str) -> None:
    """The way there, and the resolver behind it, swallow every packet; each stage may take 9 s."""
    lab.http(8080)
    lab.firewall("ip daddr 10.77.2.7 drop")
    for n in range(10):
        lab.dns.set(f"hole{n}.lab.test", a=["10.77.2.7"])
    if kind == "dns":
        lab.firewall("udp dport 53 drop\ntcp dport 53 drop")
    lab.declare(declared(kind, "hole{n}.lab.test", 'timeout = "9s"'))
    in_time(lab.self_test(), 15.0)


@pytest.mark.lab
@pytest.mark.matrix(3)
@pytest.mark.parametrize("kind", ["all", "tcp", "https"])
@pytest.mark.parametrize("seconds", [1, 3])
def test_a_time_of_ones_own(lab: Lab, kind: str, seconds: int) -> None:
    lab.http(8080)
    lab.firewall("ip daddr 10.77.2.7 drop\nudp dport 53 drop\ntcp dport 53 drop")
    lab.declare(declared(kind, "10.77.2.7"))
    in_time(lab.self_test("--within", f"{seconds}s"), seconds)


@pytest.mark.lab
def test_neither_resolver_nor_proxy_answers(lab: Lab) -> None:
    lab.http(8080)
    lab.firewall("ip daddr 10.77.2.7 drop\nudp dport 53 drop\ntcp dport 53 drop")
    servers = "".join(f"nameserver 10.77.2.{n}\n" for n in (7, 8, 2))
    lab.resolv(f"{servers}options timeout:30 attempts:5\n")
    lab.env.update(HTTP_PROXY="http://10.77.2.7:3128", HTTPS_PROXY="http://proxy.lab.test:3128")
    lab.declare(declared("all", "hole{n}.lab.test", 'timeout = "9s"'))
    in_time(lab.self_test(), 15.0)


@pytest.mark.parametrize("server", [silent, full])
@pytest.mark.parametrize("within", ["0.1s", "1s", "2.5s"])
def test_two_hundred_that_say_nothing(
    tmp_path: Path, within: str, server: Callable[[], AbstractContextManager[int]]
) -> None:
    """They take connections and are mute; or they do not even take them."""
    kinds = ("http", "redis", "postgres")
    with server() as port:
        place = f"u:pw-secret@127.0.0.1:{port}/1"
        rows = (
            f'[dependencies.d{n}]\nkind = "{kinds[n % 3]}"\nurl = "{kinds[n % 3]}://{place}"\n'
            for n in range(200)
        )
        declare(tmp_path, "".join(rows))
        done = calm(farhand("self-test", "--here", "--json", "--within", within, cwd=tmp_path), (1, 4))
    # 200 reports take their time to be written.
    assert done.seconds < max(0.5, float(within[:-1])) + 2 * spare()
    assert b"-secret" not in done.out


def test_two_hundred_that_refuse(tmp_path: Path) -> None:
    port = closed()
    rows = (f'[dependencies.d{n}]\nkind = "tcp"\nhost = "127.0.0.1"\nport = {port}\n' for n in range(200))
    declare(tmp_path, "".join(rows))
    assert calm(farhand("self-test", "--here", cwd=tmp_path), (1,)).seconds < 5


@pytest.mark.parametrize("option", [("--container", "x"), ("--pod", "x"), ("--unit", "x")])
def test_a_helper_that_hangs_counts_against_the_whole(tmp_path: Path, option: tuple[str, str]) -> None:
    """docker, kubectl and systemctl may hang: they are given up, and the rest still fits."""
    for name in ("docker", "podman", "kubectl", "systemctl"):
        (tmp_path / name).write_text(f"#!{sys.executable}\nimport time\ntime.sleep(60)\n")
        (tmp_path / name).chmod(stat.S_IRWXU)
    with silent() as port:
        url = f"http://127.0.0.1:{port}/"
        declare(tmp_path, f'[dependencies.d]\nkind = "http"\nurl = "{url}"\ntimeout = "9s"\n')
        env = {"PATH": f"{tmp_path}:{os.environ['PATH']}"}
        done = calm(farhand("self-test", *option, "--within", "4s", "--json", cwd=tmp_path, env=env), (1, 4))
    assert done.seconds < 4 + spare()
    assert b"did not answer within" in done.err


def test_a_check_that_never_ends_its_list(tmp_path: Path) -> None:
    """A vendor's own check that says things for ever, or never anything, costs only itself."""
    folder = tmp_path / "checks"
    folder.mkdir()
    text = (
        "STAGES = ('{0}',)\nOWN = STAGES\nfrom farhand.model import PASS, Seen, Verdict\n"
        "def judge(stage, facts): return Verdict(PASS, 'fine')\ndef probe(look):\n"
    )
    chatty = "    while True: yield Seen('chatty', {'a': 'b' * 1000})\n"
    (folder / "chatty.py").write_text(text.format("chatty") + chatty)
    (folder / "busy.py").write_text(text.format("busy") + "    while True: pass\n    yield\n")
    (folder / "broken.py").write_text("import nowhere_at_all\n")
    (folder / "exits.py").write_text(text.format("exits") + "    raise SystemExit(0)\n    yield\n")
    rows = "".join(f'[dependencies.{n}]\nkind = "{n}"\n' for n in ("chatty", "busy", "broken", "exits"))
    declare(tmp_path, rows)
    begun = time.monotonic()
    env = {"FARHAND_CHECKS": str(folder)}
    done = farhand("self-test", "--here", "--json", "--within", "3s", cwd=tmp_path, env=env)
    assert time.monotonic() - begun < 3 + 2 * spare()
    assert done.code in (1, 4), done.said
    assert len(done.out) < 2_000_000
