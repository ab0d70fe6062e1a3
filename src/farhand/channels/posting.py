"""A POST that is tried again where that may help, with pauses that grow.  I/O, by httpx.

Certificates are checked against the system's authorities (or SSL_CERT_FILE); redirects are not followed,
because the address is a secret; what comes back is read up to a bound and never shown whole.
"""

from __future__ import annotations

import logging
import random
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from farhand.channels.model import Settings
from farhand.channels.secrets import needed
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


def host_of(settings: Settings, name: str, what: str) -> str:
    """The host of the address that the secret `name` holds; it may be missing where nothing is sent."""
    if settings.only_shown and not settings.secrets.get(name):
        return f"the address in {name}"
    return address(needed(settings.secrets, name, what), name)


def address(url: str, name: str) -> str:
    """The host of an address. Raises Mistake for one that is not https; on loopback it may be http."""
    try:
        parts = urlsplit(url.strip())
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        raise Mistake(f"{name} cannot be read as an address; copy it again") from None
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
    client = _client()
    import httpx

    number = 1
    with client:
        while True:
            pause = min(LONGEST, FIRST * 2 ** (number - 1)) * random.uniform(0.75, 1.25)
            try:
                answer, asked = _once(client, url, body, headers(), number)
                if answer.status not in AGAIN or number == TRIES:
                    return answer
                pause = max(pause, min(LONGEST, asked))
            except httpx.HTTPError as error:
                if number == TRIES or _is_final(error, repeatable):
                    raise Mistake(
                        f"not sent: {urlsplit(url).hostname}: {_words(error, repeatable)}"
                    ) from None
            wait(pause)
            number += 1


def _is_final(error: Exception, repeatable: bool) -> bool:
    """Another try would be in vain, or might say it twice."""
    return _tls(error) is not None or not (repeatable or _is_early(error))


def _is_early(error: Exception) -> bool:
    """Nothing of the request has left yet."""
    import httpx

    return isinstance(error, (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError))


def _client() -> Any:
    """Raises Mistake where httpx is not installed."""
    try:
        import httpx
    except ImportError:
        raise Mistake("this channel needs the package httpx: pip install 'farhand[channels]'") from None
    # It would write the address, which is a secret, into the log of whoever embeds this.
    logging.getLogger("httpx").setLevel(logging.WARNING)
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


def _tls(error: BaseException | None) -> ssl.SSLError | None:
    """The fault of TLS that is behind it."""
    while error is not None and not isinstance(error, ssl.SSLError):
        error = error.__cause__ or error.__context__
    return error


def _words(error: Exception, repeatable: bool) -> str:
    """Why, without the address, which is a secret."""
    if tls := _tls(error):
        return f"its certificate is not accepted ({tls.reason or 'TLS'})"
    if _is_early(error):
        return f"it cannot be reached ({type(error).__name__})"
    end = "" if repeatable else "; it may have arrived: look there before you send it again"
    return f"it did not answer ({type(error).__name__}){end}"
