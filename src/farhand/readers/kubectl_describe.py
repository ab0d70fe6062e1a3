"""`kubectl describe` of pods, nodes, claims, jobs, services, ingresses, deployments; or pieces of one.

It holds in one place what else needs five commands: how a container ended, with which number, how often,
under which limit, and what the cluster said of it. What it says of a past that is over (a probe that
failed while the app started, a claim that was bound later) is told from what is still so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from farhand.model import Example
from farhand.readers import Part, Sign, _describe, _describe_examples, _env, _exits, _kube
from farhand.readers._describe import Container, Described

find = _describe.find

WORDS = ("Name:", "Containers:", "State:", "Events:", "Reason", "FirstSeen")
_BACKEND = re.compile(r"(?P<service>[\w.-]+):\S+\s+\((?:<error: (?:endpoints|services) [^>]*>|<none>|)\)\s*$")


def read(part: Part) -> Iterator[Sign]:
    return _kube.few(_all(part))


def _all(part: Part) -> Iterator[Sign]:
    for thing in _describe.parse(part.lines):
        works = over(thing)
        if works:
            yield Sign(thing.last, healthy=works, subject=thing.name)
        else:
            yield from _faults(thing)


def over(thing: Described) -> str:
    """What works now, so that the events before it are past; empty where nothing shows that it works."""
    works = _works(thing)
    return works if works and not any(s.cause and s.weight >= 0.5 for s in _now(thing)) else ""


def _faults(thing: Described) -> Iterator[Sign]:
    yield from _now(thing)
    seen: set[tuple[str, str]] = set()
    for event in thing.events:
        sign = _kube.of_event(event)
        if sign and (sign.cause, event.reason) not in seen:
            seen.add((sign.cause, event.reason))
            yield sign
        elif sign and sign.moot:
            yield Sign(sign.at, moot=sign.moot)


def _now(thing: Described) -> Iterator[Sign]:
    """What the object's own fields say, without its events."""
    for container in thing.containers:
        yield from _of_container(thing, container)
    if len(thing.containers) == 1:  # with more of them localhost may be a neighbour
        yield from _local(thing)
    for first, at, name in _describe.doubles(thing.lines):
        why = f"{name} stands twice in the variables of {thing.name or 'the container'}; the last one counts"
        yield Sign(
            thing.first + at, "config.env_shadowed", 0.8, why, name, params={"name": name}, also=(first,)
        )
    for look in (_pod, _node, _service, _ingress, _claim, _job):
        yield from look(thing)


def _local(thing: Described) -> Iterator[Sign]:
    for at, name, value in _describe.environment(thing.lines):
        if _env.local_dependency(name, value):
            why = f"{name} of {thing.name or 'the pod'} points at localhost, which is the pod itself"
            cause = "config.localhost_in_container"
            yield Sign(thing.first + at, cause, 0.75, why, name, params={"name": name})


def _of_container(thing: Described, container: Container) -> Iterator[Sign]:
    who = container.name or thing.name or "the container"
    state, again = container.get("State"), _count(container.get("Restart Count"))
    for prefix in ("State", "Last"):
        reason, code = container.get(f"{prefix} Reason"), container.get(f"{prefix} Exit Code")
        if prefix == "Last" and reason in ("Completed", "Unknown"):
            continue
        yield from _ended(thing, container, prefix, who)
        if reason and reason not in ("Error", "Completed"):
            said = container.get(f"{prefix} Message") or _said(thing, reason)
            sign = _kube.of_reason(container.at(f"{prefix} Reason"), reason, who, said)
            yield from _with_limit(sign, container, again) if sign else ()
        elif reason == "Error" and prefix == "State" and not code:
            yield Sign(
                container.at("State Reason"),
                subject=who,
                facts={"reason": "Error"},
                why=f"{who} ended with an error",
            )
    if state.startswith("Running") and container.get("Ready") == "False" and container.get("Readiness"):
        yield from _kept_out(thing, container, who)
    if container.init and state.startswith("Running") and container.get("Ready") == "False":
        why = f"init container {who} has not come to its end, so the app is not started"
        yield Sign(
            container.at("State"), cause="container.init", weight=0.6, why=why, subject=thing.name or who
        )


