"""How often families of causes are met at customers' sites, before anything was seen.  Data.

Few numbers on purpose: shares of a hundred tickets, by the family of a cause id. Only their ratios matter,
and evidence soon outweighs them. A vendor who knows better writes `often = 3` into an entry of the folder
`causes` beside farhand.toml: that cause is then three times as frequent as its family says.
"""

from __future__ import annotations

from collections.abc import Collection

from farhand import causes
from farhand.model import Dependency

SHARES = {
    "config": 16.0,  # variables and files: the most frequent fault of a fresh installation
    "tcp": 14.0,  # firewalls, services that are down
    "dns": 8.0,
    "tls": 9.0,
    "proxy": 8.0,
    "http": 8.0,
    "db": 6.0,  # pools, schema, locks
    "fs": 7.0,  # rights, full disks
    "clock": 5.0,
    "limits": 4.0,
    "container": 6.0,
    "app": 6.0,
    "memory": 3.0,
    "exec": 3.0,
}
#: A family named after a kind of dependency of its own: postgres, redis, mysql, ...
SERVICE = 10.0
OTHER = 2.0

#: A dependency that the app can do without is seldom why the app is broken.
NOT_CRITICAL = 0.25
#: Whoever runs a service for many customers hears of its faults before this one does.
RUN_BY = {"vendor": 0.6, "third-party": 0.6}
#: Families that need a platform to exist at all.
NEEDS_PLATFORM = {"container": ("docker", "compose", "kubernetes")}


#: What no dependency of the app has to do with is less often why the app is broken.
SITE_ONLY = 0.5


def share(cause: str, platform: str, kinds: Collection[str]) -> float:
    """The share of the family of this cause on that platform; 0 where it cannot be. `kinds`: the checks."""
    family = cause.partition(".")[0]
    needed = NEEDS_PLATFORM.get(family)
    if needed and platform not in needed:
        return 0.0
    return SHARES.get(family) or (SERVICE if family in kinds else OTHER)


def of_need(need: Dependency, cause: str) -> float:
    """How much more or less likely the cause is for this dependency than for another one."""
    known = causes.get(cause)
    weight = 1.0 if need.critical else NOT_CRITICAL
    return weight * known.often * (RUN_BY.get(need.run_by, 1.0) if known.side == "server" else 1.0)
