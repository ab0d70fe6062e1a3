"""The app's variables in a mirror: names and shapes as at the customer, values of nobody.  Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from farhand.mirror.build import names, servers
from farhand.mirror.build.asked import Asked
from farhand.mirror.build.setup import Setup
from farhand.mirror.run.naming import variables_of
from farhand.mirror.run.nouns import Address
from farhand.mirror.shapes import made_up, of_format

_HEAD = "# Made up, of the same shapes as at the customer. None of these values is anybody's.\n"
#: Where the folder's CA is in the app's container, and what libraries look for.
CA_PLACE = "/mirror/ca"
TRUST = ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "NODE_EXTRA_CA_CERTS", "AWS_CA_BUNDLE")
_SURROUNDINGS = re.compile(
    r"(HTTPS?|NO|ALL|FTP)_PROXY|TZ|LANG|LANGUAGE|LC_[A-Z]+|LD_\w+|FAKETIME\w*|OPENSSL_CONF|SSL_CERT_DIR|PATH|"
    + "|".join(TRUST)
)
PROXY_PORT = 3128
PROXY_URL = f"http://proxy:{PROXY_PORT}"
PROXY_COMMAND = ["python", "-I", "/mirror/proxy407.py", str(PROXY_PORT), "0.0.0.0"]
PROXY_SECRET = "mirror:made-up"


def env_file(asked: Asked, setup: Setup) -> str:
    return _HEAD + "".join(f"{name}={value}\n" for name, value in sorted(values(asked, setup).items()))


def values(asked: Asked, setup: Setup) -> dict[str, str]:
    """What both sides have; what differs stands in the compose file."""
    told = {name: made_up(shape, name) for name, shape in _shapes(asked)}
    found = {**told, **addresses(asked, setup)}
    return {n: v for n, v in found.items() if _is_apps(n) and n not in setup.place.env}


def _is_apps(name: str) -> bool:
    """Not what the surroundings set: proxy, trust, zone and locale are differences of their own."""
    return names.is_variable(name) and not _SURROUNDINGS.fullmatch(name.upper())


def addresses(asked: Asked, setup: Setup) -> dict[str, str]:
    """The variables by which the app finds its servers."""
    rows = [Address(one.name, one.host, one.port, servers.url(one)) for one in setup.services]
    return variables_of(rows, asked.app)


def _shapes(asked: Asked) -> Iterator[tuple[str, str]]:
    """Seen at the customer, else declared."""
    seen = {f.name: f.value for f in asked.here.facts if f.area == "env"}
    for variable in asked.app.env if asked.app else ():
        if variable.name not in seen and variable.required:
            yield variable.name, of_format(variable.format)
    yield from ((name, shape) for name, shape in seen.items() if shape not in ("not set", "not there"))


def of_place(setup: Setup) -> Mapping[str, str]:
    """What the surroundings put into the app's environment: differences, proxy, CA, clock."""
    place = setup.place
    found = {name: value for name, value in place.env.items() if value is not None}
    if place.proxy:
        found.update(dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"), PROXY_URL))
        found.update(NO_PROXY=_near(setup), no_proxy=_near(setup))
    if place.trust:
        found.update(dict.fromkeys(TRUST, f"{CA_PLACE}/ca.pem"))
    if place.tls_min or place.tls_max or place.tls_level:
        found["OPENSSL_CONF"] = "/mirror/openssl.cnf"
    if place.clock_s:
        found.update(
            FAKETIME=f"{place.clock_s:+g}s", LD_PRELOAD="libfaketime.so.1", FAKETIME_DONT_FAKE_MONOTONIC="1"
        )
    return found


def _near(setup: Setup) -> str:
    return ",".join(["localhost", "127.0.0.1", *(one.host for one in setup.services)])
