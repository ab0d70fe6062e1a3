"""YAML and JSON of Kubernetes objects: `kubectl get ... -o yaml|json`, manifests, lists of events.

The status of a pod tells more than its row in a table: how each container ended, with which number, and
what the kubelet said. Manifests in one paste may contradict each other. Where names and data stand (the
spec) no words are looked for, see `names_and_data`; what the status says is searched as any text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from farhand.model import Example
from farhand.readers import Part, Sign, _documents, _exits, _kube, _manifests, _object_examples
from farhand.readers._documents import at_of, dig, mapping, rows
from farhand.readers._manifests import Object, name_of

WORDS = ("apiVersion", "containerStatuses", "lastState", "kind:", 'kind":', "kind':", "items:", 'items":')
_ANCHOR = re.compile(r"(?P<pad>\s*)(?:- )?[\"']?(?:apiVersion|kind|items|containerStatuses|lastState)[\"']?:")
_BOTH = re.compile(r"\s*(?:- )?[\"']?(?:apiVersion|kind)[\"']?:\s*[\"']?[\w./]+[\"']?,?$")
_STATUS = re.compile(r"\s*[\"']?(?:containerStatuses|lastState)[\"']?:\s*[\[{]?$")


def find(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    at = 0
    while at < len(lines):
        if ":" in lines[at] and _ANCHOR.match(lines[at]) and _is_object(lines, at):
            begin, end = _range(lines, at)
            yield max(begin, 0), end
            at = max(end, at + 1)
        else:
            at += 1


def _is_object(lines: Sequence[str], at: int) -> bool:
    if _STATUS.match(lines[at]):
        return True
    near = [line for line in lines[at : at + 40] if _BOTH.match(line)]
    return (
        len(near) > 1 and any("kind" in line for line in near) and any("apiVersion" in line for line in near)
    )


def _range(lines: Sequence[str], at: int) -> tuple[int, int]:
    """JSON begins at the bracket before; YAML at the line itself."""
    if lines[at].lstrip()[:1] == '"':
        begin = at
        while (
            begin > 0
            and not (lines[begin].lstrip()[:1] in "{[" and not lines[begin].startswith("  "))
            and at - begin < 8
        ):
            begin -= 1
        if lines[begin].lstrip()[:1] in ("{", "["):
            return begin, _documents.json_end(lines, begin)
    return at, _documents.run(lines, at)


def read(part: Part) -> Iterator[Sign]:
    return _kube.few(_all(part))


def _all(part: Part) -> Iterator[Sign]:
    things: list[tuple[int, Object]] = []
    for begin, document in _documents.documents(part.lines):
        found = list(objects(document))
        things += _placed(found, begin, part.lines)
        if not found:
            yield from _loose(document, begin, part.lines)
    for at, thing in things:
        yield from _of(thing, at, part.lines)
    yield from _manifests.contradictions(things, part.lines)


def _placed(found: Sequence[Object], begin: int, lines: Sequence[str]) -> Iterator[tuple[int, Object]]:
    """The line in which each object's name stands, as near as its text tells; they come in order."""
    at = begin
    for thing in found:
        name = name_of(thing)
        near = range(at, min(len(lines), at + 2000)) if name else ()
        at = next((n for n in near if name in lines[n] and "name" in lines[n]), at)
        yield at if len(found) > 1 else begin, thing


def objects(value: Any) -> Iterator[Object]:
    """Objects of a document; those of a List are in its items."""
    if isinstance(value, list):
        for item in value[:5000]:
            yield from objects(item)
    elif isinstance(value, Mapping):
        if isinstance(value.get("items"), list):
            yield from objects(_with_kind(value["items"], str(value.get("kind") or "")))
        elif "kind" in value:
            yield value


def _with_kind(items: Sequence[Any], kind: str) -> list[Any]:
    """The items of a PodList are pods, though the API does not say it of each."""
    one = kind[:-4] if kind.endswith("List") else ""
    return [{"kind": one, **i} if one and isinstance(i, Mapping) else i for i in items]


def _of(thing: Object, begin: int, lines: Sequence[str]) -> Iterator[Sign]:
    kind, name, status = str(thing.get("kind")), name_of(thing), mapping(thing.get("status"))
    if kind == "Event":
        yield from _event(thing, begin, lines)
    if status:
        signs = [*_statuses(status, name, begin, lines), *_conditions(kind, status, name, begin, lines)]
        yield from signs
        works = "" if any(s.cause for s in signs) else _works(kind, status)
        if works:
            yield Sign(begin, healthy=works, subject=name)
    if (
        kind == "Endpoints"
        and "subsets" in thing
        and not any(r.get("addresses") for r in rows(thing["subsets"]))
    ):
        why = f"endpoints {name} hold no ready address"
        at = at_of(lines, "subsets", begin)
        yield Sign(at, cause="container.no_endpoints", weight=0.9, why=why, subject=name)


