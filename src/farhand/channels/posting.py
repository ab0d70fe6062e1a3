"""A POST that is tried again where that may help, with pauses that grow.  I/O, by httpx.

Certificates are checked against the system's authorities (or SSL_CERT_FILE); redirects are not followed,
because the address is a secret; what comes back is read up to a bound and never shown whole.
"""

from __future__ import annotations

import random
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from farhand.errors import Mistake
from farhand.target import is_loopback

#: Answers after which the same request may succeed.
AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})
#: Tries in all, seconds before the second one, the longest pause, seconds for one try, bytes that are read.
TRIES, FIRST, LONGEST, TIMEOUT, MOST = 5, 1.0, 60.0, 20.0, 4096


@dataclass(frozen=True)
class Answer:
    """What the receiver said at last, and at which try."""

    status: int
    text: str
    tries: int


def address(url: str, name: str) -> str:
    """The host of an address. Raises Mistake for one that is not https; on loopback it may be http."""
    parts = urlsplit(url.strip())
    host = parts.hostname or ""
    if parts.scheme not in ("https", "http") or not host:
        raise Mistake(f"{name} is no address of a web server; it begins with https://")
    if parts.scheme == "http" and not is_loopback(host):
        raise Mistake(f"{name} begins with http://: what is sent could be read on the way; use https://")
    return host


def post(
    url: str,
    body: bytes,
    headers: Callable[[], Mapping[str, str]],
    repeatable: bool = True,
    wait: Callable[[float], None] = time.sleep,
) -> Answer:
    """The answer to a POST of JSON, whatever its status. `headers` are made anew for every try.

    `repeatable`: the receiver knows a message that comes twice. Where it does not, nothing is sent again
    once the request may have been taken. Raises Mistake where nobody answered.
    """
    import httpx

    host, why = urlsplit(url).hostname or "", ""
    with _client() as client:
        for number in range(1, TRIES + 1):
            pause = min(LONGEST, FIRST * 2 ** (number - 1)) * random.uniform(0.75, 1.25)
            try:
                answer, asked = _once(client, url, body, headers(), number)
                if answer.status not in AGAIN or number == TRIES:
                    return answer
                pause = max(pause, min(LONGEST, asked))
            except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError) as error:
                why = _words(error)
            except httpx.HTTPError as error:
                why = _words(error)
                if not repeatable:
                    raise Mistake(
                        f"{host}: {why}; it may have arrived: look there before you send it again"
                    ) from None
            if number < TRIES:
                wait(pause)
    raise Mistake(f"{host}: not reached after {TRIES} tries: {why}")


def _client() -> Any:
    import httpx

    context = ssl.create_default_context()
    return httpx.Client(verify=context, timeout=TIMEOUT, follow_redirects=False)


def _once(
    client: Any, url: str, body: bytes, headers: Mapping[str, str], number: int
) -> tuple[Answer, float]:
    """One try, and the pause that the receiver asks for, in seconds."""
    told = {"Content-Type": "application/json; charset=utf-8", "User-Agent": "farhand", **headers}
    with client.stream("POST", url, content=body, headers=told) as answer:
        read = b""
        for chunk in answer.iter_bytes(MOST):
            read += chunk
            if len(read) >= MOST:
                break
        asked = answer.headers.get("retry-after", "")
        return Answer(answer.status_code, read[:MOST].decode("utf-8", "replace"), number), _seconds(asked)


def _seconds(text: str) -> float:
    return float(text) if text.isdecimal() and len(text) < 7 else 0.0


def _words(error: Exception) -> str:
    """Why, without the address, which is a secret."""
    cause = error.__cause__ or error.__context__
    inner = getattr(cause, "__cause__", None) or cause
    if isinstance(inner, ssl.SSLError):
        return f"its certificate is not accepted ({inner.reason or 'TLS'})"
    return {"ConnectError": "no connection", "ConnectTimeout": "no connection in time",
            "ReadTimeout": "no answer in time", "ProxyError": "the proxy refused"}.get(
        type(error).__name__, type(error).__name__)  # fmt: skip
