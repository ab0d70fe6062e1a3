"""Where a dependency is, read from its declared settings once the variables are filled in.  Pure.

The `config` stage of every network check is made of this: a malformed URL must be named as such,
not as the DNS failure that it would turn into one stage later.

`address` takes a URL apart, `hosts` judges a host's name, `schemes` knows the kinds, `shapes` what is
wrong with any value (quotes, carriage return, type), `units` reads durations and sizes.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import unquote

from farhand.model import nothing
from farhand.target.address import Parts, place_problems, port_says, read_port, take_apart
from farhand.target.hosts import host_problem, is_loopback, template_left
from farhand.target.schemes import BARE, LIBPQ, NETWORK, PLACE_WORD, PORTS, base, port_of, scheme_problem
from farhand.target.shapes import SAYS, Problem, has_comment, shape

__all__ = ["MALFORMED_VALUE", "PORTS", "Problem", "Target", "is_loopback", "read_target"]

#: Problems of the value itself; all others are problems of an address's structure.
MALFORMED_VALUE = frozenset(SAYS) | {"type", "port_type"}

_READ = ("url", "host", "port", "user", "password", "name", "scheme", "path")
_PASS_ON = ("sslmode", "sslrootcert", "sslcert", "sslkey", "options", "target_session_attrs")
_DSN = re.compile(r"\s*[a-z_]+\s*=")
_PAIR = re.compile(r"\s*([a-z_]+)\s*=\s*('(?:[^'\\]|\\.)*'|(?:[^\s'\\]|\\.)*)(?=\s|$)")


@dataclass(frozen=True)
class Target:
    """A parsed address. `password` is the only secret and is never put into facts."""

    scheme: str = ""
    host: str = ""
    port: int | None = None
    user: str = ""
    password: str = ""
    path: str = ""
    query: Mapping[str, str] = field(default_factory=nothing)
    url: str = ""
    socket: str = ""  # the path of a Unix socket, instead of host and port
    problems: tuple[Problem, ...] = ()
    hosts: tuple[tuple[str, int | None], ...] = ()  # all of them, where an address names several


def read_target(settings: Mapping[str, Any], kind: str) -> Target:
    """Read host, port, user, password and so on from `url` or from separate settings.

    Never raises; what is wrong is in `problems`. A separate setting fills in what the URL leaves out.
    """
    bad = tuple(_shapes(settings))
    if bad:
        return Target(
            scheme=kind, host="", problems=bad, url=str(settings.get("url") or ""), password=_secret(settings)
        )
    if settings.get("url"):
        return _filled(_from_url(str(settings["url"]), kind), settings)
    return _from_settings(settings, kind)


def _shapes(settings: Mapping[str, Any]) -> Iterator[Problem]:
    """Problems of the values themselves; where there is one, the structure would only echo it."""
    for key in _READ:
        value = settings.get(key)
        if isinstance(value, str):
            for code in shape(value) or _blanks(key, value):
                yield Problem(code, f"{key} {SAYS[code]}", setting=key)


def _blanks(key: str, value: str) -> list[str]:
    place = re.match(r"\w+://[^/]*|", value).group() if key == "url" else ""  # type: ignore[union-attr]
    if (
        key in ("url", "host", "port")
        and re.search(r"\s", place if place and not has_comment(value) else value)
        and not (key == "url" and _DSN.match(value))
    ):
        return ["comment" if has_comment(value) else "blank_inside"]
    return []


def _secret(settings: Mapping[str, Any]) -> str:
    """The password of a value that could not be read, so that it is masked all the same."""
    url = str(settings.get("url") or "")
    match = re.search(r"://[^:/@]*:(.+)@", url, re.DOTALL)
    return str(settings.get("password") or (match.group(1) if match else ""))


def _from_url(url: str, kind: str) -> Target:
    if kind == "postgres" and "://" not in url and _DSN.match(url):
        return _from_dsn(url)
    plain = url[5:] if url.lower().startswith("jdbc:") else url
    parts = take_apart(plain, kind, many_hosts=kind in ("postgres", "mongodb", "kafka", "nats", "redis"))
    socket = _socket(parts, kind)
    problems = [*_scheme(parts, kind), *parts.problems]
    if not socket and (kind in NETWORK or any(host for host, _ in parts.hosts)):
        problems += place_problems(parts)
    problems = [_at_url(p) for p in problems]
    if _is_template(parts):
        problems = [Problem("placeholder", f"url {SAYS['placeholder']}", setting="url")]
    host, port = parts.hosts[0] if parts.hosts else ("", None)
    return _overruled(
        Target(
            scheme=parts.scheme.lower(),
            host="" if socket else host,
            port=port or (None if socket else port_of(parts.scheme, kind)),
            user=parts.user,
            password=parts.password or (_secret({"url": url}) if problems else ""),
            path=parts.path,
            query=parts.query,
            url=url,
            socket=socket,
            problems=tuple(problems),
            hosts=tuple((h, p or port_of(parts.scheme, kind)) for h, p in parts.hosts),
        ),
        kind,
    )


def _scheme(parts: Parts, kind: str) -> Iterator[Problem]:
    if not parts.scheme and kind in BARE:
        return
    if not parts.scheme and kind not in NETWORK:
        return
    says = scheme_problem(parts.scheme, kind)
    if says:
        yield Problem("scheme_wrong" if parts.scheme else "no_scheme", says)


def _at_url(problem: Problem) -> Problem:
    return replace(problem, says=f"url {problem.says}", setting="url")


def _is_template(parts: Parts) -> bool:
    host = parts.hosts[0][0] if parts.hosts else ""
    return template_left(host, (parts.user, parts.password), parts.path.strip("/"))


def _socket(parts: Parts, kind: str) -> str:
    """The path of the Unix socket that an address names, or nothing."""
    scheme = parts.scheme.lower()
    place = parts.hosts[0][0] if parts.hosts else ""
    if scheme in ("unix", "redis+socket", "valkey+socket", "redis-socket"):
        return parts.path
    if scheme == "http+unix":
        return place
    if kind == "mysql":
        return parts.query.get("unix_socket", "")
    if kind == "postgres":
        return _postgres_socket(parts.query.get("host", place), parts)
    return ""


def _postgres_socket(place: str, parts: Parts) -> str:
    port = read_port(parts.query.get("port", "")) or (parts.hosts[0][1] if parts.hosts else None) or 5432
    if place.startswith("/"):
        return f"{place.rstrip('/')}/.s.PGSQL.{port}"
    # postgresql:///name means the local socket on purpose; an emptied variable leaves more behind.
    if not parts.place and not place and len(parts.path) > 1 and "hostaddr" not in parts.query:
        return f"/var/run/postgresql/.s.PGSQL.{port}"
    return ""


def _overruled(target: Target, kind: str) -> Target:
    """libpq lets the query overrule host, port, user and password; so do many drivers of other databases."""
    if kind not in ("postgres", "mysql") or target.socket:
        return target
    query = target.query
    host = query.get("host") or query.get("hostaddr") or target.host
    problems = target.problems
    if host != target.host:
        problems = tuple(p for p in problems if p.code != "no_host")
    return replace(
        target,
        host=host,
        port=read_port(query.get("port", "")) or target.port,
        problems=problems,
        user=query.get("user") or target.user,
        password=query.get("password") or target.password,
    )


def _from_dsn(text: str) -> Target:
    """libpq's `host=... port=... dbname=...`."""
    pairs, end = {}, 0
    while match := _PAIR.match(text, end):
        pairs[match.group(1)] = _unquoted(match.group(2))
        end = match.end()
    wrong = tuple(_wrong_words(pairs, text[end:].strip()))
    settings = {
        "host": pairs.get("host") or pairs.get("hostaddr", ""),
        "port": pairs.get("port", ""),
        "user": pairs.get("user", ""),
        "password": pairs.get("password", ""),
        "name": pairs.get("dbname", ""),
    }
    if not settings["host"] and not wrong:
        settings["host"] = "/var/run/postgresql"
    made = _from_settings(settings, "postgres")
    query = {key: value for key, value in pairs.items() if key != "password"}
    return replace(
        made,
        problems=tuple(replace(p, setting="url") for p in (*wrong, *made.problems)),
        query=query,
        url=text,
    )


