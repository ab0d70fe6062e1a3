"""Steps that are more exact than the cause's own, where the facts say which of its cases it is.  Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_CURL = "curl -sS -o /dev/null -m 8 -w '%{http_connect} %{http_code}\\n'"


def login(only: bool, proxy: str, target: str) -> tuple[str, ...]:
    """A proxy that takes Kerberos, NTLM or Digest only."""
    if not only:
        return ()
    return (
        f"Ask the proxy's team to let this host through {proxy} to {target} without a login.",
        "Or run a relay here that does the Kerberos or NTLM login (px, cntlm), and set the variable to it.",
    )


def inside(params: Mapping[str, Any], meant: str) -> tuple[str, ...]:
    """An inside host that is sent to the proxy."""
    host, url = params["host"], params["url"]
    first = f"Add {host} to NO_PROXY in the app's environment"
    if meant.startswith("*"):
        first = f"Replace {meant} in NO_PROXY by {meant.lstrip('*')}"
    return (
        f"{first}: a plain name, .domain or address, separated by commas, without * and without a network.",
        "Set NO_PROXY and no_proxy to the same value, and restart the app.",
        f"Try it: {_CURL} --noproxy {host} {url}/",
    )


def outside(params: Mapping[str, Any]) -> tuple[str, ...]:
    """An outside host that NO_PROXY keeps off the proxy."""
    return (
        f"Take {params['entry']} out of NO_PROXY, or write it so that it does not cover {params['host']}.",
        "Set NO_PROXY and no_proxy to the same value, and restart the app.",
        f"Try it: {_CURL} --noproxy '' -x {params['proxy']} {params['url']}/",
    )


def behind(params: Mapping[str, Any]) -> tuple[str, ...]:
    """The proxy is alive, and what is behind it cannot be reached."""
    host, port, proxy = params["host"], params["port"], params["proxy"]
    return (
        f"Ask the network team why the proxy {proxy} does not get through to {host} port {port}:"
        " its log names the reason (no such name, refused, no answer, or a proxy above it).",
        f"See what the proxy says: {_CURL} -x {proxy} {params['url']}/",
    )


def dead(params: Mapping[str, Any]) -> tuple[str, ...]:
    """The proxy itself does not answer."""
    proxy, where = params["proxy"], params["variable"]
    return (
        f"See whether it answers: curl -sS -o /dev/null -m 5 -w '%{{http_code}}\\n' --noproxy '*' {proxy}/",
        f"Check the name and the port in {where} with the network team;"
        " if they are right, the proxy is down, or a firewall is in the way of it.",
    )
