"""The commands of every check lead to the cause that the probe finds, wherever their tools can know it."""

from __future__ import annotations

import os

import pytest

from tests.conftest import need
from tests.contract.pairs import BARE, Ran, Tools, run
from tests.contract.verdict import HONEST, SAME, verdict
from tests.lab import faults
from tests.lab.conftest import missing
from tests.lab.namespaces import Missing

pytestmark = [pytest.mark.lab, pytest.mark.slow]

#: One or several of each kind of fault, chosen so that the whole takes little time: nothing in them is slow.
SAMPLE = (
    "dns/nxdomain", "dns/nothing_listens", "dns/hosts_file_stale", "dns/one_address_closed",
    "dns/unreadable_resolv_conf",
    "tcp/closed_port", "tcp/reset_by_firewall", "tcp/rejected_here", "tcp/wrong_service",
    "tls/expired", "tls/hostname", "tls/incomplete_chain", "tls/plain_port",
    "http/bad_gateway", "http/forbidden_waf", "http/redirect_loop", "http/unauthorized", "http/port_of_redis",
    "proxy/login_missing", "proxy/carriage_return", "proxy/no_proxy_network",
    "proxy/inspected_same_organisation", "clock/behind",
    "control/net_upper_case_alias", "control/tls_12_only", "control/http_login_in_url",
)  # fmt: skip
#: Without curl, dig, openssl, python3 and so on, in busybox: what is left must not name another cause.
BARE_SAMPLE = ("dns/nxdomain", "tcp/closed_port", "http/unauthorized", "control/http_login_in_url")
ALL = os.environ.get("FARHAND_ALL") == "1"
#: Worlds without a pair: two are about options of the self-test itself, one is looked at from outside of the
#: container that its commands would go into.
WITHOUT = (
    "honest/time_is_up",
    "honest/stranger_without_environment",
    "honest/directory_inside_of_a_container",
)
#: Where a command finds all well and does not say that it cannot see what is wrong.
UNSAID = {
    "fs/io_error_when_written": "a command writes nothing",
    "fs/remounted_read_only": "a command writes nothing",
    "tcp/loss_beyond_the_first_packet": "a command sends one packet",
    "proxy/shell_only": "a command sees the shell's variables, not the app's",
}
PAIRS = [
    pytest.param(name, marks=pytest.mark.xfail(reason=UNSAID[name], strict=True)) if name in UNSAID else name
    for name in faults.names()
    if name not in WITHOUT
]


@pytest.fixture(autouse=True)
def _possible() -> None:
    need(not missing(), missing())


def ran(name: str, tools: Tools = Tools()) -> Ran:
    try:
        # The host's own figures have tests of their own; here they would only take time.
        return run(name, tools, probe=False, only=() if ALL else ("env", "clock", "proxy"))
    except Missing as lacking:
        need(False, str(lacking))
        raise


def untold(found: Ran) -> None:
    """No secret of the world is in what was printed."""
    text = "\n".join(found.printed.values())
    assert not [secret for secret in found.secrets if len(secret) > 3 and secret in text]


@pytest.mark.matrix(2)
@pytest.mark.parametrize("name", PAIRS if ALL else SAMPLE)
def test_the_commands_find_what_the_probe_finds(name: str) -> None:
    found = ran(name)
    untold(found)
    said = verdict(found.expect, found.opinion())
    assert said.word in (HONEST if ALL else (SAME,)), said.says


@pytest.mark.parametrize("name", BARE_SAMPLE)
def test_with_the_tools_of_a_small_image_nothing_wrong_is_named(name: str) -> None:
    found = ran(name, Tools(("busybox", "sh"), BARE))
    untold(found)
    said = verdict(found.expect, found.opinion())
    assert said.word in HONEST, said.says