def _wrong_words(pairs: Mapping[str, str], rest: str) -> Iterator[Problem]:
    if rest:
        yield Problem("dsn", "url is neither a URL nor a row of key=value", setting="url")
    for word in pairs:
        if word not in LIBPQ:
            near = difflib.get_close_matches(word, LIBPQ, 1, 0.6)
            hint = f"; did you mean {near[0]}?" if near else ""
            # The word itself is not repeated: it may be a part of a password that lacks its quotes.
            yield Problem("dsn", f"url has a word before = that libpq does not know{hint}", setting="url")
            return


def _unquoted(text: str) -> str:
    inner = text[1:-1] if text.startswith("'") else text
    return re.sub(r"\\(.)", r"\1", inner)


def _from_settings(settings: Mapping[str, Any], kind: str) -> Target:
    host = str(settings.get("host") or settings.get(PLACE_WORD.get(kind, "host")) or "")
    port_text = str(settings.get("port") or "")
    port = read_port(port_text)
    problems = [*_host(host, settings, kind), *_port(port_text, port)]
    socket = str(settings.get("socket") or "")
    if host.startswith("/"):
        socket = f"{host.rstrip('/')}/.s.PGSQL.{port or 5432}" if kind == "postgres" else host
    return Target(
        scheme=str(settings.get("scheme") or kind),
        host="" if socket else host.strip("[]"),
        port=port or port_of(str(settings.get("scheme") or settings.get("fstype") or ""), kind),
        user=str(settings.get("user") or ""),
        password=str(settings.get("password") or ""),
        path=str(settings.get("name") or ""),
        query={key: str(settings[key]) for key in _PASS_ON if settings.get(key) is not None},
        socket=socket,
        problems=tuple(problems),
        hosts=((host.strip("[]"), port),) if host and not socket else (),
    )


