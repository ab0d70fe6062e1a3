"""The self-test's report with all evidence: what can be seen from here, judged here, on the real values.

It is the one part of a bundle that goes over the network: to the declared dependencies, the site's
resolver, proxies and time servers, and nowhere else.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from urllib.parse import urlsplit

from farhand import firewall, report, run, selftest
from farhand import plan as planning
from farhand.bundle.model import MADE, Item
from farhand.bundle.site import Site
from farhand.checks import config
from farhand.hostfacts import timesync
from farhand.redact import Redactor
from farhand.target import is_loopback, read_target
from farhand.target.schemes import WRITTEN
from farhand.wire import resolver

ORDER = 10
MAKES = ("evidence/self-test.json",)
#: Its stages have deadlines of their own, which mean nothing on a thread that waits behind all others.
URGENT = True
#: Seconds beyond the self-test's own, for what it hands over.
_AFTERWARDS = 3.0


def plan(site: Site) -> Iterator[Item]:
    yield Item(
        MAKES[0],
        MADE,
        _says(site),
        "which dependency fails, at which stage and why, judged here where the real values are",
        limit=4 << 20,
        seconds=run.WHOLE_SECONDS + _AFTERWARDS,
        network=tuple(dict.fromkeys(_network(site))),
    )


def _says(site: Site) -> str:
    subjects = ", ".join(step.subject for step in planning.make(site.app).steps)
    option = " --read-only" if site.read_only else ""
    return f"farhand self-test{option}, which looks at: {subjects}{_writes(site)}"


def _writes(site: Site) -> str:
    """The one thing that a self-test writes, with its place."""
    places = [
        str(need.settings.get("path", need.name))
        for need in site.app.dependencies
        if need.kind in WRITTEN and need.settings.get("writable") is True
    ]
    if site.read_only or not places:
        return ""
    return f"; writes and removes a file of at most 4 KiB in {', '.join(places)} (--read-only: not)"


def _network(site: Site) -> Iterator[str]:
    for rule in firewall.rules(site.app, site.env):
        if rule.name not in ("names", "time"):
            yield f"{rule.host}:{rule.port}" + (
                "" if rule.through == "direct" else f" through {rule.through}"
            )
            if rule.through != "direct":
                yield rule.through
    yield from _on_this_host(site)
    yield from (f"{server}:53 (resolver)" for server in resolver.setup().servers)
    yield from (f"{row['server']}:123 (time)" for row in timesync.servers())
    yield from _named(site, "clock")
    yield from (_place(url) for url in site.app.sections.get("outside", {}).get("urls", ()))


def _on_this_host(site: Site) -> Iterator[str]:
    """Dependencies that no firewall request needs to name."""
    values = {v.name: v.default for v in site.app.env if v.default is not None}
    values |= dict(site.env.values if site.env else {})
    for need in site.app.dependencies:
        filled = {key: config.fill(value, values) for key, value in need.settings.items()}
        target = read_target(filled, need.kind)
        if target.socket:
            yield target.socket
        elif target.host and is_loopback(target.host) and need.kind not in ("directory", "sqlite"):
            yield f"{target.host}:{target.port or '?'}"


def _named(site: Site, check: str) -> Iterator[str]:
    """Time servers and addresses that the settings of a check name."""
    settings = site.app.checks.get(check, {})
    for key in ("ntp", "peers"):
        words = settings.get(key, ())
        yield from (_place(str(word)) for word in ([words] if isinstance(words, str) else words))


def _place(url: str) -> str:
    parts = urlsplit(url)
    if not parts.hostname:
        return f"{url}:123 (time)"
    return f"{parts.hostname}:{parts.port or (443 if parts.scheme == 'https' else 80)}"


def make(site: Site, item: Item) -> bytes:
    """The report as `farhand self-test --json` prints it; of an interrupted one, what was known by then."""
    settings = run.Settings(
        env=site.env,
        env_hint=site.env_hint,
        read_only=site.read_only,
        vantage=site.vantage,
        seconds=max(0.1, item.seconds - _AFTERWARDS),
        # Secrets only: names of hosts that a profile hides are what the judge must see.
        redactor=Redactor(site.redactor.secrets, site.redactor.key),
        stop=site.stop,
    )
    try:
        made = selftest.self_test(site.app, planning.make(site.app), settings)
    except selftest.Interrupted as interrupted:
        made = interrupted.report
    return (json.dumps(report.as_json(made), indent=1) + "\n").encode()
