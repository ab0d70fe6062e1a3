"""What the declaration says, as things that are known.  Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from farhand.model import App, Dependency
from farhand.topology import places
from farhand.topology.model import DECLARED, SITE, Known, Origin


def known(app: App) -> Iterator[Known]:
    """The app, its platform and each dependency; values of variables are not in a declaration."""
    origin = Origin(DECLARED, app.source.rpartition("/")[2] or "farhand.toml")
    site = {"version": app.version, "platform": app.platform, "target": app.target}
    yield from (Known(SITE, what, value, origin) for what, value in site.items() if value)
    defaults = {v.name: v.default for v in app.env if v.default is not None}
    for need in app.dependencies:
        said = _of(need, defaults)
        yield from (Known(need.name, what, value, origin) for what, value in said if value)


def _of(need: Dependency, defaults: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    yield "kind", need.kind
    yield "run by", need.run_by
    yield "why", need.why
    yield "place", places.of_need(need, defaults)
    yield "share", str(need.settings.get("server") or "") if need.kind == "nfs" else ""
    proxy = need.settings.get("proxy")
    if isinstance(proxy, str) and proxy not in ("env", "none", "") and "$" not in proxy:
        yield "proxy", places.of_proxy(proxy)
    yield "matters", "" if need.critical else "not critical"
