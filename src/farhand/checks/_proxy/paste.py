"""How what those scripts printed is read: variables, and how far a request came on each way.  Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from farhand import proxyenv
from farhand.checks._proxy.answers import won
from farhand.checks._proxy.ways import flaws_for, inside_of, shown
from farhand.checks._sections import words_of
from farhand.checks._tcp.paste import said_of
from farhand.model import NOTHING, Seen
from farhand.target import shell

_TOLD = ("server", "via", "proxy-authenticate", "proxy-status", "x-squid-error", "content-type", "location")
_TITLE = re.compile(r"<title[^>]*>([^<]{0,120})", re.IGNORECASE)


def read_site(text: str) -> Iterator[Seen]:
    """The `proxy` stage of the site itself; nothing where it is none of ours."""
    env = variables(text.replace("\r", "").split("\n"))
    rows = []
    for name in proxyenv.variables(env):
        address, flaws = proxyenv.read_address(env[name])
        told = [{"code": f.code, "says": f.says, "stops": proxyenv.TYPICAL in f.breaks} for f in flaws]
        rows.append({"variable": name, "proxy": address.shown if address else "", "flaws": told, "reach": {}})
    yield Seen("proxy", {"site": True, "proxies": rows, "disagree": []})


def read_part(
    lines: Sequence[str], url: str, settings: Mapping[str, Any], run_by: str = ""
) -> tuple[Seen, str, proxyenv.Choice]:
    """The `proxy` stage of a dependency, the way on which it was asked, and the way its library takes."""
    env = variables(lines)
    client = str(settings.get("client", ""))
    client = client if client in proxyenv.LIBRARIES else ""
    choice = _choice(env, url, client, settings)
    socks = [name for name, value in env.items() if value.startswith("socks")]
    ways = {name: _answer(lines, name, url, name in socks) for name in _names(lines)}
    facts = _about(env, url, client, choice, run_by)
    if choice.value:
        facts.update(_through(lines, env, url, client, choice, ways))
    else:
        facts.update(_past(env, url, choice, ways))
    return Seen("proxy", facts), _asked_by(choice, lines), choice


def variables(lines: Sequence[str]) -> dict[str, str]:
    """The proxy variables as printed: a login in them is blurred."""
    found = (line[4:].partition("=") for line in lines if line.startswith("set "))
    return {name: shell.unescaped(value) for name, _, value in found}


def _choice(env: Mapping[str, str], url: str, client: str, settings: Mapping[str, Any]) -> proxyenv.Choice:
    setting = str(settings.get("proxy", "env"))
    if setting == "env":
        real = {k: v for k, v in env.items() if not k.startswith("known:") and k != "setting"}
        return proxyenv.choose(real, url, client or proxyenv.TYPICAL)
    value = "" if setting in ("none", "", "False") else env.get("setting", setting)
    return proxyenv.Choice(client, value, "", "declared")


def _asked_by(choice: proxyenv.Choice, lines: Sequence[str]) -> str:
    """The name under which the output has the way that the library takes."""
    if not choice.value:
        return "direct"
    return choice.variable or "setting"


def _names(lines: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(line.split()[1] for line in lines if line.startswith(("way ", "wayerr "))))


def _about(
    env: Mapping[str, str], url: str, client: str, choice: proxyenv.Choice, run_by: str
) -> dict[str, Any]:
    parts = urlsplit(url)
    real = {k: v for k, v in env.items() if not k.startswith("known:") and k != "setting"}
    ways = {lib: proxyenv.choose(real, url, lib) for lib in proxyenv.LIBRARIES}
    return {
        "scheme": parts.scheme, "host": parts.hostname or "",
        "port": parts.port or proxyenv.PORTS.get(parts.scheme, 0),
        "setting": "url" if choice.because == "declared" and choice.value else "", "client": client,
        "run_by": run_by, "variable": choice.variable, "because": choice.because, "entry": choice.entry,
        "libraries": {lib: shown(way.value) or "direct" for lib, way in ways.items()},
    }  # fmt: skip


def _through(
    lines: Sequence[str], env: Mapping[str, str], url: str, client: str, choice: proxyenv.Choice,
    ways: Mapping[str, Mapping[str, Any]],
) -> dict[str, Any]:  # fmt: skip
    address, flaws = proxyenv.read_address(choice.value)
    rows = flaws_for(flaws, client)
    facts: dict[str, Any] = {"proxy": address.shown if address else "", "flaws": rows,
                             "login": bool(address and address.login)}  # fmt: skip
    if address is None or any(row["stops"] for row in rows):
        return facts
    name = _same(lines, env, choice)
    answer = dict(ways.get(name, NOTHING))
    if address.scheme not in proxyenv.PORTS:
        return {**facts, **({"answer": answer} if answer.get("ok") else _reached(lines, name))}
    if not answer:
        return facts
    direct = dict(ways.get("direct", NOTHING))
    text = proxyenv.no_proxy(env, client or proxyenv.TYPICAL)
    where = [str(direct["address"])] if direct.get("address") else []
    return {**facts, "answer": answer, "alive": _alive(lines, name), "direct": direct,
            "inside": inside_of(urlsplit(url).hostname or "", str(direct.get("address", ""))),
            "meant": proxyenv.meant(text, url, where),
            "others": [] if direct.get("ok") else _others(env, ways, name)}  # fmt: skip


def _reached(lines: Sequence[str], name: str) -> dict[str, Any]:
    """A SOCKS proxy through which no answer came: does it accept connections?"""
    found = next((line for line in lines if line.startswith(f"knock {name} ")), "")
    if not found or "result=unknown" in found:
        return {"reach": {"ok": True, "result": "ok"}}  # whether it is there was not looked at
    if re.search(r"not known|bad address|[Cc]ould not resolve|Temporary failure in name", found):
        return {"reach": {"ok": False, "result": "unresolved"}}
    result = said_of(found.split(" ", 4)[-1])["result"]
    known = {"refused": "refused", "silent": "silent", "icmp": "unreachable"}
    return {"reach": {"ok": result not in known, "result": known.get(result, "ok")}}


def _past(
    env: Mapping[str, str], url: str, choice: proxyenv.Choice, ways: Mapping[str, Mapping[str, Any]]
) -> dict[str, Any]:
    facts: dict[str, Any] = {"proxy": ""}
    if any(name != "direct" for name in ways):
        direct = dict(ways.get("direct", NOTHING))
        facts.update(direct=direct, others=[] if direct.get("ok") else _others(env, ways, ""))
    if choice.because == "no_proxy":
        facts.update(_elsewhere(env, url, ways))
    return facts


def _elsewhere(env: Mapping[str, str], url: str, ways: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """What happens to the libraries of Python that read NO_PROXY in another way and would go to the proxy."""
    real = {k: v for k, v in env.items() if not k.startswith("known:") and k != "setting"}
    chosen = {lib: proxyenv.choose(real, url, lib) for lib in ("httpx", "urllib", "aiohttp-trust-env")}
    libraries = [lib for lib, choice in chosen.items() if choice.value]
    if not libraries:
        return {}
    first = chosen[libraries[0]]
    answer = ways.get(first.variable)
    if not answer:
        return {}
    return {"elsewhere": {"libraries": libraries, "proxy": shown(first.value), "answer": dict(answer)}}


def _same(lines: Sequence[str], env: Mapping[str, str], choice: proxyenv.Choice) -> str:
    """The way that was tried with this variable's value; of two with the same value only one was."""
    name = choice.variable or "setting"
    if any(line.startswith((f"way {name} ", f"wayerr {name} ")) for line in lines):
        return name
    return next((n for n, value in env.items() if value == choice.value and n in _names(lines)), name)


