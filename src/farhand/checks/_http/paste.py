"""How a person asks an HTTP service with curl, and how that output is read.  Pure.

curl is another client than the app: it has its own store of authorities and reads other variables. Its
phases and its exit status tell how far the request came, not whether the app would come as far.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from farhand.model import Seen

_WORDS = (
    "http_code=%{http_code} proxycode=%{http_connect} ip=%{remote_ip} dns=%{time_namelookup} "
    "tcp=%{time_connect} tls=%{time_appconnect} ttfb=%{time_starttransfer} total=%{time_total} "
    "size=%{size_download} type=%{content_type} verify=%{ssl_verify_result} to=%{redirect_url} "
    "exit=%{exitcode}\\n"
)
_HEADERS = (
    "server|via|date|content-type|content-length|location|www-authenticate|retry-after|x-squid-error|cf-ray"
)


def command(subject: str, settings: Mapping[str, Any]) -> str:
    """One request without credentials: its phases, who answered, and the beginning of the body."""
    url = str(settings.get("url") or f"http://{settings.get('host', 'HOST')}/")
    bare = re.sub(r"://[^/@]*@", "://", url)
    return (
        f"export LC_ALL=C; date -u +now=%Y-%m-%dT%H:%M:%SZ; echo 'farhand http {_plain(bare)}'\n"
        f"curl -sS -m 10 --max-filesize 1000000 -D - -o /tmp/farhand.$$ -w '{_WORDS}' {shlex.quote(bare)} "
        f"2>&1 | grep -iE '^HTTP/|^({_HEADERS}):|http_code=|curl:'\n"
        "printf 'body='; head -c 300 /tmp/farhand.$$ 2>/dev/null | tr -d '\\000' | tr '\\r\\n' '  '; echo\n"
        "rm -f /tmp/farhand.$$\n"
    )


def _plain(url: str) -> str:
    return re.sub(r"[^\w.:/\[\]-]", "_", url.partition("?")[0])


def read(text: str) -> Iterator[Seen]:
    """The `http` stage from what that command printed; what curl did not reach is left to other stages."""
    words = dict(re.findall(r"(\w+)=(\S*)", _last(text, "http_code=")))
    if not words:
        return
    status = int(words.get("http_code") or 0)
    facts: dict[str, Any] = {
        **_place(text), "kind": "http", "method": "GET", "status": status, "expect": [],
        "headers": _headers(text), "hops": [], "timeout_ms": 10000.0, "ttfb_ms": _ms(words, "ttfb"),
        "total_ms": _ms(words, "total"),
        **_body(text),
    }  # fmt: skip
    problem = _problem(text, words, status)
    if problem is None:
        yield Seen("http", facts, unknown=_last(text, "curl:") or "curl did not get as far as an answer")
    else:
        yield Seen("http", {**facts, "problem": problem})


def _last(text: str, word: str) -> str:
    return next((line for line in reversed(text.splitlines()) if word in line), "")


def _place(text: str) -> dict[str, Any]:
    found = re.search(r"farhand http (\S+)", text)
    parts = urlsplit(found.group(1)) if found else urlsplit("")
    scheme = parts.scheme or "http"
    port = int(match.group(1)) if (match := re.search(r":(\d+)$", parts.netloc)) else 0
    return {"scheme": scheme, "host": parts.hostname or "", "path": parts.path or "/",
            "port": port or {"http": 80, "https": 443}.get(scheme, 80)}  # fmt: skip


def _headers(text: str) -> dict[str, str]:
    """Those of the last answer; a proxy's own answer to CONNECT comes before."""
    block = text[max(text.rfind("HTTP/"), 0) :]
    rows = re.findall(rf"(?im)^({_HEADERS}): *([^\r\n]*)", block)
    return {name.lower(): value for name, value in rows if name.lower() not in ("date", "content-length")}


def _body(text: str) -> dict[str, Any]:
    found = re.search(r"(?m)^body=(.*)$", text)
    body = found.group(1).strip() if found else ""
    page = re.search(r"<title[^>]*>([^<]{0,120})", body, re.IGNORECASE)
    kind = "json" if body[:1] in ("{", "[") else "text" if body else "empty"
    kind = "html" if "<html" in body.lower() else kind
    return {"body_kind": kind, "title": page.group(1).strip() if page else "",
            "text": " ".join(re.sub(r"<[^>]*>", " ", body).split())[:300]}  # fmt: skip


def _ms(words: Mapping[str, str], key: str) -> float:
    try:
        return round(float(words.get(key, "0")) * 1000, 1)
    except ValueError:
        return 0.0


#: curl's exit status, where it is about the HTTP part.
_EXITS = {0: "", 1: "garbage", 8: "garbage", 18: "truncated", 28: "silent", 52: "closed", 56: "reset", 63: ""}


def _problem(text: str, words: Mapping[str, str], status: int) -> str | None:
    """The word for how the exchange ended; None where curl did not come to HTTP."""
    code = re.search(r"curl: \((\d+)\)", text)
    number = int(code.group(1)) if code else int(words.get("exit") or 0)
    connected = _ms(words, "tcp") > 0
    if number == 28 and not connected:
        return None
    if number == 28 and status:
        return "late"
    return _EXITS.get(number) if number or status else None
