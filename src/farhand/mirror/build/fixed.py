"""Files of the surroundings: a proxy that wants a login, an internal CA, OpenSSL's limits, packages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from farhand.errors import Mistake
from farhand.mirror.build.setup import Setup
from farhand.mirror.model import Fingerprint
from farhand.mirror.packages import is_package
from farhand.mirror.run import authority, place, proxy407
from farhand.mirror.run.nouns import CannotRun


def files(setup: Setup) -> Iterator[tuple[str, str]]:
    """Raises Mistake where an internal CA is wanted and the package that makes it is missing."""
    if setup.place.proxy:
        yield "proxy/proxy407.py", Path(proxy407.__file__).read_text("utf-8")
    if setup.place.trust:
        try:
            yield "ca/ca.pem", authority.certificate()
        except CannotRun as error:
            raise Mistake(str(error)) from None
    yield from place.files(setup.place).items()


def requirements(here: Fingerprint) -> str:
    """The customer's packages as pip reads them; empty where they are not known."""
    rows = [(f.name, f.value) for f in here.facts if f.area == "package"]
    safe = sorted((n, v) for n, v in rows if v and is_package(n, v))
    return "".join(f"{name}=={version}\n" for name, version in safe)
