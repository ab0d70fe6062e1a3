"""What a real cluster prints is read, and a kit runs inside of a real pod.

Only with FARHAND_KUBE_BIN and FARHAND_ALL=1 (see conftest.py).
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from farhand import platforms
from farhand.cli import main
from farhand.logs import asking
from farhand.logs.asking import Asked
from farhand.when import Window
from tests.kit import docker, made
from tests.platforms.cluster import NODE, Cluster

pytestmark = [pytest.mark.lab, pytest.mark.slow]

SECRET = "planted-in-a-pod-4471"
EATS = "x=0123456789abcdef; while :; do x=$x$x; done"
SAYS = "echo 'fatal: DATABASE_URL not set'; exit 3"
#: Pods that do not come up: what they are, what the cluster says when it has got so far, and what that is.
FAULTS: dict[str, tuple[dict[str, Any], str, str]] = {
    "oom": (
        {"command": ["sh", "-c", EATS], "resources": {"limits": {"memory": "16Mi"}}},
        "OOMKilled", "memory.oom_killed",
    ),
    "crash": ({"command": ["sh", "-c", SAYS]}, "BackOff", "config.env_missing"),
    "image": ({"image": "billing:9"}, "ErrImageNeverPull", "container.image_pull"),
    "registry": (  # the node has no way to its name server, and that is what is found
        {"image": "registry.invalid/billing:9", "imagePullPolicy": "Always"},
        "ErrImagePull", "dns.resolver_unreachable",
    ),
    "settings": (
        {"envFrom": [{"configMapRef": {"name": "missing"}}]},
        "CreateContainerConfigError", "container.config_missing",
    ),
    "large": (
        {"resources": {"requests": {"memory": "900Gi"}}}, "FailedScheduling", "container.unschedulable",
    ),
    "command": ({"command": ["billing-server"]}, "BackOff", "exec.command_missing"),
}  # fmt: skip


def pod(name: str, **container: Any) -> dict[str, Any]:
    one = {
        "name": "app",
        "image": "app:1",
        "imagePullPolicy": "Never",
        "command": ["sleep", "9000"],
        **container,
    }
    spec = {
        "dnsPolicy": "Default",
        "automountServiceAccountToken": False,
        "terminationGracePeriodSeconds": 0,
        "containers": [one],
    }
    return {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": name, "namespace": "shop"}, "spec": spec}


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with Cluster(tmp_path_factory.mktemp("kube")) as running:
        root = docker.root_of_busybox(tmp_path_factory.mktemp("root") / "root")
        (root / "etc" / "marker").write_text("inside\n")
        for name in ("app:1", "pause:1"):
            running.docker.image(name, root, 'CMD ["sleep", "9000000"]')
        kept = {
            "kind": "Secret",
            "metadata": {"name": "billing", "namespace": "shop"},
            "stringData": {"token": SECRET},
        }
        running.spaces("shop")
        running.apply({"apiVersion": "v1", **kept})
        env = [
            {"name": "DATABASE_URL", "value": f"postgres://u:{SECRET}@db/x"},
            {"name": "REGION", "value": "eu-plain-value"},
            {"name": "API_TOKEN", "valueFrom": {"secretKeyRef": {"name": "billing", "key": "token"}}},
        ]
        talks = f"echo ready; echo connecting to postgres://u:{SECRET}@db/x; exec sleep 9000"
        running.apply(
            pod("billing", env=env, command=["sh", "-c", talks]),
            *(pod(name, **container) for name, (container, _, _) in FAULTS.items()),
        )
        running.until("billing", "Started container")
        yield running


def asked(cluster: Cluster, name: str) -> str:
    """Everything that the platform is asked from outside of one pod, as it comes back."""
    said = [cluster.shell(command.script) for command in platforms.find("kubernetes").outside(name, "1h")]
    assert all(not one.stderr for one in said), [one.stderr for one in said]
    return "\n".join(one.stdout for one in said)


def roots(text: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    (folder / "said.txt").write_text(text, "utf-8")
    main(["diagnose", "--json", str(folder / "said.txt")])
    return [c["id"] for c in json.loads(capsys.readouterr().out)["causes"] if c["role"] == "root"]


@pytest.mark.parametrize("name", FAULTS)
def test_what_is_wrong_with_a_pod_is_found(
    name: str, cluster: Cluster, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, word, cause = FAULTS[name]
    cluster.until(name, word)
    text = asked(cluster, f"shop/{name}")
    assert roots(text, tmp_path, capsys)[:1] == [cause], text


def test_no_value_of_a_running_pod_leaves_and_nothing_is_found(
    cluster: Cluster, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = asked(cluster, "shop/billing/app")
    assert SECRET not in text
    assert "eu-plain-value" not in text
    assert "<set to the key 'token' in secret 'billing'>" in text
    assert re.search(r"Z ready$", text, re.M), "the log"
    assert NODE in text
    assert roots(text, tmp_path, capsys) == []


def test_a_kit_runs_inside_of_a_pod(cluster: Cluster, tmp_path: Path) -> None:
    scripts = {
        "who": 'echo "$REGION $DATABASE_URL $API_TOKEN"; cat /etc/marker',
        "hangs": "sleep 900",
        "status": "exit 3",
    }
    kit = made.write(tmp_path, scripts, seconds=2, platform="kubernetes", target="shop/billing/app")
    done = cluster.shell(f"sh {kit} --deadline 60s")
    who, hangs, status = made.frames(done.stdout.encode())
    assert (done.returncode, done.stderr) == (0, "")
    assert who.body == "eu-plain-value <secret> <secret>\ninside"
    assert (who.words["where"], who.words["env"], who.words["platform"]) == (
        "container",
        "container",
        "kubernetes",
    )
    assert (hangs.words["stopped"], hangs.rc, status.rc) == ("2", 124, 3)
    assert all(frame.sound for frame in (who, hangs, status))
    assert "sleep 900\n" not in cluster.text("exec", "-n", "shop", "billing", "--", "ps")


def test_each_way_inside_is_a_command_that_works(cluster: Cluster) -> None:
    for target in ("shop/billing", "shop/billing/app"):
        done = cluster.shell(platforms.find("kubernetes").inside(target, "cat /etc/marker; exit 5"))
        assert (done.stdout, done.returncode) == ("inside\n", 5), done.stderr


def test_what_must_not_be_looked_at_is_said_so(cluster: Cluster, tmp_path: Path) -> None:
    """A person without the right to exec: each check says that there was no way inside."""
    config = (cluster.home / "kubeconfig").read_text().replace("planted-cluster-token", "wrong-token")
    (tmp_path / "other").write_text(config)
    kit = made.write(
        tmp_path, {"who": "id", "status": "exit 3"}, platform="kubernetes", target="shop/billing"
    )
    done = cluster.shell(f"KUBECONFIG={tmp_path}/other sh {kit}")
    assert {(f.words["skipped"], f.sound) for f in made.frames(done.stdout.encode())} == {
        ("no-way-inside", True)
    }


def test_what_a_person_may_not_see_is_no_fault_of_the_app(
    cluster: Cluster, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = (cluster.home / "kubeconfig").read_text().replace("planted-cluster-token", "wrong-token")
    (tmp_path / "other").write_text(config)
    around = {"workload", "services", "policies", "rights", "changes"}
    commands = platforms.find("kubernetes").outside("shop/billing", "1h")
    asked_for = [command for command in commands if command.topic in around]
    assert {command.topic for command in asked_for} == around
    said = [cluster.shell(f"export KUBECONFIG={tmp_path}/other\n{one.script}") for one in asked_for]
    assert all("not shown: " in one.stdout and not one.stderr for one in said), said
    assert roots("\n".join(one.stdout for one in said), tmp_path, capsys) == []


SAYS_RECORDS = r"""
for i in 1 2 3 4 5 6 7 8 9 10 11 12; do
  now=$(date -u '+%Y-%m-%d %H:%M:%S,000')
  case $i in
    *[05]) printf '%s ERROR app: message %s\nTraceback (most recent call last):\nValueError: x\n' "$now" $i ;;
    *) echo "$now INFO app: message $i" ;;
  esac
  sleep 1
