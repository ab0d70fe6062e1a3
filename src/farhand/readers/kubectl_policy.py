"""`kubectl describe networkpolicy`: whether a policy selects pods and lets nothing out of them.

Where the text describes pods too, their labels decide whom a policy selects.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from farhand.model import Example
from farhand.readers import Part, Sign, _describe, _policies
from farhand.readers._policies import Labels, Policy

WORDS = ("PodSelector:",)

_SELECTOR = re.compile(r"\s+PodSelector:\s+(?P<selector>\S.*)")
_EGRESS = re.compile(r"\s+Allowing egress traffic:\s*$")
_NOTHING = re.compile(r"\s+<none> \(Selected pods are isolated")


def find(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """All of the described objects, so that pods and all policies are seen together."""
    runs = list(_describe.find(lines))
    if any(map(_SELECTOR.match, lines)) and runs:
        yield runs[0][0], runs[-1][1]


def read(part: Part) -> Iterator[Sign]:
    runs = [part.lines[begin:end] for begin, end in _describe.find(part.lines)]
    things = [thing for run in runs for thing in _describe.parse(run)]
    pods = [_describe.labels(thing) for thing in things if thing.containers]
    yield from _policies.signs(list(_of(part.lines)), pods)


def _of(lines: Sequence[str]) -> Iterator[Policy]:
    """The policies that say something of egress."""
    name, selector = "", ""
    for at, line in enumerate(lines):
        if line.startswith("Name:"):
            name = line.partition(":")[2].strip()
        elif found := _SELECTOR.match(line):
            selector = found["selector"].strip()
        elif _EGRESS.match(line) and at + 1 < len(lines):
            yield Policy(name, _labels(selector), at + 1, bool(_NOTHING.match(lines[at + 1])))


def _labels(selector: str) -> Labels | None:
    """None for a selector that holds more than pairs, such as `app in (a,b)`."""
    if selector.startswith("<none>"):
        return {}
    return (
        _describe.wanted(selector)
        if re.fullmatch(r"[\w./-]+=[\w.-]*(?:,[\w./-]+=[\w.-]*)*", selector)
        else None
    )


_SHUT = """\
$ kubectl describe networkpolicy
Name:         web-default
Namespace:    shop
Created on:   2026-11-26 22:25:19 +0000 UTC
Labels:       <none>
Annotations:  <none>
Spec:
  PodSelector:     app=web
  Not affecting ingress traffic
  Allowing egress traffic:
    <none> (Selected pods are isolated for egress connectivity)
  Policy Types: Egress
"""
_OPEN = """

Name:         web-out
Namespace:    shop
Created on:   2026-11-26 22:25:19 +0000 UTC
Labels:       <none>
Annotations:  <none>
Spec:
  PodSelector:     app=web
  Not affecting ingress traffic
  Allowing egress traffic:
    To Port: 53/UDP
    To Port: 5432/TCP
    To: <any> (traffic not restricted by destination)
  Policy Types: Egress
"""
_FROM = "recorded from a real cluster, Kubernetes 1.20.2, 2026-11-26"
EXAMPLES = (
    Example("pods without any way out", pasted=_SHUT, finds=("tcp.timeout",), source=_FROM),
    Example("another policy allows what is needed", pasted=_SHUT + _OPEN, source=_FROM),
)
