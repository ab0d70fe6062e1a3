"""Whether a connection URL is well formed: scheme, one @, a port that is a number, no double scheme.

Only what no program can read right is told; what is left open (`${HOST}`, `<port>`, `{{ .port }}`) is none
of it.
"""

from __future__ import annotations

import re

_OPEN = re.compile(r"[$<>{}*]|\[[A-Z_]+\]|…")
_SCHEME = (
    r"(?:postgres(?:ql)?|mysql|mariadb|rediss?|amqps?|mongodb(?:\+srv)?|https?|kafka|nats|ldaps?"
    r"|s3|wss?|sqlserver|clickhouse)"
)
_BROKEN = re.compile(
    rf"{_SCHEME}(?:\+\w+)?(?://|:/(?!/)|:(?=[^/\d:\s]+@)|::/|;//|:\\\\|: //|:///(?=[\w.-]+:\d))", re.I
)
_TWICE = re.compile(rf"{_SCHEME}://{_SCHEME}:/", re.I)
_URL = re.compile(r"(?:jdbc:)?(?P<scheme>[A-Za-z][\w+.-]*):(?://)(?P<rest>.*)$")
_PORT = re.compile(r":(?P<port>[^:\]]*)$")
_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")


def fault(value: str) -> str:
    """What is wrong with the form of this URL, without any of its secrets; empty if nothing is."""
    if not value or any(c in value for c in "\n\t"):
        return ""
    if _TWICE.match(value):
        return "its scheme stands there twice"
    found = _URL.match(value)
    if not found or _BROKEN.match(value):
        return "there is no :// after its scheme" if _BROKEN.match(value) else ""
    if value.startswith("jdbc:") and found["scheme"].lower() not in (
        "postgresql",
        "mysql",
        "mariadb",
        "clickhouse",
    ):
        return ""
    return _authority(found["rest"])


def _authority(rest: str) -> str:
    """User, password, hosts and ports: all before the first slash, question mark or hash."""
    authority = re.split(r"[/?#;]", rest, maxsplit=1)[0]
    user, at, hosts = authority.rpartition("@")
    if "@" in user:
        return "there are two @ before its path: the one in the password is not escaped"
    if at and _ESCAPE.search(user):
        return "there is a % in user or password that is not escaped"
    for host in hosts.split(","):
        port = _PORT.search(host)
        if port and not _OPEN.search(host) and not host.endswith("]") and not _is_port(port["port"]):
            after = "@" in rest[len(authority) :].split("?")[0] and not at
            return (
                "there is a / # or ? in user or password that is not escaped"
                if after
                else f"its port is not a number: {port['port'][:12]!r}"
            )
    return ""


def _is_port(text: str) -> bool:
    return text == "" or (text.isdigit() and int(text) < 65536) or set(text) <= {"*"}
