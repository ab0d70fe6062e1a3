"""A pod of Kubernetes: `POD`, `NAMESPACE/POD` or `NAMESPACE/POD/CONTAINER`."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from farhand import framing, places
from farhand.model import Vantage
from farhand.platforms import Rung, _around, _container, _log, _text
from farhand.platforms._log import Reading, Wanted
from farhand.platforms._window import Window, window

TARGET, SOURCE = "pod", "kubernetes"
NEEDS = "the right to `exec` into pods of that namespace (kubectl auth can-i create pods/exec)"
ENTER = """\
case $kit_target in
  */*/*)
    kit_pod=${kit_target#*/}
    kubectl exec -i -n "${kit_target%%/*}" "${kit_pod%%/*}" -c "${kit_pod#*/}" -- sh -s -- "$@"
    ;;
  */*) kubectl exec -i -n "${kit_target%%/*}" "${kit_target#*/}" -- sh -s -- "$@" ;;
  *) kubectl exec -i "$kit_target" -- sh -s -- "$@" ;;
esac"""
#: In `kubectl describe` values of variables stand in plain text, unless they come from a secret.
_WITHOUT_VALUES = (
    "awk '/^ +Environment( Variables from)?:/ { print; match($0, /[^ ]/); deep = RSTART; next }"
    " deep { match($0, /[^ ]/); if (RSTART <= deep) deep = 0; else if ($0 !~ /<set to the key|<set "
    "to|Secret|ConfigMap|\\(v1:/)"
    ' sub(/:.*/, ":  <not shown>") } { print }\''
)


def inside(target: str, script: str) -> str:
    return framing.typed(script, f"kubectl exec -i {_named(target)} -- sh -s")


def outside(target: str, since: str) -> Iterator[_text.Outside]:
    space, pod, _ = places.pod_parts("the target", target)
    kube = _kube(space, 15)
    yield _text.asked(
        "state",
        _text.bounded([*kube, "get", "pod", pod, "-o", "wide"], masked=False),
        "whether it runs and is ready, and how often it was started again",
        "one row: state, restarts, age, node",
    )
    described = _text.bounded([*kube, "describe", "pod", pod]).replace(
        " | tail ", f" | {_WITHOUT_VALUES} | tail "
    )
    yield _text.asked(
        "limits",
        described,
        "how it ended, limits, mounts, image, probes and events",
        "what kubectl describe prints of the pod",
        "the values of variables",
    )
    events = ["get", "events", "--field-selector", f"involvedObject.name={pod}", "--sort-by=.lastTimestamp"]
    yield _text.asked(
        "events",
        _text.bounded([*kube, *events]),
        "what the cluster did with it",
        "the events of this pod, one a line",
    )
    yield from _logs(target, since)
    yield from _around.around(kube, pod)


def _logs(target: str, since: str) -> Iterator[_text.Outside]:
    # The bound in bytes goes by the beginning of the window, that in lines by the end of the log: in a
    # window that has an end the first lines are the ones that are wanted.
    asked = window(since)
    lines, limit = 0 if asked.end else _text.LINES, _text.BYTES * 4
    yield from _text.logs(
        log(target, Wanted(asked, lines, limit, prefix=True)),
        f"at most {_text.LINES} lines of the pod's log",
        f"head -{_text.LINES} | " if asked.end else "",
    )
    yield from _text.logs(
        log(target, Wanted(Window(0), 100, limit, previous=True, prefix=True)),
        "at most 100 lines of the container's log before that",
        topic="before",
        why="the last words of the container before it was started again",
    )


def log(target: str, wanted: Wanted) -> Iterator[Reading]:
    """kubectl knows no end of a window: what follows it is left out by who reads, by the stamps."""
    space, pod, container = places.pod_parts("the target", target)
    which = ["-c", container] if container else ["--all-containers", *(["--prefix"] if wanted.prefix else [])]
    begin, _ = wanted.window.rfc3339()
    since = "--since=" if wanted.window.relative else "--since-time="
    yield Reading(
        (
            *_kube(space, wanted.seconds),
            *("logs", pod, *which, "--timestamps"),
            *_log.given("--limit-bytes=", wanted.limit),
            *_log.given(since, begin),
            *_log.given("--tail=", wanted.lines),
            *(["--previous"] if wanted.previous else []),
        ),
        pod,
        frozenset({_log.SINCE}),
        stamps=_log.NAMED if wanted.prefix and not container else _log.FIRST,
        ordered=bool(container),
    )


def _kube(space: str, seconds: int) -> list[str]:
    return ["kubectl", f"--request-timeout={seconds}s", *(["-n", space] if space else [])]


def ladder(target: str, script: str) -> Iterator[Rung]:
    space, pod, container = places.pod_parts("the target", target)
    named = shlex.join(([] if not space else ["-n", space]) + [pod])
    share = f" --target={shlex.quote(container)}" if container else ""
    node = (
        f"id=$(kubectl get pod {named} -o 'jsonpath={{.status.containerStatuses[0].containerID}}')\n"
        "pid=$(crictl inspect --output go-template --template '{{.info.pid}}' \"${id#*://}\")"
    )
    yield from _container.ladder(
        f"kubectl exec {_named(target)} -- farhand self-test --json",
        f"kubectl debug -i {named} --image={_container.IMAGE}{share} -- sh -s",
        node,
        "kubernetes",
        script,
    )


def vantage(target: str) -> Vantage:
    return Vantage("container", "paste", "kubernetes")


def _named(target: str) -> str:
    space, pod, container = places.pod_parts("the target", target)
    return shlex.join([*(["-n", space] if space else []), pod, *(["-c", container] if container else [])])