def _others(env: Mapping[str, str], ways: Mapping[str, Mapping[str, Any]], used: str) -> list[dict[str, Any]]:
    rows = []
    for name, answer in ways.items():
        if name in ("direct", used) or env.get(name, "") == env.get(used, "-"):
            continue
        kind, where = _whose(name)
        rows.append({"kind": kind, "where": where, "proxy": shown(env.get(name, "")), "answer": dict(answer)})
    return sorted(rows, key=lambda row: not won(row))


def _whose(name: str) -> tuple[str, str]:
    """Where a proxy that was tried is written."""
    if name.startswith("known:"):
        return ("host", name[6:]) if name.startswith("known:/") else ("declared", "the declaration")
    return "variable", f"the app's variable {name}"


# One way -----------------------------------------------------------------------------------------


def _answer(lines: Sequence[str], name: str, url: str, socks: bool = False) -> dict[str, Any]:
    """`ok`, `at` and `result` of one request, from curl's own figures."""
    told = words_of(next((line for line in lines if line.startswith(f"way {name} ")), ""))
    error = next((line for line in lines if line.startswith(f"wayerr {name} ")), "")
    said = [line.split(" ", 2)[2] for line in lines if line.startswith(f"waysaid {name} ")]
    body = next((line for line in lines if line.startswith(f"waybody {name} ")), "")
    # What answers behind a SOCKS proxy is the service: that proxy speaks no HTTP.
    secure, direct = url.startswith("https:"), name == "direct" or socks
    code = _exit(told, error)
    status, connect = _int(told.get("status")), _int(told.get("connect"))
    facts: dict[str, Any] = {"ms": round(float(told.get("total") or 0) * 1000, 1), "headers": _headers(said)}
    facts.update({"address": told["ip"]} if told.get("ip") else {})
    title = _TITLE.search(body)
    facts.update({"title": title.group(1).strip()} if title else {})
    page = connect == 200 and not status and code != 28 and "content-type" in facts["headers"]
    if not direct and secure and (connect not in (0, 200) or page):
        return {**facts, "ok": False, "at": "ask", "result": "answered", "status": connect}
    if not direct and not secure and status:
        return {**facts, "ok": False, "at": "ask", "result": "answered", "status": status}
    if status or code in (0, 60) or _is_alert(error):
        return {**facts, "ok": True, "at": "after", "result": "ok", **({"status": status} if status else {})}
    if not direct and secure and connect == 200 and float(told.get("tls") or 0) > 0:
        return {**facts, "ok": True, "at": "after", "result": "ok"}
    at, result = _ended(code, told, error, direct, connect)
    if direct and not secure and at in ("ask", "after"):
        return {**facts, "ok": True, "at": "after", "result": "ok"}  # it accepts; what it answers is for http
    return {**facts, "ok": False, "at": at, "result": result}


