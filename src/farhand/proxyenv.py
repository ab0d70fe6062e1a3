"""How each library reads the proxy variables of an environment.  Pure.

"The proxy is set" means five different things to five clients: who reads upper case, who understands
a network in NO_PROXY, who breaks on a missing scheme. This module answers, for one environment and one
URL: which proxy would requests, httpx, aiohttp, urllib and curl use, and why. tests/test_proxyenv.py
holds the answers against the real libraries.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

#: Those that read the environment by themselves; aiohttp does so only with trust_env=True.
READERS = ("requests", "httpx", "urllib", "aiohttp-trust-env", "curl")
LIBRARIES = ("requests", "httpx", "urllib", "aiohttp", "aiohttp-trust-env", "curl")

#: What stands in for an app whose library is not declared: the three that agree most.
TYPICAL = "requests"

PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True)
class Address:
    """A proxy's address. User and password are secrets and are not shown."""

    scheme: str
    host: str
    port: int
    user: str = ""
    password: str = ""

    def __repr__(self) -> str:
        return f"Address({self.shown})"

    @property
    def shown(self) -> str:
        """The address as it may be printed: without the login."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}:{self.port}"

    @property
    def login(self) -> bool:
        return bool(self.user or self.password)


@dataclass(frozen=True)
class Choice:
    """What one library does with one URL: `value` is the raw proxy value (a secret), "" is direct."""

    library: str
    value: str = ""
    variable: str = ""  # the variable that decided: of the proxy, or of the way around it
    because: str = ""  # proxy, unset, no_proxy, not_read
    entry: str = ""  # the entry of NO_PROXY that matched


@dataclass(frozen=True)
class _Url:
    scheme: str
    host: str
    port: int | None

    @property
    def written(self) -> str:
        """The host as it stands in a URL."""
        return f"[{self.host}]" if ":" in self.host else self.host

    @property
    def with_port(self) -> str:
        return f"{self.host}:{self.port}" if self.port else self.host


def choose(env: Mapping[str, str], url: str, library: str = TYPICAL) -> Choice:
    """The way that `library` takes to `url`, for the environment of a process.

    Raises ValueError for a library that is not one of LIBRARIES.
    """
    if library not in LIBRARIES:
        raise ValueError(f"{library!r} is not one of {', '.join(LIBRARIES)}")
    if library == "aiohttp":
        return Choice(library, because="not_read")
    target = _read(url)
    if library == "curl":
        return _curl(env, target)
    proxies = getproxies(env)
    value, variable = _pick(proxies, target, library)
    if not value:
        return Choice(library, because="unset")
    entry = bypass(env, url, library)
    if entry:
        return Choice(library, "", proxies["no"][1] if "no" in proxies else "NO_PROXY", "no_proxy", entry)
    if library == "aiohttp-trust-env" and value.lower().startswith("https:"):
        return Choice(library, "", variable, "not_read")
    return Choice(library, value, variable, "proxy")


def bypass(env: Mapping[str, str], url: str, library: str = TYPICAL) -> str:
    """The entry of NO_PROXY that makes `library` go direct to `url`; "" where there is none."""
    target = _read(url)
    text = no_proxy(env, library)
    return next((e for e in _entries(text, library) if _matches(e, text, target, library)), "")


def no_proxy(env: Mapping[str, str], library: str = TYPICAL) -> str:
    """The text of NO_PROXY as the library gets it."""
    if library in ("curl", "requests"):
        return env.get("no_proxy") or env.get("NO_PROXY") or ""
    return getproxies(env).get("no", ("", ""))[0]


def getproxies(env: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """What Python's urllib.request.getproxies() makes of it: scheme to value and variable.

    Lower case wins; an empty lower-case variable takes the other away; HTTP_PROXY does not count
    where REQUEST_METHOD is set, because a CGI server lets any visitor set it.
    """
    found: dict[str, tuple[str, str]] = {}
    names = [n for n in env if len(n) > 5 and n[-6] == "_" and n[-5:].lower() == "proxy"]
    for name in names:
        if env[name]:
            found[name[:-6].lower()] = (env[name], name)
    if "REQUEST_METHOD" in env:
        found.pop("http", None)
    for name in (n for n in names if n[-6:] == "_proxy"):
        scheme = name[:-6].lower()
        if env[name]:
            found[scheme] = (env[name], name)
        else:
            found.pop(scheme, None)
    return found


def _pick(proxies: Mapping[str, tuple[str, str]], url: _Url, library: str) -> tuple[str, str]:
    """Value and variable for the URL's scheme; ALL_PROXY counts for requests and httpx."""
    if url.scheme in proxies:
        return proxies[url.scheme]
    if library in ("requests", "httpx") and "all" in proxies:
        return proxies["all"]
    return "", ""


