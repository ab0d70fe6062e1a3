"""The app asks the cluster's API for config maps, which its service account may not."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.platforms.objects import container, deployment, says, thing
from tests.platforms.worlds import World

_ASK = "GET /api/v1/namespaces/{space}/configmaps HTTP/1.0\\r\\n"
_AS = "Impersonate-User: system:serviceaccount:{space}:billing\\r\\n\\r\\n"
ASKS = says(f"(printf '{_ASK}{_AS}'; sleep 3) | nc 10.79.0.1 7250; echo; exit 1")

WORLD = World(
    Expect("container.rbac", "customer-platform"),
    (
        thing("ServiceAccount", "billing"),
        deployment(container(command=ASKS), serviceAccountName="billing"),
    ),
    "CrashLoopBackOff",
    like="rbac_misconfiguration",
)