def _ended(code: int, told: Mapping[str, str], error: str, direct: bool, connect: int) -> tuple[str, str]:
    low = error.lower()
    result = "reset" if "reset" in low else "closed" if "eof" in low or "empty reply" in low else ""
    if code in (5, 6):
        late = "timed out" in low or float(told.get("total") or 0) > 0.5
        return ("resolve", "silent" if late else "unresolved")
    if code == 7 or (code == 28 and not float(told.get("tcp") or 0)):
        if code == 28:
            return ("resolve" if "resolving" in low else "connect", "silent")
        return ("connect", "unreachable" if re.search(r"no route|unreachable", low) else "refused")
    at = "after" if connect == 200 or direct else "ask"
    if code == 28:
        return at, "silent"
    if code in (1, 8, 43) or "wrong version" in low:
        return (
            ("tls", "garbage")
            if "wrong version" in low and connect != 200 and not direct
            else (at, "garbage")
        )
    if code == 35 and connect != 200 and not direct:
        return "tls", result or "closed"
    return at, result or ("reset" if code == 56 else "closed")


def _is_alert(error: str) -> bool:
    """The service's own TLS speaks: from here on it is TLS's matter."""
    return "alert" in error.lower() or "certificate" in error.lower()


def _exit(told: Mapping[str, str], error: str) -> int:
    if told.get("exit", "").isdigit():
        return int(told["exit"])
    found = re.search(r"curl: \((\d+)\)", error)
    return int(found.group(1)) if found else 0


def _int(text: str | None) -> int:
    return int(text) if text and re.fullmatch(r"\d{1,3}", text) else 0


def _headers(said: Sequence[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in said:
        name, _, value = line.partition(":")
        if name.lower() in _TOLD:
            found.setdefault(name.lower(), []).append(value.strip()[:200])
    return found


def _alive(lines: Sequence[str], name: str) -> dict[str, Any]:
    """What the proxy said when it was asked something that it had to answer itself."""
    told = words_of(next((line for line in lines if line.startswith(f"alive {name} ")), ""))
    said = [line.split(" ", 2)[2] for line in lines if line.startswith(f"alivesaid {name} ")]
    status = _int(told.get("status"))
    return {"status": status, "headers": _headers(said)} if status else {}
