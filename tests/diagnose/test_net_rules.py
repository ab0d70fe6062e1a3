"""The rules that weigh the evidence of several subjects, or stages, of the network."""

from __future__ import annotations

from typing import Any

from farhand.diagnose.rules import net_host_down, net_wrong_address
from farhand.model import FAIL, PASS, Finding, Result


def silent(subject: str, address: str, beside: str = "silent") -> tuple[Finding, Result]:
    rows = [{"address": address, "result": "silent", "others": [{"port": 443, "result": beside}]}]
    finding = Finding("tcp.timeout", subject=subject, stage="tcp", params={"address": address})
    return finding, Result("tcp", subject, "tcp", FAIL, "", facts={"attempts": rows})


def down(subject: str, address: str) -> Finding:
    return Finding("tcp.host_down", subject=subject, stage="tcp", params={"address": address})


def test_silence_beside_a_dead_machine_of_the_same_network() -> None:
    near, row = silent("b", "10.0.0.8")
    assert [f.cause for f in net_host_down.apply([down("a", "10.0.0.7"), near], [row])] == [
        "tcp.host_down"
    ] * 2


def test_silence_elsewhere_or_of_one_port_stays_what_it_is() -> None:
    for finding, row in (silent("b", "10.0.9.8"), silent("b", "10.0.0.8", "refused")):
        assert net_host_down.apply([down("a", "10.0.0.7"), finding], [row])[1] is finding
    alone, row = silent("b", "10.0.0.8")
    assert net_host_down.apply([alone], [row]) == [alone]


def looked_up(**facts: Any) -> Result:
    return Result("http", "api", "dns", PASS, "", facts={"host": "x", "addresses": ["10.0.0.1"], **facts})


FOREIGN = Finding("tls.hostname", subject="api", stage="tls")


def test_a_foreign_certificate_at_an_address_of_the_hosts_file() -> None:
    made = net_wrong_address.apply([FOREIGN], [looked_up(others={"10.0.0.2": "hosts"})])
    assert [(f.cause, f.role, f.owner) for f in made] == [
        ("dns.wrong_address", "root", "customer-platform"),
        ("tls.hostname", "symptom", ""),
    ]


def test_one_server_that_gives_addresses_in_turn_is_no_other_source() -> None:
    assert net_wrong_address.apply([FOREIGN], [looked_up(others={"10.0.0.2": "turns"})]) == [FOREIGN]
    assert net_wrong_address.apply([FOREIGN], [looked_up()]) == [FOREIGN]
