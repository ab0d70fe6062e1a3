"""Network policies, as `kubectl describe` and manifests show them: who is left without a way out.

Policies add up: one that forbids everything is common and right where another one allows what is needed
(kubernetes.io, "Network Policies"). So only pods that a policy isolates for egress, and that no policy
allows anything, count.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from farhand.readers import Sign

Labels = Mapping[str, str]


@dataclass(frozen=True)
class Policy:
    """What one policy says of egress. `labels`: of the pods it selects, {} all, None: not to be told."""

    name: str
    labels: Labels | None
    at: int
    nothing: bool  # it lets nothing out


def signs(policies: Sequence[Policy], pods: Sequence[Labels]) -> Iterator[Sign]:
    """`pods` are the labels of the pods that are known; without any, policies are compared."""
    allowing = [policy for policy in policies if not policy.nothing]
    for policy in policies:
        if policy.nothing and policy.labels is not None and _shut(policy.labels, allowing, pods):
            who = "the pods with " + _said(policy.labels) if policy.labels else "all pods"
            why = f"network policy {policy.name} lets no connection out of {who}, and no other allows any"
            yield Sign(policy.at, "tcp.timeout", 0.8, why, policy.name)


def _shut(labels: Labels, allowing: Sequence[Policy], pods: Sequence[Labels]) -> bool:
    """Whether pods with these labels are left without any way out."""
    if not pods:
        return not any(not other.labels or other.labels == labels for other in allowing)
    mine = [pod for pod in pods if selects(labels, pod)]
    return any(not any(o.labels is None or selects(o.labels, pod) for o in allowing) for pod in mine)


def selects(labels: Labels, has: Labels) -> bool:
    return all(has.get(key) == value for key, value in labels.items())


def _said(labels: Labels) -> str:
    return ",".join(f"{key}={value}" for key, value in labels.items())
