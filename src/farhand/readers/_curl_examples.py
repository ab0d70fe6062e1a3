"""Examples of the reader for curl."""

from __future__ import annotations

from farhand.model import Example

_W = "dns={} tcp={} tls={} ttfb={} total={} code={} proxycode={} ip={} verify=0 err={}\n"
_RUN = "run: curl 7.88"
_TUNNEL = """* Uses proxy env variable https_proxy == 'http://10.0.0.8:3128'
*   Trying 10.0.0.8:3128...
* Connected to 10.0.0.8 (10.0.0.8) port 3128 (#0)
* allocate connect buffer
* Establish HTTP proxy tunnel to api.example.test:443
> CONNECT api.example.test:443 HTTP/1.1
> Host: api.example.test:443
> User-Agent: curl/7.88.1
> Proxy-Connection: Keep-Alive
>
< HTTP/1.1 {}
<
"""
_GET = """> GET /health HTTP/1.1
> Host: api.example.test
> User-Agent: curl/7.88.1
> Accept: */*
>
< HTTP/1.1 {}
< Content-Type: application/json
< X-Cache: HIT
< Age: 86400
<
{{"status":"ok"}}
* Connection #0 to host api.example.test left intact
"""
_FORMAT = """    time_namelookup:  {}s
       time_connect:  {}s
    time_appconnect:  {}s
   time_pretransfer:  {}s
      time_redirect:  0.000000s
 time_starttransfer:  {}s
                    ----------
         time_total:  {}s
          http_code:  {}
"""

EXAMPLES = (
    Example(
        "a redirect to HTTPS makes a GET of the POST, and that is answered",
        pasted="> POST /api/orders HTTP/1.1\n> Host: shop.example\n>\n< HTTP/1.1 301 Moved Permanently\n"
        "< Location: https://shop.example/api/orders\n<\n"
        "* Issue another request to this URL: 'https://shop.example/api/orders'\n"
        "* Switch from POST to GET\n> GET /api/orders HTTP/1.1\n> Host: shop.example\n>\n"
        "< HTTP/1.1 200 OK\n<\n",
        finds=("http.redirected",),
        source="source: curl, lib/multi.c",
    ),
    Example(
        "the proxy wants a login",
        pasted="$ curl -v https://api.example.test/\n"
        + _TUNNEL.format("407 Proxy Authentication Required")
        + "* CONNECT tunnel failed, response 407\n* Closing connection 0\n"
        "curl: (56) CONNECT tunnel failed, response 407\n",
        finds=("proxy.auth_required",),
        source=_RUN,
    ),
    Example(
        "the proxy forbids it, cut off",
        pasted=_TUNNEL.format("403 Forbidden"),
        finds=("proxy.blocked",),
        source=_RUN,
    ),
    Example(
        "all well through a proxy; a page that a cache held is no fault",
        pasted=_TUNNEL.format("200 Connection established")
        + "* CONNECT phase completed\n"
        + _GET.format("200 OK"),
        outcome="healthy",
        source="made after a run of curl 7.88",
    ),
    Example(
        "a gateway without its backend",
        pasted="*   Trying 10.0.0.9:80...\n* Connected to api.example.test (10.0.0.9) port 80 (#0)\n"
        + _GET.format("502 Bad Gateway"),
        finds=("http.bad_gateway",),
        source="made after a run of curl 7.88",
    ),
    Example(
        "the first try is refused, the second one answers",
        pasted="*   Trying [::1]:8080...\n* connect to ::1 port 8080 from ::1 port 51234 failed: "
               "Connection refused\n"
        "*   Trying 127.0.0.1:8080...\n* Connected to localhost (127.0.0.1) port 8080\n"
        + _GET.format("200 OK"),
        outcome="healthy",
        source="made after a run of curl 8.5",
    ),
    Example(
        "a redirect, then the page",
        pasted="$ curl -IL http://www.example.test\nHTTP/1.1 301 Moved Permanently\n"
        "Location: https://www.example.test/\n\nHTTP/2 200\ncontent-type: text/html\nage: 120\n"
        "x-cache: HIT\n",
        outcome="healthy",
        source="made after curl -IL",
    ),
    Example(
        "a redirect alone may be meant",
        pasted="HTTP/2 302\nlocation: /login\ncache-control: no-cache\n",
        finds=("http.redirected",),
        source="made after curl -I",
    ),
    Example(
        "dropped on the way",
        pasted=_W.format(
            "0.004016", "0.000000", "0.000000", "0.000000", "10.001721", "000", "000", "",
            "Connection timed out after 10001 milliseconds",
        ),
        finds=("tcp.timeout",),
        source=_RUN + " against an address that nobody has",
    ),
    Example(
        "connected, encrypted, and no answer",
        pasted=_W.format("0.003", "0.021", "0.064", "0.000", "10.002", "000", "000", "10.0.0.9", "Operation"),
        finds=("http.timeout",),
        source="made after curl -w of curl 7.88",
    ),
    Example(
        "connected and mute",
        pasted=_W.format("0.00002", "0.00027", "0.00000", "0.00000", "2.00145", "000", "000", "10.0.0.9", ""),
        finds=("tcp.mute",),
        source=_RUN + " against a server that accepts and is silent",
    ),
    Example(
        "the look-up is slow",
        pasted=_FORMAT.format("5.012", "5.031", "5.080", "5.080", "5.201", "5.202", "200"),
        finds=("dns.slow",),
        source="made after a common file of formats for curl -w",
    ),
    Example(
        "fast and well",
        pasted="dns=0.003 tcp=0.021 tls=0.064 ttfb=0.110 total=0.111 code=200 proxycode=000 "
               "ip=10.0.0.9 verify=0 err=\n",
        outcome="healthy",
        source=_RUN,
    ),
)  # fmt: skip
