"""What stands around a pod of Kubernetes and decides over it: its workload, services, policies, rights.

A pod's own words do not tell why no pod is made, whom a service leads to, what a policy forbids, or that
the settings changed after the start. All commands only read; where the person who asks may not look, they
say so, since that is no fault of the app.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Sequence

from farhand.platforms import _text

#: What the controllers put behind the name: two parts after a deployment's, one after a set's or a job's.
_MADE = re.compile(r"(?:-[0-9a-f]{5,10})?-[a-z0-9]{5}$|-\d{1,4}$")
_COLUMNS = (
    "KIND:.kind,NAME:.metadata.name,VERSION:.metadata.resourceVersion,CHANGED:.metadata.managedFields[*].time"
    ",STARTED:.status.containerStatuses[*].state.running.startedAt"
    ",FROM:.spec.containers[*].envFrom[*].*.name,KEYS:.spec.containers[*].env[*].valueFrom.*.name"
)


def around(kube: Sequence[str], pod: str) -> Iterator[_text.Outside]:
    """`kube` are the words up to the verb."""
    yield from _workload(kube, pod)
    yield _text.asked(
        "services",
        _all(
            _may("endpoints", [*kube, "get", "endpoints"]), _may("services", [*kube, "describe", "services"])
        ),
        "whether a pod stands behind each service, and on which port",
        "the services of the namespace: selector, ports, endpoints",
        _text.HIDES,
        40.0,
    )
    yield _text.asked(
        "policies",
        _all(_may("network policies", [*kube, "describe", "networkpolicies"])),
        "whether a network policy forbids the pod to reach something",
        "the network policies of the namespace",
    )
    yield _rights(kube, pod)
    columns = ["-o", f"custom-columns={_COLUMNS}"]
    yield _text.asked(
        "changes",
        _all(
            _may("the pod", [*kube, "get", "pod", pod, *columns]),
            _may("settings", [*kube, "get", "configmaps,secrets", "--no-headers", *columns]),
        ),
        "whether settings were changed after the pod was started, which still holds the old ones",
        "names of config maps and secrets with the times of their changes, and which of them the pod reads",
        "all values of config maps and secrets",
        40.0,
    )


def _workload(kube: Sequence[str], pod: str) -> Iterator[_text.Outside]:
    mine = f"grep -E '^(NAME|LAST|not shown|$)|/{re.escape(_MADE.sub('', pod))}([- ]|$)'"
    kinds = "pods,deployments,replicasets,statefulsets,daemonsets,jobs,persistentvolumeclaims"
    warnings = ["get", "events", "--field-selector", "type=Warning", "--sort-by=.lastTimestamp"]
    yield _text.asked(
        "workload",
        _all(
            f"{_may('workloads', [*kube, 'get', kinds])} | {mine}",
            f"{_may('events', [*kube, *warnings])} | {mine}",
            _may("limits", [*kube, "describe", "quota,limits"]),
        ),
        "why no pod is made or replaced, and what the namespace allows",
        "tables and warnings of what belongs to the app, and the limits of the namespace",
        _text.HIDES,
        60.0,
    )


def _rights(kube: Sequence[str], pod: str) -> _text.Outside:
    which = "jsonpath={.metadata.namespace}:{.spec.serviceAccountName}"
    ask = f"timeout 15 {shlex.join([*kube, 'get', 'pod', pod, '-o', which])} 2>/dev/null </dev/null"
    can = f"timeout 15 {shlex.join([*kube, 'auth', 'can-i', '--list'])}"
    script = (
        f"account=$({ask})\n"
        f'{{ [ -n "$account" ] && {can} --as="system:serviceaccount:$account" 2>/dev/null </dev/null ||'
        f" echo 'not shown: rights of the account'; }} | tail -c {_text.BYTES}"
    )
    says = "what the pod's service account may do in the cluster, to compare with what the app was refused"
    return _text.asked("rights", script, says, "the rules that apply to the service account", "", 40.0)


def _may(what: str, words: Sequence[str]) -> str:
    """A command whose refusal is told in words that are no fault of the app."""
    return f"{{ timeout 15 {shlex.join(words)} 2>/dev/null </dev/null || echo 'not shown: {what}'; }}"


def _all(*lines: str) -> str:
    """All of them, masked and bounded together."""
    return f"{{ {'; '.join(lines)}; }} | {_text.MASK} | tail -c {_text.BYTES}"
