"""Outputs of Farhand's own commands, as they were pasted: which hop fails, and what was seen to work."""

from __future__ import annotations

from pathlib import Path

import pytest

from farhand import topology
from farhand.topology.drawing import every_fault
from farhand.topology.model import FAILS, UNKNOWN, WORKS, Component, Map
from tests.topology import world

OUTPUTS = Path(__file__).parents[1] / "outputs"


def mapped(name: str) -> Map:
    text = (OUTPUTS / f"{name}.txt").read_text("utf-8")
    return topology.of(None, [world.source(f"{name}.txt", text)])


#: Output, the state of each link from the app on, cause, and where it sits: a component's kind, or two.
FAULTS = [
    ("tcp--dns_nxdomain", [UNKNOWN], "dns.nxdomain", "app > names"),
    ("tcp--tcp_closed_port", [FAILS], "tcp.refused", "tcp"),
    ("http--proxy_forbidden", [WORKS, FAILS, UNKNOWN], "proxy.blocked", "proxy > internet"),
    ("http--tls_self_signed", [WORKS], "tls.self_signed", "http"),
    ("http--tls_expired", [WORKS], "tls.expired", "http"),
    ("http--http_bad_gateway", [WORKS], "http.bad_gateway", "http"),
    ("postgres--postgres_wrong_password", [WORKS], "postgres.auth", "postgres"),
    ("redis--redis_wrong_password", [WORKS], "redis.auth", "redis"),
    ("directory--fs_missing", [FAILS], "fs.missing", "directory"),
    ("sqlite--fs_sqlite_not_a_database", [FAILS], "config.file_invalid", "sqlite"),
]
FINE = ["http--control_http_plain", "postgres--control_postgres_md5", "directory--control_linked_directory",
        "sqlite--control_sqlite_in_use"]  # fmt: skip


@pytest.mark.parametrize(("name", "links", "cause", "place"), FAULTS, ids=[row[0] for row in FAULTS])
def test_a_fault_sits_where_it_is(name: str, links: list[str], cause: str, place: str) -> None:
    drawn = mapped(name)
    assert [drawn.link(*ends).state for ends in drawn.ways[0].links] == links
    part, fault = next(iter(every_fault(drawn)))
    ends = [part] if isinstance(part, Component) else [drawn.component(part.begin), drawn.component(part.end)]
    assert fault.cause == cause
    assert " > ".join(end.kind for end in ends) == place
    assert fault.owner


@pytest.mark.parametrize("name", FINE)
def test_what_was_seen_to_work_works(name: str) -> None:
    drawn = mapped(name)
    (way,) = drawn.ways
    assert [drawn.link(*ends).state for ends in way.links] == [WORKS]
    assert drawn.component(way.through[-1]).state == WORKS
    assert not list(every_fault(drawn))


def test_all_outputs_are_mapped() -> None:
    for path in sorted(OUTPUTS.glob("*.txt")):
        drawn = mapped(path.stem)
        assert drawn.components[0].facts, path.name