def _curl(env: Mapping[str, str], url: _Url) -> Choice:
    """curl reads http_proxy in lower case only, the others in both; empty is unset."""
    names = [f"{url.scheme}_proxy"] + ([] if url.scheme == "http" else [f"{url.scheme.upper()}_PROXY"])
    variable = next((n for n in [*names, "all_proxy", "ALL_PROXY"] if env.get(n)), "")
    if not variable:
        return Choice("curl", because="unset")
    text = no_proxy(env, "curl")
    entry = next((e for e in _entries(text, "curl") if _matches(e, text, url, "curl")), "")
    if entry:
        return Choice("curl", "", "no_proxy" if env.get("no_proxy") else "NO_PROXY", "no_proxy", entry)
    return Choice("curl", env[variable], variable, "proxy")


def _entries(text: str, library: str) -> list[str]:
    if library == "requests":
        text = text.replace(" ", "")
    if library == "curl":
        text = text.replace(" ", ",").replace("\t", ",")
    return [e.strip() for e in text.split(",") if e.strip()]


def _matches(entry: str, text: str, url: _Url, library: str) -> bool:
    if library == "curl":
        return _curl_matches(entry, text, url)
    if library == "httpx":
        return _httpx_matches(entry, url)
    if text == "*":
        return True
    if library == "requests" and _requests_matches(entry, url):
        return True
    # urllib sees the port that is written in the URL; aiohttp and requests ask it for the bare host.
    names = (url.written, f"{url.written}:{url.port}") if library == "urllib" else (url.host,)
    return any(_suffix(name, entry.lower().lstrip(".")) for name in names)


def _requests_matches(entry: str, url: _Url) -> bool:
    if _ip(url.host, 4):
        return entry == url.host or _in_network(url.host, entry)
    entry = entry.lstrip(".")
    return _suffix(url.host, entry) or _suffix(url.with_port, entry)


def _curl_matches(entry: str, text: str, url: _Url) -> bool:
    if text == "*":
        return True
    host = url.host.rstrip(".")
    if _ip(host, 4):
        return entry == host or _in_network(host, entry)
    entry = entry.lower().rstrip(".")
    return _suffix(host, entry[1:] if entry.startswith(".") else entry)


def _httpx_matches(entry: str, url: _Url) -> bool:
    if entry == "*":
        return True
    scheme, _, rest = entry.rpartition("://")
    if scheme:
        return _httpx_url(scheme, rest, url)
    if _ip(entry.split("/")[0], 4):
        return url.host == entry.split("/")[0]
    if _ip(entry, 6):
        return url.host == entry.lower()
    if entry.lower() == "localhost":
        return url.host == "localhost"
    name, port = _split_port(entry)
    if port and port != url.port:
        return False
    if name.startswith("."):
        return url.host.endswith(name.lower()) and len(url.host) > len(name)
    return _suffix(url.host, name.lower())