def _kept_out(thing: Described, container: Container, who: str) -> Iterator[Sign]:
    """It runs, and only its readiness probe keeps work from it."""
    said = [e for e in thing.events if e.reason == "Unhealthy" and "Readiness" in e.text]
    if said:
        why = f"{who} runs, but its readiness probe fails: {' '.join(said[-1].text.split())[:160]}"
        yield Sign(said[-1].at, "container.probe", 0.82, why, thing.name or who)


def _ended(thing: Described, container: Container, prefix: str, who: str) -> Iterator[Sign]:
    code, reason = _count(container.get(f"{prefix} Exit Code")), container.get(f"{prefix} Reason")
    if reason == "OOMKilled" or code < 0:
        return
    if code == 137 and _probe_killed(thing):
        yield Sign(container.at(f"{prefix} Exit Code"), moot=("memory.oom_killed",))
        return
    at, again = container.at(f"{prefix} Exit Code"), container.get("Restart Count") or "?"
    sign = _exits.sign(at, code, who)
    if sign:
        yield sign
    elif code not in _exits.ORDERLY and reason in ("Error", ""):
        why = f"{who} ended with exit status {code} ({again} restarts); why is in its last output"
        weight = 0.6 if container.get("State").startswith(("Waiting", "Terminated")) else 0.4
        cause = "container.init" if container.init else "container.crash_loop"
        yield Sign(at, cause=cause, weight=weight, why=why, subject=who, facts={"exit": code})


def _probe_killed(thing: Described) -> bool:
    """The same number 137 comes of a liveness or startup probe, and the events tell which it was."""
    told = (e.text for e in thing.events if e.reason in ("Killing", "Unhealthy"))
    return any(f"{probe} probe" in text for text in told for probe in ("iveness", "tartup"))


def _with_limit(sign: Sign, container: Container, again: int) -> Iterator[Sign]:
    limit = container.get("memory")
    if sign.cause != "memory.oom_killed":
        yield sign
        return
    why = f"{sign.subject} was killed for memory (exit status 137, {max(again, 0)} restarts"
    why += f", limit {limit})" if limit else ")"
    yield Sign(
        sign.at, sign.cause, sign.weight, why, sign.subject, sign.facts, {"limit": limit} if limit else {}
    )


def _said(thing: Described, reason: str) -> str:
    """The event that tells why a container waits; the container itself has no message in this text."""
    wanted = (
        "pull" if "Image" in reason else "Error:" if reason.startswith(("Create", "Run", "Start")) else ""
    )
    return next((e.text for e in thing.events if wanted and e.reason == "Failed" and wanted in e.text), "")


def _pod(thing: Described) -> Iterator[Sign]:
    at, reason = thing.fields.get("Reason", (0, ""))
    if reason and thing.get("Status"):
        sign = _kube.of_reason(at, reason, thing.name, thing.get("Message"))
        yield from (sign,) if sign else ()
    row = thing.conditions.get("PodScheduled")
    if row and row[1] == "False":
        why = f"no node was found for {thing.name or 'the pod'}"
        yield Sign(row[0], cause="container.unschedulable", weight=0.6, why=why, subject=thing.name)


def _node(thing: Described) -> Iterator[Sign]:
    if "MemoryPressure" in thing.conditions or "DiskPressure" in thing.conditions:
        yield from _kube.of_node(thing.name, thing.conditions)


def _service(thing: Described) -> Iterator[Sign]:
    at, ends = thing.fields.get("Endpoints", (0, "-"))
    selector = thing.get("Selector")
    if "Endpoints" in thing.fields and ends in ("<none>", "") and thing.get("Type") != "ExternalName":
        why = f"service {thing.name} has no endpoints; no ready pod has the labels"
        why += f" {selector or '(no selector)'}"
        yield Sign(
            at,
            cause="container.no_endpoints",
            weight=0.92,
            why=why,
            subject=thing.name,
            params={"selector": selector},
        )