def _host(host: str, settings: Mapping[str, Any], kind: str) -> Iterator[Problem]:
    if (
        host.startswith("/")
        or settings.get("socket")
        or (not host and (kind not in NETWORK or "host" not in settings))
    ):
        return
    if template_left(
        host, [str(settings.get(key) or "") for key in ("user", "password")], str(settings.get("name") or "")
    ):
        yield Problem("placeholder", f"host {SAYS['placeholder']}", setting="host")
        return
    code, says = host_problem(host)
    if code:
        yield Problem(code, f"host {says}", setting="host")


def _port(text: str, port: int | None) -> Iterator[Problem]:
    if text and port is None:
        yield Problem(
            "port_type",
            f"port {port_says(text)}".replace("port has a port", "port is").replace("that is not", "not"),
            setting="port",
        )


def _filled(target: Target, settings: Mapping[str, Any]) -> Target:
    """What the URL does not say, taken from settings beside it."""
    query = {**{key: str(settings[key]) for key in _PASS_ON if settings.get(key) is not None}, **target.query}
    path = target.path if len(target.path) > 1 or not settings.get("name") else f"/{settings['name']}"
    return replace(
        target,
        user=target.user or str(settings.get("user") or ""),
        password=target.password or str(settings.get("password") or ""),
        path=path,
        query=query,
    )


def database_of(target: Target) -> str:
    """The database that an address names, without slash and escapes."""
    return unquote(target.path.lstrip("/"))


def base_scheme(target: Target) -> str:
    """The scheme without a driver's name behind a plus."""
    return base(target.scheme)