def _httpx_url(scheme: str, rest: str, url: _Url) -> bool:
    name, port = _split_port(rest.split("/")[0])
    if scheme not in ("all", url.scheme) or (port and port != url.port):
        return False
    return name in ("", "*") or name.lower() == url.host


def _suffix(name: str, end: str) -> bool:
    return bool(end) and (name == end or name.endswith("." + end))


def _split_port(text: str) -> tuple[str, int | None]:
    name, colon, port = text.rpartition(":")
    return (name, int(port)) if colon and port.isdigit() else (text, None)


def _ip(text: str, version: int | None = None) -> bool:
    try:
        return version in (None, ipaddress.ip_address(text).version)
    except ValueError:
        return False


def _in_network(host: str, entry: str) -> bool:
    if "/" not in entry:
        return False
    try:
        network = ipaddress.ip_network(entry, strict=False)
        return network.prefixlen > 0 and ipaddress.ip_address(host) in network
    except (ValueError, TypeError):
        return False


def _read(url: str) -> _Url:
    parts = urlsplit(url)
    return _Url(parts.scheme.lower(), (parts.hostname or "").lower(), parts.port)


@dataclass(frozen=True)
class Flaw:
    """Something wrong with a proxy value. `breaks` lists the libraries that cannot use it."""

    code: str  # quoted, control, blank, no_scheme, scheme, unescaped, no_host, port, no_port
    says: str  # a sentence without the secret
    breaks: tuple[str, ...] = READERS


def read_address(value: str) -> tuple[Address | None, tuple[Flaw, ...]]:
    """The address that was most probably meant, and what is wrong with how it is written."""
    text = "".join(c for c in value if ord(c) >= 32 and ord(c) != 127).strip(" \"'\ufeff")
    scheme, rest, flaws = _scheme(text)
    login, _, where = rest.rpartition("@")  # the login is all before the last @, whatever it holds
    host, port, bad = _host_port(re.split("[/?#]", where)[0], scheme)
    user, _, password = login.partition(":")
    address = Address(scheme, host, port, unquote(user), unquote(password)) if host and port else None
    return address, (*_outer_flaws(value), *flaws, *_login_flaws(login, "://" in text), *bad)


def _scheme(text: str) -> tuple[str, str, list[Flaw]]:
    """Scheme, what comes after it, and the flaws so far."""
    short = re.match(r"(https?):/?(?!/)(?=[^/\d])|(https?):/(?!/)|(https?):(?=\d+\.)", text, re.IGNORECASE)
    if short:
        says = "the two slashes after http: are missing"
        return "http", text[short.end() :], [Flaw("scheme", says)]
    if "://" not in text:
        return (
            "http",
            text.lstrip("/"),
            [Flaw("no_scheme", "it has no http:// in front", ("aiohttp-trust-env",))],
        )
    scheme, _, rest = text.partition("://")
    scheme = scheme.lower()
    if re.match(r"https?://", rest, re.IGNORECASE):
        return scheme, rest.partition("://")[2], [Flaw("scheme", "it has http:// twice")]
    if scheme in PORTS or scheme.startswith("socks"):
        return scheme, rest, []
    return (
        "http",
        rest,
        [Flaw("scheme", f"{_plain(scheme)}:// is no scheme of a proxy", ("requests", "httpx", "curl"))],
    )


def _outer_flaws(value: str) -> Iterator[Flaw]:
    if any(ord(c) < 32 or ord(c) == 127 for c in value):
        names = {"\r": "a carriage return", "\n": "a line break", "\t": "a tab"}
        what = next((says for c, says in names.items() if c in value), "a control character")
        yield Flaw("control", f"it contains {what}", ("requests", "httpx", "curl"))
    text = value.strip()
    if text[:1] in ("'", '"') or text[-1:] in ("'", '"'):
        yield Flaw("quoted", "the quotation marks are part of the value")
    if value.startswith(" "):
        yield Flaw("blank", "it begins with a blank", ("requests", "httpx", "curl"))
    elif value.endswith(" "):
        yield Flaw("blank", "it ends with a blank", ("requests", "curl"))
    if value.startswith("\ufeff"):
        yield Flaw(
            "mark", "it begins with a byte-order mark", ("requests", "httpx", "aiohttp-trust-env", "curl")
        )


