"""Does this look like the name of a host? DNS would only say that it is not found.  Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from ipaddress import ip_address

from farhand.target.shapes import is_placeholder

_LABEL = re.compile(r"[^\W]([\w-]*[^\W])?|_[\w-]+")  # Unicode letters are fine: they become punycode
_TEMPLATE_WORDS = {"HOST", "HOSTNAME", "HOST_NAME", "SERVER_NAME", "ADDRESS", "DOMAIN", "FQDN"}
_NO_VALUE = {"undefined", "null", "none", "nil", "nan"}
_OTHER_WORDS = {
    "USER",
    "USERNAME",
    "PASSWORD",
    "PASS",
    "PWD",
    "PORT",
    "NAME",
    "DBNAME",
    "DATABASE",
    "DB",
    "SERVER",
    "SECRET",
    "TOKEN",
}


def host_problem(host: str) -> tuple[str, str]:
    """(code, the end of a sentence) for what is wrong with a host; ("", "") where nothing is.

    The text never repeats the host: where a URL was cut at the wrong place it holds half of a password.
    """
    if not host:
        return "no_host", "names no host"
    if "://" in host or host.lower().startswith(("http:", "https:")):
        return (
            "host_has_scheme",
            "has a scheme (the part before ://) in the host, where only a name or an address belongs",
        )
    if is_address(host):
        return "", ""
    if "@" in host:
        return "host_has_user", "has an @ in the host"
    if "/" in host:
        return "host_has_path", "has a / in the host, where only a name or an address belongs"
    if re.fullmatch(r"[^:]*:\d*", host):
        return "host_has_port", "has a port in the host; the port has a setting of its own"
    return _name_problem(host)


def _name_problem(host: str) -> tuple[str, str]:
    labels = host.rstrip(".").split(".")
    if any(not label for label in labels) or host == ".":
        return "host_odd", "has a host with a dot too many"
    if len(host) > 253 or any(len(label) > 63 for label in labels):
        return "host_odd", "has a host that is longer than a host name can be"
    if len(labels) == 4 and all(label.isdigit() for label in labels):
        return "host_odd", "has a host that looks like an IPv4 address, but a number in it is above 255"
    if not all(_LABEL.fullmatch(label) for label in labels):
        return (
            "host_odd",
            "has a host that cannot be the name of one: it holds characters that no host name has",
        )
    return "", ""


def is_address(host: str) -> bool:
    """True for an IPv4 or IPv6 literal, with or without a zone (`fe80::1%eth0`)."""
    try:
        ip_address(host.strip("[]").partition("%")[0])
    except ValueError:
        return False
    return True


def is_loopback(host: str) -> bool:
    """True for localhost under any of its names and for loopback and unspecified addresses."""
    if host.rstrip(".").lower() in (
        "localhost",
        "localhost.localdomain",
        "localhost4",
        "localhost6",
        "ip6-localhost",
    ):
        return True
    try:
        address = ip_address(host.strip("[]").partition("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def template_left(host: str, login: Sequence[str], name: str = "") -> bool:
    """True where the host, or two of all parts, are still the words of a template (USER:PASSWORD@HOST).

    So is a word that programs write for a value that they did not have: undefined, None.
    """
    if (
        host in _TEMPLATE_WORDS
        or host.lower() in _NO_VALUE
        or any(is_placeholder(part) for part in (host, *login) if part)
    ):
        return True
    return sum(part in _TEMPLATE_WORDS | _OTHER_WORDS for part in (host, *login, name)) >= 2
