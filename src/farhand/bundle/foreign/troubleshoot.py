"""A support bundle of troubleshoot.sh (`kubectl support-bundle`): a cluster's objects, pod logs, host checks.

`analysis.json` holds what the vendor's own analyzers made of it: what they found wrong is read first, what
they found right is not searched for words. Definitions, roles and other settings are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from farhand.bundle.foreign import _kubernetes

parts = _kubernetes.parts

_RESOURCES = "cluster-resources/"
_RANKS = (
    (r"analysis\.json$", 0),
    (r"cluster-resources/(?:nodes\.json|pods/[\w.-]+\.json)$", 0),
    (r"cluster-resources/events/[\w.-]+\.json$", 1),
    (r"(?:postgres|postgresql|mysql|mssql|redis|clickhouse|s3Status|registry|http)/[^/]+\.json$", 1),
    (r"cluster-resources/pods/logs/.+\.log$", 2),
    (
        r"host-collectors/(?:run-host/.+\.txt|journald/.+\.txt|copy/.+|(?:\w*[cC]onnect|tcp\w+|udp\w+|http\w*"
        r"|certificate\w*)/.+\.json)$",
        2,
    ),
    (
        r"cluster-resources/(?:deployments|statefulsets|daemonsets|replicasets|jobs|pvcs|endpoints|resource-quota)"
        r"/[\w.-]+\.json$",
        3,
    ),
    (r"(?:collector-errors|host-collectors/errors)/", 4),
    (r"(?!cluster-resources/|cluster-info/|execution-data/|metadata/|host-collectors/|secrets/|configmaps/"
     r"|certificates/|goldpinger/|sysctl/)(?:.+/)?[^/]+\.(?:log|txt|json)$", 5),
)  # fmt: skip
_PATTERNS = tuple((re.compile(pattern), rank) for pattern, rank in _RANKS)
_DAY = re.compile(r"(?P<day>\d{4}-\d\d-\d\d)(?:T(?P<hour>\d\d)_(?P<minute>\d\d))?")


def recognise(names: Sequence[str]) -> bool:
    return "version.yaml" in names and any(
        n.startswith((_RESOURCES, "host-collectors/", "cluster-info/")) or n == "analysis.json" for n in names
    )


def rank(name: str) -> int | None:
    return next((rank for pattern, rank in _PATTERNS if pattern.match(name)), None)


def told(top: str, names: Sequence[str]) -> str:
    made = _DAY.search(top)
    when = f", made {made['day']}" if made else ""
    if made and made["hour"]:
        when += f" {made['hour']}:{made['minute']}"
    spaces = [n for n in names if re.match(r"cluster-resources/pods/[\w.-]+\.json$", n)]
    what = f", {len(spaces)} namespaces" if spaces else ", of a host only"
    return f"a troubleshoot.sh support bundle{when}{what}"


def lacks(names: Sequence[str]) -> Iterator[str]:
    if "analysis.json" not in names:
        yield "the results of the vendor's analyzers (analysis.json)"
    if not any(n.startswith("cluster-resources/pods/logs/") for n in names):
        yield "the logs of any pod"
    if not any(n.startswith("host-collectors/") for n in names):
        yield "anything about the hosts (host-collectors/)"
