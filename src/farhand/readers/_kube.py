"""What Kubernetes' own words mean: reasons of container states and of events, ages, rows of event tables.

The same reasons come in `kubectl describe`, in tables and in YAML, so their meaning stands here once. A
reason alone is often a symptom; its message decides, and where none of the patterns here fits, the weight
stays low enough for the signatures to have the last word.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from farhand.readers import Sign


@dataclass(frozen=True)
class Event:
    """One event. `at` is its line, `text` its age, source and message as they are printed."""

    at: int
    warning: bool
    reason: str
    text: str
    subject: str = ""


_ROW = re.compile(r"(?:^|\s)(?P<type>Warning|Normal)\s+(?P<reason>[A-Z][A-Za-z]{2,40})(?:\s+(?P<text>.*))?$")
_OBJECT = re.compile(
    r"\b(?:pod|node|deployment|replicaset|job|persistentvolumeclaim|statefulset|daemonset)s?/([\w.-]+)", re.I
)
_NEXT = re.compile(r"\s*(?:$|[\w-]+[$#%>] |\$ |Name:|\S+:\s*$|(?:LAST|NAMESPACE)\b)")

_IMAGE, _CONFIG = "container.image_pull", "container.config_missing"
#: Reason of a waiting or ended container, of a pod, or the word in STATUS: cause and weight.
REASONS: Mapping[str, tuple[str, float]] = {
    "OOMKilled": ("memory.oom_killed", 0.95),
    "CrashLoopBackOff": ("container.crash_loop", 0.6),
    "Error": ("container.crash_loop", 0.55),
    "BackoffLimitExceeded": ("container.crash_loop", 0.6),
    "ImagePullBackOff": (_IMAGE, 0.85),
    "ErrImagePull": (_IMAGE, 0.85),
    "ErrImageNeverPull": (_IMAGE, 0.93),
    "ImageInspectError": (_IMAGE, 0.8),
    "InvalidImageName": (_IMAGE, 0.95),
    "ErrInvalidImageName": (_IMAGE, 0.95),
    "RegistryUnavailable": (_IMAGE, 0.9),
    "CreateContainerConfigError": (_CONFIG, 0.8),
    "CreateContainerError": ("container.runtime", 0.5),
    "RunContainerError": ("exec.command_missing", 0.55),
    "StartError": ("exec.command_missing", 0.65),
    "ContainerCannotRun": ("exec.command_missing", 0.65),
    "Evicted": ("container.evicted", 0.9),
    "Preempting": ("container.evicted", 0.8),
    "NodeLost": ("container.evicted", 0.6),
    "NodeShutdown": ("container.evicted", 0.6),
    "ContainerStatusUnknown": ("container.evicted", 0.55),
    "Unschedulable": ("container.unschedulable", 0.85),
    "OutOfcpu": ("container.unschedulable", 0.9),
    "OutOfmemory": ("container.unschedulable", 0.9),
    "OutOfpods": ("container.unschedulable", 0.9),
    "NodeAffinity": ("container.unschedulable", 0.8),
    "UnexpectedAdmissionError": ("container.unschedulable", 0.6),
}
#: Reason of an event, a pattern that its message must hold, cause and weight; the first that fits counts.
_EVENTS: Sequence[tuple[str, str, str, float]] = (
    (
        "FailedMount|FailedAttachVolume",
        r"kube-root-ca|not registered|failed to sync (?:secret|configmap) cache",
        "",
        0.0,
    ),
    (
        "FailedMount",
        r"(?:secret|configmap)s? \"[^\"]*\" not found|references non-existent (?:secret|config)",
        _CONFIG,
        0.93,
    ),
    ("FailedMount|FailedAttachVolume|FailedMapVolume|FailedUnMount", "", "container.volume", 0.75),
    (
        "ProvisioningFailed|FailedBinding|VolumeResizeFailed|ClaimLost|VolumeMismatch",
        "",
        "container.volume",
        0.88,
    ),
    (
        "FailedScheduling",
        r"unbound immediate PersistentVolumeClaims|PersistentVolumeClaim is not bound",
        "container.volume",
        0.75,
    ),
    ("FailedScheduling", r"persistentvolumeclaims? \"[^\"]*\" not found", _CONFIG, 0.7),
    ("FailedScheduling|NotTriggerScaleUp", "", "container.unschedulable", 0.85),
    (
        "Failed|BackOff|InspectFailed|ErrImageNeverPull",
        r"pull(?:ing)? (?:image|\")|ErrImage|ImagePull|InvalidImageName|manifest",
        _IMAGE,
        0.85,
    ),
    (
        "Failed|CreateContainerConfigError",
        r"(?:secret|configmap)s? \"[^\"]*\" not found|couldn't find key",
        _CONFIG,
        0.94,
    ),
    ("Failed", r"runAsNonRoot", "container.admission", 0.85),
    ("Failed|BackOff", r"exec format error", "container.wrong_arch", 0.93),
    ("Failed", r"executable file not found|(?:stat|exec) \S+ no such file", "exec.command_missing", 0.93),
    ("Failed", r"(?:exec|permission).{0,80}permission denied", "fs.permission", 0.8),
    ("BackOff", r"[Bb]ack-?off restarting", "container.crash_loop", 0.6),
    ("Killing", r"failed (?:liveness|startup) probe|container is unhealthy", "container.probe", 0.75),
    ("Unhealthy|ProbeWarning", r"probe (?:failed|errored)", "container.probe", 0.6),
    (
        "FailedCreatePodSandBox|NetworkNotReady",
        r"assign an IP|no (?:available |free )?IP|IP addresses available",
        "container.address_exhausted",
        0.9,
    ),
    ("FailedCreatePodSandBox|NetworkNotReady", r"network|cni|plugin|dial", "container.network", 0.8),
    (
        "FailedCreatePodSandBox|ContainerdStart|ContainerGCFailed|ImageGCFailed|KubeletSetupFailed",
        "",
        "container.runtime",
        0.55,
    ),
    (
        "FailedCreate",
        r"exceeded quota|must specify limits|(?:maximum|minimum) (?:cpu|memory) usage",
        "container.unschedulable",
        0.9,
    ),
    (
        "FailedCreate",
        r"violates PodSecurity|admission webhook|security context constraint|denied",
        "container.admission",
        0.9,
    ),
    ("FailedCreate", r"serviceaccount \"[^\"]*\" not found", _CONFIG, 0.8),
    ("FailedCreate", r"cannot \w+ resource|is forbidden: User", "container.rbac", 0.85),
    ("FailedSync", r"SetupNetwork", "container.network", 0.85),
    ("FailedSync", r"ErrImagePull|ImagePullBackOff|InvalidImageName", _IMAGE, 0.85),
    ("FailedSync", r"CrashLoopBackOff", "container.crash_loop", 0.6),
    ("Evicted|EvictionThresholdMet|TaintManagerEviction|Preempted", "", "container.evicted", 0.85),
    ("OOMKilling|SystemOOM", "", "memory.oom_killed", 0.93),
    ("NodeHasDiskPressure|FreeDiskSpaceFailed", "", "fs.full", 0.8),
)
_KNOWN = tuple(
    (re.compile(rf"(?:{names})$"), re.compile(text, re.I), cause, weight)
    for names, text, cause, weight in _EVENTS
)
#: Conditions of a node that are bad when True.
PRESSURE: Mapping[str, tuple[str, float]] = {
    "DiskPressure": ("fs.full", 0.85),
    "PIDPressure": ("limits.processes", 0.85),
    "MemoryPressure": ("container.evicted", 0.75),
    "NetworkUnavailable": ("container.network", 0.85),
    "OutOfDisk": ("fs.full", 0.9),
}
_NODE_SAYS = (
    (re.compile(r"cni|network ?plugin|NetworkReady=false", re.I), "container.network", 0.93),
    (
        re.compile(r"PLEG|runtime is down|runtime status check|container runtime", re.I),
        "container.runtime",
        0.92,
    ),
    (re.compile(r"stopped posting", re.I), "container.runtime", 0.5),
)
#: Of a probe that fails these are the kubelet's words on the app's own port, not a connection of the app.
_OWN_PORT = ("tcp.refused", "tcp.timeout", "tcp.reset")
#: Signs of one cause that are told of one text.
_FEW = 12
_UNIT = {"s": 1, "m": 60, "h": 3600, "d": 86400, "y": 31_536_000}


def seconds(age: str) -> int:
    """`3d4h` in seconds; -1 where it is no age."""
    found = re.fullmatch(r"(?:\d+[smhdy])+", age)
    return sum(int(n) * _UNIT[u] for n, u in re.findall(r"(\d+)([smhdy])", age)) if found else -1


def events(lines: Sequence[str], subject: str = "", first: int = 0) -> Iterator[Event]:
    """Rows of any of the layouts that event tables have had; a wrapped message is put together."""
    for at, line in enumerate(lines):
        row = _ROW.search(line) if "Normal" in line or "Warning" in line else None
        if row:
            text = " ".join([row["text"] or "", *_wrapped(lines, at)])
            named = _OBJECT.search(text) or _OBJECT.search(line)
            yield Event(
                first + at, row["type"] == "Warning", row["reason"], text, named[1] if named else subject
            )


def is_event(line: str) -> bool:
    return ("Warning" in line or "Normal" in line) and _ROW.search(line) is not None


def _wrapped(lines: Sequence[str], at: int) -> Iterator[str]:
    for line in lines[at + 1 : at + 6]:
        if is_event(line) or _NEXT.match(line):
            return
        yield line.strip()


def of_event(event: Event) -> Sign | None:
    """The cause that an event names; a fact where it is not one of those that are known here."""
    if not event.warning and event.reason != "Killing":
        return None
    found = next((k for k in _KNOWN if k[0].match(event.reason) and k[1].search(event.text)), None)
    if found is None:
        return (
            Sign(event.at, subject=event.subject, facts={"event": event.reason}, why=_says(event))
            if event.warning
            else None
        )
    if not found[2]:
        return None
    return Sign(
        event.at,
        cause=found[2],
        weight=found[3],
        why=_says(event),
        subject=event.subject,
        facts={"event": event.reason},
        moot=_OWN_PORT if found[2] == "container.probe" else (),
    )


def of_reason(at: int, reason: str, who: str, text: str = "") -> Sign | None:
    """The cause that a container's or pod's reason names, with its message where there is one."""
    known = REASONS.get(reason)
    if known is None:
        return None
    better = of_event(Event(at, True, "Failed", text, who)) if text else None
    why = f"{who or 'a container'} is in state {reason}" + (f": {text[:160]}" if text else "")
    if better and better.cause:
        return Sign(
            at, cause=better.cause, weight=better.weight, why=why, subject=who, facts={"reason": reason}
        )
    return Sign(at, cause=known[0], weight=known[1], why=why, subject=who, facts={"reason": reason})


def few(signs: Iterable[Sign]) -> Iterator[Sign]:
    """The first signs of each cause: what a thousand pods say alike, a dozen of them say as well.

    What a line does not show is kept of all.
    """
    seen: Counter[str] = Counter()
    for sign in signs:
        key = sign.cause or sign.healthy or str(dict(sign.facts))
        seen[key] += 1
        if seen[key] <= _FEW:
            yield sign
        elif sign.moot:
            yield Sign(sign.at, moot=sign.moot)


def _says(event: Event) -> str:
    return f"event {event.reason} of {event.subject or 'the object'}: {' '.join(event.text.split())[:180]}"


def of_node(name: str, conditions: Mapping[str, tuple[int, str, str]]) -> Iterator[Sign]:
    """What a node's conditions (line, status, reason and message) say."""
    for kind, (cause, weight) in PRESSURE.items():
        at, status, rest = conditions.get(kind, (0, "", ""))
        if status == "True":
            why = f"node {name} reports {kind}: {' '.join(rest.split())[-120:]}"
            yield Sign(at, cause=cause, weight=weight, why=why, subject=name)
            if "Disk" in kind:
                yield Sign(at, cause="container.evicted", weight=0.6, why=why, subject=name)
    at, status, rest = conditions.get("Ready", (0, "", ""))
    found = next((row for row in _NODE_SAYS if row[0].search(rest)), None)
    if status in ("False", "Unknown") and found:
        why = f"node {name} is not ready: {' '.join(rest.split())[-160:]}"
        yield Sign(at, cause=found[1], weight=found[2], why=why, subject=name)
