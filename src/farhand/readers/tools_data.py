"""Lines of `curl`, `openssl`, `nslookup` whose words are data, or are past because it went well in the end.

A first address that refuses, a search domain that does not exist, headers of a cache: such words stand in
outputs that are well. The readers for these tools judge the whole; this one only says where no message
stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from farhand.model import Example
from farhand.readers import Part, Sign, curl_verbose, dig, nslookup, openssl_s_client

LIKE = ("curl_verbose", "dig", "nslookup", "openssl_s_client")
QUIET = True

#: Headers that describe content, caches and rules for browsers.
_HEADER = re.compile(
    r"^(?:< )?(?:age|x-cache[\w-]*|cache-control|expires|etag|last-modified|vary|pragma|set-cookie"
    r"|report-to|nel"
    r"|strict-transport-security|content-security-policy[\w-]*|permissions-policy|referrer-policy"
    r"|x-frame-options"
    r"|x-xss-protection|x-content-type-options|accept-ranges|access-control-[\w-]+|alt-svc|cf-cache-status"
    r"|user-agent|link|date|expect-ct|cross-origin-[\w-]+):",
    re.IGNORECASE,
)
_SESSION = re.compile(
    r"^New, TLS|^(?:Secure Renegotiation|Compression|Expansion|No ALPN|Early data)\b|^\s+\d{4} - "
)


def find(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    for reader in (curl_verbose, dig, nslookup):
        for begin, end in reader.find(lines):
            signs = list(reader.read(Part(lines[begin:end], begin)))
            if any(s.healthy for s in signs) or (
                reader is not curl_verbose and not any(s.cause for s in signs)
            ):
                yield from ((at, at + 1) for at in range(begin, end) if reader.owns(lines[at]))
    for reader, data in ((curl_verbose, _HEADER), (openssl_s_client, _SESSION)):
        for begin, end in reader.find(lines):
            yield from ((at, at + 1) for at in range(begin, end) if data.match(lines[at]))


def read(part: Part) -> Iterator[Sign]:
    yield from ()


EXAMPLES = (
    Example(
        "names in headers are no messages",
        pasted="HTTP/1.1 503 Service Unavailable\nserver: nginx\nx-cache: ERROR, stale\nage: 90000\n",
        finds=("http.bad_gateway",),
        source="made after curl -I",
    ),
    Example(
        "the first address refuses, the second one answers",
        pasted="*   Trying [::1]:8080...\n* connect to ::1 port 8080 failed: Connection refused\n"
        "*   Trying 127.0.0.1:8080...\n* Connected to localhost (127.0.0.1) port 8080\n"
        "> GET / HTTP/1.1\n> Host: localhost:8080\n>\n< HTTP/1.1 200 OK\n< Content-Length: 3\n<\nok\n",
        outcome="healthy",
        source="made after curl -v of curl 8.5",
    ),
)