def _login_flaws(login: str, scheme: bool) -> Iterator[Flaw]:
    """Characters that must be written percent-encoded, and who stumbles over which."""
    groups = (
        ("/?#", ("requests", "httpx", "aiohttp-trust-env", "curl")),
        ("[]\\", ("requests", "aiohttp-trust-env")),
        ("@ ", ("curl",)),
    )
    for characters, breaks in groups:
        if any(c in login for c in characters):
            yield Flaw(
                "unescaped", "the login holds a character that must be written percent-encoded", breaks
            )
            return
    if login and not scheme:
        yield Flaw("no_scheme", "it has a login, but no http:// in front", ("requests", "aiohttp-trust-env"))


def _host_port(where: str, scheme: str) -> tuple[str, int, list[Flaw]]:
    if where.startswith("["):
        host, _, tail = where[1:].partition("]")
        port = tail.lstrip(":")
    else:
        host, _, port = where.partition(":")
    if not host or _plain(host) != host:
        return "", 0, [Flaw("no_host", "it names no host")]
    if not port:
        says = "it names no port, and libraries disagree which one that means"
        return host, PORTS.get(scheme, 1080), [Flaw("no_port", says, ())]
    if not port.isdigit() or not 0 < int(port) < 65536:
        return host, 0, [Flaw("port", "its port is not a number from 1 to 65535")]
    return host, int(port), []


def _plain(text: str) -> str:
    """Only what may stand in a host name or scheme: nothing of a password gets through by accident."""
    return "".join(c for c in text if c.isalnum() or c in ".-_:%")


def secrets_of(value: str) -> Iterable[str]:
    """Every string that must not be shown: the login as written and as meant."""
    login = value.partition("://")[2].rpartition("@")[0] or value.rpartition("@")[0]
    _, _, password = login.partition(":")
    return {s for s in (login, password, unquote(password)) if len(s) > 3}


def variables(env: Mapping[str, str]) -> list[str]:
    """The variables that look like a proxy's, in the environment's order."""
    return [n for n in env if n.lower().endswith("_proxy") and n.lower() != "no_proxy" and env[n]]


def stoppers(env: Mapping[str, str], library: str) -> list[str]:
    """Entries of NO_PROXY with which the library cannot even be started: httpx and a network of IPv6."""
    entries = _entries(no_proxy(env, library), library) if library == "httpx" and getproxies(env) else []
    return [e for e in entries if "/" in e and "://" not in e and _ip(e.split("/")[0], 6)]


def meant(text: str, url: str, addresses: Iterable[str] = ()) -> str:
    """The entry of a NO_PROXY that was evidently written for `url`, whether or not a library honours it.

    Finds `*.corp`, a network that holds one of the addresses, an entry with a scheme, port, quotes or
    a dot at its end, and lists that are separated by the wrong character.
    """
    target = _read(url)
    found = (e for e in re.split(r"[,;|\s]+", text) if e and _means(e, target, tuple(addresses)))
    return next(found, "")


def _means(entry: str, url: _Url, addresses: tuple[str, ...]) -> bool:
    bare = entry.strip("\"'").lower().partition("://")[2] or entry.strip("\"'").lower()
    if any(_in_network(a, bare) for a in (url.host, *addresses)):
        return True
    name, _ = _split_port(bare.split("/")[0])
    if _ip(url.host) and name.endswith(("*", ".")):
        return len(name) > 2 and url.host.startswith(name.rstrip("*"))
    name = name.strip("[]").lstrip("*").strip(".")
    return name in addresses or (len(name) > 1 and _suffix(url.host, name))
