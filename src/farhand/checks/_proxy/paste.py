"""The same question by hand: two curl calls, and what their numbers mean.

curl is another client than the app: what it prints is read as facts of the way, not as the app's verdict.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from farhand import proxyenv
from farhand.model import Seen

#: Prints the names and addresses that are set, never a login; a carriage return is made visible.
_SHOW = (
    "env | grep -i '^[a-z_]*proxy=' | sed -e 's#//.*@#//LOGIN@#;t' -e 's#=.*@#=LOGIN@#'"
    " | cut -c 1-300 | sed -e \"s/$(printf '\\r')/<CR>/g\" -e 's/^/set /'"
)
_HEADERS = "tr -d '\\r' | grep -i -m 4 '^\\(proxy-authenticate\\|x-squid-error\\|via\\):'"
_FORMAT = "%{http_connect} %{http_code} %{exitcode} %{time_total} %{remote_ip}"

_EXITS = {
    "5": ("resolve", "unresolved"),
    "6": ("resolve", "unresolved"),
    "7": ("connect", "refused"),
    "28": ("ask", "silent"),
    "35": ("after", "reset"),
    "52": ("ask", "closed"),
    "56": ("ask", "reset"),
}


def command(subject: str, settings: Mapping[str, Any]) -> str:
    """Shell text that shows the proxy variables and, where a URL is given, both ways to it."""
    lines = ["export LC_ALL=C", "echo farhand-proxy 1", _SHOW]
    url = str(settings.get("url", ""))
    if "://" in url and "${" not in url:
        parts = urlsplit(url)
        bare = shlex.quote(f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path or '/'}")
        curl = "curl -sk -o /dev/null -m 8 --connect-timeout 4"
        lines += [
            f"echo url {bare}",
            f"{curl} -w 'env {_FORMAT}\\n' {bare}",
            f"{curl} --noproxy '*' -w 'direct {_FORMAT}\\n' {bare}",
            f"{curl} -D - {bare} | {_HEADERS} | sed 's/^/header /'",
        ]
    return "\n".join(lines) + "\n"


def read(text: str) -> Iterator[Seen]:
    """Facts from the command's output; nothing where it is none of ours."""
    if "farhand-proxy 1" not in text:
        return
    rows = re.findall(r"^set ([A-Za-z_]+)=(.*)$", text, re.MULTILINE)
    env = {name: value.replace("\r", "").replace("<CR>", "\r") for name, value in rows}
    url = re.search(r"^url (\S+)", text, re.MULTILINE)
    yield Seen("proxy", _way(env, url.group(1), text) if url else _site(env))


def _site(env: Mapping[str, str]) -> dict[str, Any]:
    rows = []
    for name in proxyenv.variables(env):
        address, flaws = proxyenv.read_address(env[name])
        told = [{"code": f.code, "says": f.says, "stops": proxyenv.TYPICAL in f.breaks} for f in flaws]
        rows.append({"variable": name, "proxy": address.shown if address else "", "flaws": told, "reach": {}})
    return {"site": True, "proxies": rows, "disagree": []}


def _way(env: Mapping[str, str], url: str, text: str) -> dict[str, Any]:
    """The facts of a dependency's way, as curl went it."""
    parts, choice = urlsplit(url), proxyenv.choose(env, url, "curl")
    address, flaws = proxyenv.read_address(choice.value) if choice.value else (None, ())
    headers = _headers(text)
    facts: dict[str, Any] = {
        "scheme": parts.scheme,
        "host": parts.hostname or "",
        "port": parts.port or proxyenv.PORTS.get(parts.scheme, 0),
        "client": "curl",
        "variable": choice.variable,
        "because": choice.because,
        "entry": choice.entry,
        "proxy": address.shown if address else "",
        "login": "LOGIN@" in choice.value,
        "run_by": "",
        "flaws": [{"code": f.code, "says": f.says, "stops": "curl" in f.breaks} for f in flaws if f.breaks],
    }
    direct = _answer(_row(text, "direct"), parts.scheme, False, {})
    if choice.value:
        facts["answer"] = _answer(_row(text, "env"), parts.scheme, True, headers)
        facts["direct"] = direct
        facts["meant"] = proxyenv.meant(proxyenv.no_proxy(env, "curl"), url, [str(direct.get("address", ""))])
    elif direct:
        facts["direct"] = direct
    return facts


def _row(text: str, name: str) -> list[str]:
    found = re.search(rf"^{name} (\d{{3}}) (\d{{3}}) (\d+) ([\d.]+) ?(\S*)", text, re.MULTILINE)
    return list(found.groups()) if found else []


def _headers(text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r"^header ([\w-]+): *([^\r\n]*)", text, re.MULTILINE):
        found.setdefault(name.lower(), []).append(value[:200])
    return found


def _answer(row: list[str], scheme: str, proxied: bool, headers: Mapping[str, list[str]]) -> dict[str, Any]:
    if not row:
        return {}
    connect, status, exit_code, seconds, address = row
    told = {"ms": round(float(seconds) * 1000, 1), "address": address, "headers": dict(headers)}
    if proxied and scheme == "https" and connect not in ("000", "200"):
        return {"ok": False, "at": "ask", "result": "answered", "status": int(connect), **told}
    if proxied and scheme == "http" and status != "000":
        return {"ok": False, "at": "ask", "result": "answered", "status": int(status), **told}
    if status != "000" or exit_code in ("0", "60"):
        return {"ok": True, "at": "after", "result": "ok", **told}
    at, result = _EXITS.get(exit_code, ("ask", "closed"))
    if exit_code == "28" and float(seconds) < 4.5 and not address:
        at = "connect"
    return {"ok": False, "at": "after" if connect == "200" else at, "result": result, **told}