done
touch /tmp/said
exec sleep 9000
"""


def test_the_log_of_a_pod_is_cut_by_the_command_and_by_slice(
    cluster: Cluster,
) -> None:
    cluster.apply(pod("chatty", command=["sh", "-c", SAYS_RECORDS]))
    cluster._wait(
        "all is said", lambda: "said" in cluster.text("exec", "-n", "shop", "chatty", "--", "ls", "/tmp")
    )
    every = cluster.text("logs", "-n", "shop", "chatty", "--timestamps").splitlines()
    begin, end = every[3][:19] + "Z", every[-3][:19] + "Z"
    wanted = [line for line in every if begin[:19] <= line[:19] < end[:19]]
    asked = Asked("", "kubernetes", "shop/chatty/app", Window(since=begin, until=end), farhand=asking.NO)
    (command,) = asking.answer(asked).commands
    assert cluster.shell(command.take).stdout.splitlines() == wanted
    assert int(cluster.shell(command.count).stdout) == sum(len(line) + 1 for line in wanted)
    worse = asking.answer(replace(asked, level="error")).commands[0]
    errors = [line for line in wanted if re.search(r" ERROR |Traceback|ValueError", line)]
    assert cluster.shell(worse.take).stdout.splitlines() == errors
    words = [sys.executable, "-m", "farhand", "logs", "slice", "kubernetes:shop/chatty", "--since", begin]
    cut = cluster._run([*words, "--until", end, "--level", "error"], "")
    assert [line.partition("] ")[2] for line in cut.stdout.splitlines()] == errors, cut.stderr
    none = cluster._run([*words[:5], "kubernetes:shop/nobody"], "")
    assert (none.returncode, none.stdout) == (2, "")
    assert '"nobody" not found' in none.stderr
