"""A URL taken apart by hand, so that what is wrong with it can be named.  Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, unquote

from farhand.target.hosts import host_problem, is_address
from farhand.target.shapes import Problem

_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
_UNESCAPED = (
    "has a character in its user name or password that must be percent-encoded (@ as %40, : as %3A, "
    "/ as %2F, # as %23, ? as %3F, % as %25), so that the host is read at the wrong place"
)


@dataclass
class Parts:
    """What a URL holds, and what is wrong with it; `problems` come in the order in which they were met."""

    scheme: str = ""
    user: str = ""
    password: str = ""
    hosts: list[tuple[str, int | None]] = field(default_factory=list)
    place: str = ""  # all hosts and ports, as written
    path: str = ""
    query: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, code: str, says: str) -> None:
        if code not in {p.code for p in self.problems}:
            self.problems.append(Problem(code, says))


def take_apart(url: str, kind: str, many_hosts: bool = False) -> Parts:
    """Never raises. A URL without scheme is read as host:port/path."""
    parts = Parts()
    scheme, slashes, rest = _scheme(url)
    parts.scheme = scheme
    if scheme and slashes != "//":
        has = "has one slash" if slashes else "has no slash"
        parts.wrong("slashes", f"{has} after its first colon, where two belong")
    if many_hosts and scheme:  # some write it before each of several hosts
        rest = rest.replace(f",{scheme}://", ",")
    authority, tail = _authority(rest, kind)
    userinfo, at, place = authority.rpartition("@")
    doubled = at and ("@" in userinfo or _in_name(tail, kind))
    if doubled or (not at and _cut_too_early(authority, tail, kind)):
        parts.wrong("unescaped", _UNESCAPED)
    parts.place = at + place
    _user(parts, userinfo, kind)
    _tail(parts, tail)
    if "unescaped" not in {p.code for p in parts.problems}:
        _places(parts, place, many_hosts)
    return parts


def _scheme(url: str) -> tuple[str, str, str]:
    match = re.match(r"([A-Za-z][A-Za-z0-9+.-]*|SASL_(?:SSL|PLAINTEXT)):(/{0,2})(.*)", url, re.DOTALL | re.I)
    if match and (match.group(2) or not re.match(r"\d+([/?#,]|$)|[^/@]*@", match.group(3))):
        return match.group(1), match.group(2), match.group(3)
    bare = url[2:] if url.startswith("//") else url[3:] if url.startswith("://") else url
    return "", "", bare


def _authority(rest: str, kind: str) -> tuple[str, str]:
    """Up to the path. For PostgreSQL as its own library reads it: # and ? may stand in a password."""
    ends = "/" if kind == "postgres" and "@" in rest.partition("/")[0] else "/?#"
    cut = min((i for i in (rest.find(c) for c in ends) if i >= 0), default=len(rest))
    if ends == "/":  # but after the @ everything ends it
        at = rest.rfind("@", 0, cut)
        cut = min((i for i in (rest.find(c, at) for c in "/?#") if i >= 0), default=len(rest))
    return rest[:cut], rest[cut:]


def _in_name(tail: str, kind: str) -> bool:
    """True where a password with both @ and / ends in what would be the name of a database: MongoDB's drivers
    refuse that."""
    return kind == "mongodb" and "@" in tail.partition("?")[0]


def _cut_too_early(authority: str, tail: str, kind: str) -> bool:
    """True where a / ? # inside a password ended the host part before the @ came."""
    if "@" not in tail:
        return False
    port = authority.rpartition(":")[2] if ":" in authority else ""
    if port and not port.isdigit() and "]" not in port:
        return True
    first = tail[1:].partition("/")[0]
    return (
        kind != "http"
        and ":" in authority
        and tail[0] in "#?"
        and "@" in first
        and "=" not in first.partition("@")[0]
    )


def _user(parts: Parts, userinfo: str, kind: str) -> None:
    user, _, password = userinfo.partition(":")
    if kind not in ("http", "redis", "s3") and _ESCAPE.search(userinfo):
        parts.wrong(
            "unescaped_percent",
            "has a % in the user name or password that is not the begin of an escape; write it as %25",
        )
    parts.user, parts.password = unquote(user), unquote(password)


def _tail(parts: Parts, tail: str) -> None:
    before, _, _fragment = tail.partition("#")
    path, _, query = before.partition("?")
    parts.path = path
    try:
        parts.query = dict(parse_qsl(query, keep_blank_values=True, max_num_fields=200))
    except ValueError:
        parts.wrong("query_odd", "has more than 200 fields in its query")


def _places(parts: Parts, place: str, many: bool) -> None:
    for one in place.split(",") if many else [place]:
        host, port = _host_and_port(parts, one)
        parts.hosts.append((host, port))


def _host_and_port(parts: Parts, text: str) -> tuple[str, int | None]:
    host, port = _split(text)
    if text.startswith("[") != ("]" in text):
        parts.wrong("ipv6_brackets", "has an IPv6 address with one bracket only; write [address]:port")
        return "", None
    if (
        host.lower() in ("http", "https", "postgres", "postgresql", "redis", "rediss")
        and port == ""
        and parts.path.startswith("//")
    ):
        parts.wrong("scheme_twice", "has two schemes, one after the other")
        return host, None
    if text.count(":") > 1 and "[" not in text:
        parts.wrong(
            "ipv6_brackets",
            "has an IPv6 address without brackets; write [address]:port"
            if is_address(text)
            else "has more than one : in the host; an IPv6 address stands in [brackets]",
        )
        return text, None
    return host, _port(parts, port)


def _split(text: str) -> tuple[str, str | None]:
    """Host and port as written; None where there is no `:` for a port."""
    if text.startswith("["):
        host, _, rest = text[1:].partition("]")
        return unquote(host), rest[1:] if rest.startswith(":") else None
    host, colon, port = text.partition(":")
    return unquote(host), port if colon else None


def _port(parts: Parts, port: str | None) -> int | None:
    if not port:
        return None
    number = read_port(port)
    if number is None:
        parts.wrong("port_bad", port_says(port))
    return number


def read_port(text: str) -> int | None:
    """1 to 65535, ASCII digits only; None for everything else."""
    return int(text) if re.fullmatch(r"[0-9]{1,5}", text) and 0 < int(text) < 65536 else None


def port_says(text: str) -> str:
    """Why a port is none. It is not repeated: a cut URL may have put a password there."""
    if re.fullmatch(r"[0-9]+", text):
        return "has a port outside 1 to 65535"
    return "has a port that is not a number"


def place_problems(parts: Parts) -> Iterator[Problem]:
    """What is wrong with the hosts; apart, since not every kind needs one."""
    if {p.code for p in parts.problems} & {"scheme_twice", "ipv6_brackets", "unescaped"}:
        return
    for host, _ in parts.hosts:
        code, says = host_problem(host)
        if code:
            yield Problem(code, says)
            return
