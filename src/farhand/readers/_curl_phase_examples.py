"""What `curl_phase` must make of exchanges that ended without an answer."""

from farhand.model import Example

_OPEN = "*   Trying 10.0.0.2:8443...\n* Connected to api.example (10.0.0.2) port 8443 (#0)\n"
_HELLO = "* ALPN: offers h2,http/1.1\n* TLSv1.3 (OUT), TLS handshake, Client hello (1):\n"
_ASKED = "> GET /ping HTTP/1.1\n> Host: api.example:8443\n> \n"
_WAITED = "Connection timed out after 7000 milliseconds\n"
_LATE = f"* {_WAITED}curl: (28) {_WAITED}"
_SLOW = (
    "* Operation timed out after 7001 milliseconds with {n} bytes received\n* Closing connection 0\n"
    "curl: (28) Operation timed out after 7001 milliseconds with {n} bytes received\n"
)
_RESET = "* Recv failure: Connection reset by peer\ncurl: (56) Recv failure: Connection reset by peer\n"
_RUN = "run: curl 7.88 against such a server"
EXAMPLES = (
    Example(
        "a redirect to the address that was asked for",
        pasted="$ curl -I https://shop.example.test/\nHTTP/2 302\ncontent-length: 0\n"
        "location: https://shop.example.test/\nserver: cloudflare\n",
        finds=("http.redirected",),
        source="made after answers of a gateway that speaks plain HTTP to a site that wants TLS",
    ),
    Example(
        "a redirect to another address is none of that kind",
        pasted="$ curl -I http://shop.example.test/\nHTTP/1.1 301 Moved Permanently\ncontent-length: 0\n"
        "location: https://shop.example.test/\n",
        source="made after answers of a usual site",
    ),
    Example(
        "silent in the handshake", pasted=_OPEN + _HELLO + _LATE, finds=("tls.handshake_cut",), source=_RUN
    ),
    Example(
        "no answer to the request",
        pasted=_OPEN + _ASKED + _SLOW.format(n=0),
        finds=("http.timeout",),
        source=_RUN,
    ),
    Example(
        "an event stream that -m ended",
        pasted="$ curl -sv -m 7 http://api.example:8443/events\n"
        + _OPEN
        + _ASKED
        + "< HTTP/1.1 200 OK\n< Content-Type: text/event-stream\n< \n: hello\n"
        + _SLOW.format(n=8),
        outcome="undecided",
        source=_RUN,
    ),
    Example(
        "a web socket that -m ended",
        pasted=_OPEN + _ASKED + "< HTTP/1.1 101 Switching Protocols\n< \n" + _SLOW.format(n=0),
        outcome="undecided",
        source=_RUN,
    ),
    Example(
        "a proxy that falls silent",
        pasted=_OPEN.replace("8443", "3128")
        + "* Establish HTTP proxy tunnel to api.example:8443\n> CONNECT api.example:8443 HTTP/1.1\n> \n"
        + _LATE,
        finds=("proxy.unreachable",),
        source=_RUN,
    ),
    Example(
        "the answer is cut off",
        pasted=_OPEN + _ASKED + "< HTTP/1.1 200 OK\n< Transfer-Encoding: chunked\n< \n" + _RESET,
        finds=("http.truncated",),
        source=_RUN,
    ),
    Example(
        "a redirect that was not followed",
        pasted="$ curl -sv http://api.example/\n"
        + _OPEN
        + _ASKED
        + "< HTTP/1.1 301 Moved Permanently\n< Location: /a/\n< \n",
        outcome="undecided",
        source=_RUN,
    ),
)