def _ingress(thing: Described) -> Iterator[Sign]:
    if "Rules" not in thing.fields:
        return
    begin = thing.fields["Rules"][0] - thing.first
    for at, line in enumerate(thing.lines[begin:], begin):
        found = _BACKEND.search(line)
        if found and found["service"] != "default-http-backend":
            why = f"ingress {thing.name} leads to service {found['service']}, which has no endpoints"
            yield Sign(
                thing.first + at,
                cause="container.no_endpoints",
                weight=0.92,
                why=why,
                subject=found["service"],
            )


def _claim(thing: Described) -> Iterator[Sign]:
    at, status = thing.fields.get("Status", (0, ""))
    if "StorageClass" in thing.fields and status == "Lost":
        why = f"claim {thing.name} has lost its volume"
        yield Sign(at, cause="container.volume", weight=0.92, why=why, subject=thing.name)
    slow = [
        e for e in thing.events if e.reason == "ExternalProvisioning" and re.search(r"x\d{2,} over", e.text)
    ]
    if status == "Pending" and slow:
        why = f"claim {thing.name} still waits for its provisioner"
        yield Sign(slow[-1].at, cause="container.volume", weight=0.75, why=why, subject=thing.name)


def _job(thing: Described) -> Iterator[Sign]:
    at, _ = thing.fields.get("Pods Statuses", (0, ""))
    failed = next((e for e in thing.events if e.reason == "BackoffLimitExceeded"), None)
    if failed:
        why = f"job {thing.name} has given up: its pods fail again and again"
        yield Sign(failed.at or at, cause="container.crash_loop", weight=0.6, why=why, subject=thing.name)


def _works(thing: Described) -> str:
    """What the object positively shows to work; empty where it shows nothing of the kind."""
    for look in _WORKS:
        says = look(thing)
        if says:
            return says
    return ""


def _pod_works(thing: Described) -> str:
    if not thing.containers or not thing.get("Status"):
        return ""
    if thing.get("Status") == "Succeeded":
        return "the pod has done its work"
    apps = [c for c in thing.containers if not c.init]
    ready = all(c.get("State").startswith("Running") and c.get("Ready") == "True" for c in apps)
    return "all containers of the pod are ready" if apps and ready and all(map(_calm, apps)) else ""


def _calm(container: Container) -> bool:
    """Never started again, or for no fault, or once only and without a signal: what it met then is past."""
    again, last = _count(container.get("Restart Count")), container.get("Last Reason")
    once = again == 1 and last == "Error" and 0 < _count(container.get("Last Exit Code")) < 126
    return again <= 0 or last in ("Completed", "Unknown") or once


def _node_works(thing: Described) -> str:
    pressed = any(thing.conditions.get(name, (0, "", ""))[1] == "True" for name in _kube.PRESSURE)
    ready = thing.conditions.get("Ready", (0, "", ""))[1] == "True"
    return (
        "the node is ready, without pressure"
        if "DiskPressure" in thing.conditions and ready and not pressed
        else ""
    )


def _replicas_work(thing: Described) -> str:
    found = re.match(r"(\d+) desired \|.*?(\d+) available \| 0 unavailable", thing.get("Replicas"))
    return f"all {found[1]} replicas are available" if found and found[1] == found[2] != "0" else ""


def _others_work(thing: Described) -> str:
    if "Endpoints" in thing.fields and re.match(r"[\d\[]", thing.get("Endpoints")):
        return "the service has endpoints"
    if "StorageClass" in thing.fields and thing.get("Status") == "Bound":
        return "the claim is bound"
    done = re.search(r"[1-9]\d* Succeeded / 0 Failed", thing.get("Pods Statuses"))
    if done and thing.get("Pods Statuses").startswith("0 "):
        return "the job has done its work"
    scaling = thing.conditions.get("ScalingActive", (0, "", ""))[1] == "True"
    return (
        "the autoscaler reads its metrics"
        if scaling and thing.conditions.get("AbleToScale", (0, "", ""))[1] == "True"
        else ""
    )


_WORKS: tuple[Callable[[Described], str], ...] = (_pod_works, _node_works, _replicas_work, _others_work)


def _count(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else -1


EXAMPLES: tuple[Example, ...] = _describe_examples.EXAMPLES
