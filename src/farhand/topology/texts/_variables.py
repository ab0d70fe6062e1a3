"""What the environment of the app's own service or container says of its dependencies and proxies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from farhand import proxyenv
from farhand.model import App
from farhand.topology import places
from farhand.topology.model import SITE
from farhand.topology.texts import Said


def said(values: Mapping[str, str], app: App | None) -> Iterator[Said]:
    """The places that the declared settings get from these values, and the proxies that are set."""
    for need in app.dependencies if app else ():
        if places.of_need(need, {}) == "":
            yield Said(need.name, "place", places.of_need(need, values))
    for name in proxyenv.variables(values):
        yield Said(SITE, "proxy setting", places.of_proxy(values[name]))
