"""What `clocks` must make of clocks that stand in one text."""

from farhand.model import Example

_CURL = (
    "$ curl -sv http://api.example:8080/ping\n* Connected to api.example (10.0.0.2) port 8080 (#0)\n"
    "> GET /ping HTTP/1.1\n> Host: api.example:8080\n> \n< HTTP/1.1 200 OK\n< Server: nginx\n"
    "< Date: {date}\n{age}< Content-Length: 2\n< \n{{}}\n"
)
_DATE = "$ date -u\nThu Nov 26 {time} UTC 2026\n\n"
_LOG = "$ tail -n 1 /var/log/app/app.log\n2026-11-26 {time},212 INFO [app] ready\n"
_SELECT = (
    "$ psql -c 'select now(), current_user'\n              now              | current_user\n"
    "-------------------------------+--------------\n 2026-11-26 {time}.247615+00 | app\n(1 row)\n\n"
)
_HTTP = "run: date -u and curl -v 7.88 in a namespace with another time"


def _curl(time: str, age: str = "") -> str:
    return _CURL.format(date=f"Thu, 26 Nov 2026 {time} GMT", age=age)


EXAMPLES = (
    Example(
        "an hour ahead of a service",
        pasted=_DATE.format(time="10:21:33") + _curl("09:21:33"),
        finds=("clock.skew",),
        source=_HTTP,
    ),
    Example(
        "ten minutes behind, and the log goes on with the same clock",
        pasted=_DATE.format(time="09:11:33") + _curl("09:21:33") + _LOG.format(time="09:11:35"),
        finds=("clock.skew",),
        source=_HTTP,
    ),
    Example(
        "behind the database, as date shows after it",
        pasted=_SELECT.format(time="09:22:25") + _DATE.format(time="09:02:25"),
        finds=("clock.skew",),
        source="run: psql 15 and date -u, with another time",
    ),
    Example(
        "half a minute, which two peers show",
        pasted=_DATE.format(time="09:22:55") + _curl("09:22:25") + _SELECT.format(time="09:22:25"),
        finds=("clock.skew",),
        source=_HTTP,
    ),
    Example(
        "half a minute, which one peer shows, is too little",
        pasted="$ date -u\nThu Nov 26 09:22:55 UTC 2026\n" + _SELECT.format(time="09:22:25"),
        outcome="undecided",
        source="run: psql 15 and date -u, with another time",
    ),
    Example(
        "a clock that was never set",
        pasted="$ date\nSat Jan  1 00:00:10 UTC 2000\n",
        finds=("clock.skew",),
        source="run: date of GNU coreutils 9.1 in a namespace with another time",
    ),
    Example(
        "clocks that agree",
        pasted=_DATE.format(time="09:21:33") + _curl("09:21:34"),
        outcome="healthy",
        source=_HTTP,
    ),
    Example(
        "an answer that a cache has kept for an hour",
        pasted=_DATE.format(time="10:21:33") + _curl("09:21:33", age="< Age: 3600\n"),
        outcome="healthy",
        source="doc: RFC 9111, Age",
    ),
    Example(
        "a long session: the answer came twenty minutes after date",
        pasted=_DATE.format(time="09:21:33") + _curl("09:41:33") + _DATE.format(time="09:45:00"),
        outcome="healthy",
        source=_HTTP,
    ),
    Example(
        "date in another zone",
        pasted="$ date --iso-8601=seconds\n2026-11-26T10:21:33+01:00\n" + _curl("09:21:33"),
        outcome="healthy",
        source="run: date of GNU coreutils 9.1",
    ),
)
