"""Record what a real cluster prints in each world; `make test` reads it without a cluster.

    FARHAND_KUBE_BIN=… python -m tests.platforms.record [NAME …] [--save FOLDER]

Two texts of each world: `usual` is what a customer types without being asked, the same in every world;
`asked` is what `platforms/kubernetes.outside` asks of the pod, and nothing else.
"""

from __future__ import annotations

import datetime
import json
import re
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from farhand import platforms
from tests.kit import docker
from tests.platforms import worlds
from tests.platforms.cluster import Cluster

FOLDER = Path(__file__).parent / "recorded"
KINDS = "deploy,rs,job,svc,endpoints,pvc,quota,limits,netpol"
#: What people type: tables first, then the words of everything, then the logs.
USUAL = (
    "kubectl get pods -o wide",
    f"kubectl get {KINDS}",
    "kubectl describe pods",
    "kubectl describe deploy,rs,job,svc,pvc,quota,limits,netpol",
    "kubectl get events --sort-by=.lastTimestamp",
)
LOGS = (
    "kubectl logs {pod} --all-containers --tail=30",
    "kubectl logs {pod} --all-containers --tail=30 --previous",
)
PATIENCE = 150.0
AT_ONCE = 4


def usual(cluster: Cluster, space: str) -> str:
    """A terminal with its prompts."""
    pods = cluster.text("get", "pods", "-n", space, "-o", "name").split()
    lines = [*USUAL, *(line.format(pod=pod) for pod in pods for line in LOGS)]
    script = "\n".join(f"printf '%s\\n' {_quoted('$ ' + line)}; {_there(line, space)} 2>&1" for line in lines)
    return cluster.shell(script).stdout


def _quoted(text: str) -> str:
    return f"'{text}'"


def _there(line: str, space: str) -> str:
    return line.replace("kubectl ", f"kubectl -n {space} ", 1)


def asked(cluster: Cluster, space: str) -> str:
    """What the platform asks of the first pod, or of the deployment's name where there is no pod."""
    pods = cluster.text("get", "pods", "-n", space, "-o", "name").split()
    target = f"{space}/{pods[-1].partition('/')[2] if pods else 'web'}"
    commands = platforms.find("kubernetes").outside(target, "1h")
    return "\n".join(cluster.shell(command.script).stdout for command in commands)


def bring_up(cluster: Cluster, root: Path) -> None:
    """Images, doors, and every world's first things."""
    docker.root_of_busybox(root)
    for name, text, mode in (("www/health", "ok\n", 0o644), ("srv/web", "#!/bin/sh\nexit 0\n", 0o644)):
        path = root / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
        path.chmod(mode)
    for name, user in (("app:1", ""), ("app:2", "USER app"), ("pause:1", "")):
        change = ['CMD ["sleep", "9000000"]', *([user] if user else [])]
        cluster.docker.image(name, root, *change)
    cluster.doors()


def apply(cluster: Cluster, name: str, things: Sequence[worlds.Thing]) -> None:
    space = worlds.space(name)
    given = json.dumps({"apiVersion": "v1", "kind": "List", "items": list(things)}).replace("{space}", space)
    placed = [_placed(thing, space) for thing in json.loads(given)["items"]]
    cluster.apply(*placed)


def _placed(thing: dict[str, object], space: str) -> dict[str, object]:
    held = thing["metadata"]
    assert isinstance(held, dict)
    return thing if thing["kind"] == "Node" else {**thing, "metadata": {"namespace": space, **held}}


def until(cluster: Cluster, space: str, pattern: str) -> bool:
    """Whether the cluster's words held the pattern in time; a world that never comes so far is told."""
    script = f"kubectl -n {space} get pods,deploy,job; kubectl -n {space} describe pods,deploy,rs,job"
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if re.search(pattern, cluster.shell(script).stdout):
            return True
        time.sleep(4)
    return False


def look(cluster: Cluster, name: str) -> dict[str, str]:
    """The texts of one world, once it has come so far."""
    world, space = worlds.load(name), worlds.space(name)
    far = until(cluster, space, world.until)
    if far and world.later:
        time.sleep(2)  # a later change is a later second
        apply(cluster, name, world.later)
        far = until(cluster, space, world.then)
    if not far:
        raise TimeoutError(f"{name} never says {world.until} {world.then}")
    return {"usual": usual(cluster, space), "asked": asked(cluster, space)}


def every(cluster: Cluster, names: Sequence[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """All worlds side by side on one node; those that do not come so far are told on standard error."""
    cluster.spaces(*map(worlds.space, names))
    for name in names:
        apply(cluster, name, worlds.load(name).things)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        running = {name: pool.submit(look, cluster, name) for name in names}
        for name, one in running.items():
            try:
                yield name, one.result()
            except Exception as error:
                print(f"MISS {name}: {type(error).__name__}: {error}", file=sys.stderr, flush=True)


def save(folder: Path, name: str, texts: dict[str, str], hide: Sequence[str]) -> None:
    """With a first line that says where it is from; without this machine's own paths."""
    folder.mkdir(parents=True, exist_ok=True)
    for kind, text in texts.items():
        for word in hide:
            text = text.replace(word, "/var/lib/node")
        head = f"# recorded from a real cluster (Kubernetes 1.20.2), {datetime.date.today()}"
        (folder / f"{name}--{kind}.txt").write_text(f"{head}\n{text}", "utf-8")


def main(words: list[str]) -> int:
    folder = Path(words[words.index("--save") + 1]) if "--save" in words else FOLDER
    names = [name for name in worlds.names() if name in words] or worlds.names()
    with tempfile.TemporaryDirectory(prefix="kube-") as home, Cluster(Path(home)) as cluster:
        bring_up(cluster, Path(home) / "root")
        for name, texts in every(cluster, names):
            save(folder, name, texts, (home, str(cluster.docker.home)))
            print(name, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
