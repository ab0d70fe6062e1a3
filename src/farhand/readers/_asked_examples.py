"""What `asked_names` must make of names that are none."""

from farhand.model import Example

_UNKNOWN = "Name or service not known\n"
_PSQL = 'psql: error: could not translate host name "{}" to address: ' + _UNKNOWN
_RUN = "run: curl 7.88, nc, psql 15 and redis-cli 7.0, with such a host"
EXAMPLES = (
    Example(
        "a scheme in the host",
        pasted='nc: getaddrinfo for host "redis:" port 6379: Name or service not known\n'
        "Could not connect to Redis at redis::6379: Name or service not known\n",
        finds=("config.url_malformed",),
        source=_RUN,
    ),
    Example(
        "a port in the host",
        pasted=_PSQL.format("10.77.2.2:5432"),
        finds=("config.url_malformed",),
        source=_RUN,
    ),
    Example(
        "the word for nothing",
        pasted="psycopg.OperationalError: failed to resolve host 'None': [Errno -2] " + _UNKNOWN,
        finds=("config.value_malformed",),
        source=_RUN,
    ),
    Example(
        "a placeholder",
        pasted="$ curl 'http://${API_HOST}:8080/'\ncurl: (6) Could not resolve host: ${API_HOST}\n",
        finds=("config.value_malformed",),
        source=_RUN,
    ),
    Example(
        "a blank at the end, and Python does not say the name",
        pasted="redis.exceptions.ConnectionError: Error -2 connecting to 10.77.2.2 :6379. Name or service "
        "not known.\nsocket.gaierror: [Errno -2] Name or service not known\n",
        finds=("config.value_malformed",),
        source="run: redis-py 5.0, with such a host",
    ),
    Example(
        "the scheme twice",
        pasted="Error: getaddrinfo ENOTFOUND http\n    at GetAddrInfoReqWrap.onlookup [as oncomplete]\n",
        finds=("config.url_malformed",),
        source="run: Node.js 18, with http://http://api",
    ),
)