def _event(thing: Object, begin: int, lines: Sequence[str]) -> Iterator[Sign]:
    subject = str(dig(thing, "involvedObject", "name") or dig(thing, "regarding", "name") or "")
    reason, said = str(thing.get("reason") or ""), str(thing.get("message") or thing.get("note") or "")
    at = at_of(lines, reason, begin)
    sign = _kube.of_event(_kube.Event(at, thing.get("type") == "Warning", reason, said, subject))
    yield from (sign,) if sign else ()


def _loose(value: Any, begin: int, lines: Sequence[str]) -> Iterator[Sign]:
    """A status without the object around it."""
    held = mapping(value)
    status = mapping(held.get("status")) or held
    if "lastState" in held or "state" in held:
        status = {"containerStatuses": [held]}
    yield from _statuses(status, "", begin, lines)


def _statuses(status: Object, pod: str, begin: int, lines: Sequence[str]) -> Iterator[Sign]:
    reason = str(status.get("reason") or "")
    if status.get("phase") in ("Failed", "Pending") and reason:
        sign = _kube.of_reason(at_of(lines, reason, begin), reason, pod, str(status.get("message") or ""))
        yield from (sign,) if sign else ()
    for row in rows(status.get("initContainerStatuses")) + rows(status.get("containerStatuses")):
        who = str(row.get("name") or pod)
        for key in ("state", "lastState"):
            yield from _state(mapping(row.get(key)), who, row, begin, lines)


def _state(state: Object, who: str, row: Object, begin: int, lines: Sequence[str]) -> Iterator[Sign]:
    for kind in ("waiting", "terminated"):
        held = mapping(state.get(kind))
        reason, said, code = (
            str(held.get("reason") or ""),
            str(held.get("message") or ""),
            held.get("exitCode"),
        )
        at = at_of(lines, reason or str(code), at_of(lines, kind, begin))
        if reason and reason not in ("Error", "Completed"):
            sign = _kube.of_reason(at, reason, who, said)
            yield from (sign,) if sign else ()
        elif isinstance(code, int) and code not in _exits.ORDERLY:
            sign = _exits.sign(at_of(lines, str(code), at), code, who)
            why = f"{who} ended with exit status {code} ({row.get('restartCount', '?')} restarts); why is"
            why += " in its last output"
            weight = 0.4 if row.get("ready") else 0.6
            yield sign or Sign(at, "container.crash_loop", weight, why, who, facts={"exit": code})


def _conditions(kind: str, status: Object, name: str, begin: int, lines: Sequence[str]) -> Iterator[Sign]:
    held = {str(c.get("type")): c for c in rows(status.get("conditions"))}
    if kind == "Node":
        yield from _kube.of_node(name, {k: _row(c, begin, lines) for k, c in held.items()})
    for wanted, bad, event in (
        ("PodScheduled", "False", "FailedScheduling"),
        ("ReplicaFailure", "True", "FailedCreate"),
    ):
        row = held.get(wanted, {})
        if str(row.get("status")) == bad and row.get("message"):
            at = at_of(lines, str(row.get("reason")), begin)
            sign = _kube.of_event(_kube.Event(at, True, event, str(row["message"]), name))
            yield from (sign,) if sign else ()
    failed = held.get("Failed", {})
    if kind == "Job" and str(failed.get("status")) == "True":
        sign = _kube.of_reason(
            at_of(lines, str(failed.get("reason")), begin), str(failed.get("reason")), name
        )
        yield from (sign,) if sign else ()


def _row(condition: Object, begin: int, lines: Sequence[str]) -> tuple[int, str, str]:
    said = f"{condition.get('reason', '')} {condition.get('message', '')}"
    return at_of(lines, str(condition.get("reason")), begin), str(condition.get("status")), said


def _works(kind: str, status: Object) -> str:
    held = {str(c.get("type")): str(c.get("status")) for c in rows(status.get("conditions"))}
    containers = rows(status.get("containerStatuses"))
    if kind == "Pod" and status.get("phase") == "Succeeded":
        return "the pod has done its work"
    if kind == "Pod" and containers and all(c.get("ready") is True for c in containers):
        return "all containers of the pod are ready"
    if kind == "Node" and held.get("Ready") == "True":
        return "the node is ready"
    if kind in ("Deployment", "StatefulSet", "ReplicaSet") and status.get("readyReplicas"):
        return "all replicas are ready" if status["readyReplicas"] == status.get("replicas") else ""
    return "the claim is bound" if kind == "PersistentVolumeClaim" and status.get("phase") == "Bound" else ""


EXAMPLES: tuple[Example, ...] = _object_examples.EXAMPLES
