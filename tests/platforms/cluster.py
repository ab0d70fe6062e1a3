"""A real cluster of one node: etcd, API server, scheduler, kubelet and a dockerd of its own.

All of it is in the network namespace of that dockerd, so it meets nothing else on this machine. The
programs are those in FARHAND_KUBE_BIN, packed with xz; etcd and kubectl are the system's.
"""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from tests.conftest import need, need_tool
from tests.kit import docker

NODE = "node-1"
TOKEN = "planted-cluster-token-5521"
API = "https://127.0.0.1:7244"
#: Where pods reach the API by plain HTTP, and where the node finds a registry that holds no image.
PLAIN, REGISTRY = ("10.79.0.1", 7250), ("127.0.0.1", 7260)
#: What the node's controllers are: those without which a deployment, a service or a quota does nothing.
CONTROLLERS = (
    "deployment,replicaset,endpoint,job,serviceaccount,serviceaccount-token,resourcequota"
    ",persistentvolume-binder,garbagecollector"
)
PATIENCE = 120.0
CONFIG = f"""\
apiVersion: v1
kind: Config
clusters: [{{name: c, cluster: {{server: "{API}", insecure-skip-tls-verify: true}}}}]
users: [{{name: u, user: {{token: {TOKEN}}}}}]
contexts: [{{name: x, context: {{cluster: c, user: u}}}}]
current-context: x
"""
KUBELET = """\
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
cgroupDriver: cgroupfs
cgroupsPerQOS: false
enforceNodeAllocatable: []
failSwapOn: false
authentication: {anonymous: {enabled: true}, webhook: {enabled: false}}
authorization: {mode: AlwaysAllow}
oomScoreAdj: 0
imageGCHighThresholdPercent: 100
evictionHard: {memory.available: "10Mi"}
syncFrequency: 5s
"""
#: Where a process may not make itself less likely to be killed, neither may the pause container.
RUNC = """\
#!/usr/bin/python3
import json, os, sys
words = sys.argv[1:]
if "--bundle" in words:
    path = os.path.join(words[words.index("--bundle") + 1], "config.json")
    config = json.load(open(path))
    if config["process"].get("oomScoreAdj", 0) < 0:
        del config["process"]["oomScoreAdj"]
        json.dump(config, open(path, "w"))
os.execv("/usr/sbin/runc", ["runc", *words])
"""


class Cluster:
    """One cluster. `kubectl(...)` asks it; `shell(script)` runs what a person pastes on their desk."""

    def __init__(self, home: Path) -> None:
        self.home = home
        home.mkdir(parents=True, exist_ok=True)
        self.started: list[subprocess.Popen[bytes]] = []
        for tool in ("etcd", "kubectl", "runc", "openssl"):
            need_tool(tool)
        wrapper = self._file("runc-wrap", RUNC)
        wrapper.chmod(0o755)
        self.docker = docker.Docker("--add-runtime", f"nores={wrapper}", "--default-runtime", "nores")
        self.env = {**self.docker.env, "KUBECONFIG": str(self._file("kubeconfig", CONFIG)), "HOME": str(home)}
        try:
            self._up()
        except BaseException:
            self.close()
            raise

    def _up(self) -> None:
        self._etcd()
        self._api()
        self._wait("the API server answers", lambda: self.kubectl("get", "--raw", "/readyz").returncode == 0)
        self._background(
            "scheduler", [self._binary("kube-scheduler"), f"--kubeconfig={self.home}/kubeconfig"]
        )
        self._background("controllers", [
            self._binary("kube-controller-manager"), f"--kubeconfig={self.home}/kubeconfig",
            f"--service-account-private-key-file={self.home}/sa.key", "--leader-elect=false",
            "--bind-address=127.0.0.1", f"--controllers={CONTROLLERS}",
        ])  # fmt: skip
        self._kubelet()
        self._wait("the node is there", lambda: self.kubectl("get", "node", NODE).returncode == 0)
        for taint in ("node.kubernetes.io/not-ready-", "node.kubernetes.io/not-ready:NoSchedule-"):
            self.kubectl("taint", "node", NODE, taint)
        self._wait("the node is ready", lambda: " Ready " in self.text("get", "node", NODE))

    def _etcd(self) -> None:
        client, peer = "http://127.0.0.1:7230", "http://127.0.0.1:7231"
        self._background("etcd", [
            "etcd", "--data-dir", str(self.home / "etcd"), "--listen-client-urls", client,
            "--advertise-client-urls", client, "--listen-peer-urls", peer,
            "--initial-advertise-peer-urls", peer, "--initial-cluster", f"default={peer}",
        ])  # fmt: skip

    def _api(self) -> None:
        key = self.home / "sa.key"
        subprocess.run(["openssl", "genrsa", "-out", str(key), "2048"], capture_output=True, check=True)
        self._file("tokens.csv", f'{TOKEN},admin,1,"system:masters"\n')
        self._background("api", [
            self._binary("kube-apiserver"), "--etcd-servers=http://127.0.0.1:7230", "--secure-port=7244",
            "--bind-address=127.0.0.1", "--advertise-address=10.79.0.1", f"--cert-dir={self.home}/certs",
            f"--service-account-key-file={key}",
            f"--service-account-signing-key-file={key}", "--service-account-issuer=https://k",
            f"--token-auth-file={self.home}/tokens.csv", "--authorization-mode=RBAC,Node",
            "--service-cluster-ip-range=10.80.0.0/24", "--kubelet-preferred-address-types=InternalIP",
            "--allow-privileged=true",
        ])  # fmt: skip

    def _kubelet(self) -> None:
        alone = 'mount -t tmpfs pods /var/log && exec "$@"'  # it links the logs of pods there
        self._background("kubelet", [
            "unshare", "-m", "--propagation", "private", "sh", "-c", alone, "sh",
            self._binary("kubelet"), f"--kubeconfig={self.home}/kubeconfig",
            f"--config={self._file('kubelet.yaml', KUBELET)}",
            "--container-runtime=docker", f"--docker-endpoint=unix://{self.docker.home}/sock",
            "--pod-infra-container-image=pause:1", "--network-plugin=", f"--hostname-override={NODE}",
            "--node-ip=10.79.0.1", f"--root-dir={self.home}/node", f"--cert-dir={self.home}/node-certs",
            f"--volume-plugin-dir={self.home}/plugins",
            f"--experimental-dockershim-root-directory={self.home}/shim",
        ])  # fmt: skip

    def _binary(self, name: str) -> str:
        path = self.home / name
        packed = Path(os.environ["FARHAND_KUBE_BIN"]) / f"{name}.xz"
        with path.open("wb") as out:
            subprocess.run([need_tool("xz"), "-dc", str(packed)], stdout=out, check=True)
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        return str(path)

    def _file(self, name: str, text: str) -> Path:
        path = self.home / name
        path.write_text(text, "utf-8")
        return path

    def _background(self, name: str, words: Sequence[str]) -> None:
        with (self.home / f"{name}.log").open("wb") as log:
            process = subprocess.Popen(
                [*self._there(), *words], stdout=log, stderr=log, env=self.env, cwd=self.home
            )
        self.started.append(process)

    def _there(self) -> list[str]:
        return ["nsenter", f"--net=/run/netns/{self.docker.space}"]

    def kubectl(self, *words: str, given: str = "") -> subprocess.CompletedProcess[str]:
        return self._run(["kubectl", *words], given)

    def text(self, *words: str) -> str:
        return self.kubectl(*words).stdout

    def shell(self, script: str) -> subprocess.CompletedProcess[str]:
        return self._run(["sh", "-c", script], "")

    def _run(self, words: Sequence[str], given: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*self._there(), *words],
            input=given,
            capture_output=True,
            text=True,
            env=self.env,
            timeout=120,
            check=False,
        )

    def apply(self, *things: dict[str, Any]) -> None:
        given = json.dumps({"apiVersion": "v1", "kind": "List", "items": list(things)})
        done = self.kubectl("apply", "-f", "-", given=given)
        assert done.returncode == 0, done.stderr

    def spaces(self, *names: str) -> None:
        """Namespaces, each with the service account that pods of it have by default."""
        self.apply(*({"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": name}} for name in names))
        for name in names:
            self._wait(
                f"{name} has its account",
                lambda name=name: not self.kubectl("get", "-n", name, "sa", "default").returncode,  # type: ignore[misc]
            )

    def doors(self) -> None:
        """The API for programs in pods, by plain HTTP, and a registry without images."""
        host, port = PLAIN
        self._background(
            "proxy", ["kubectl", "proxy", f"--address={host}", f"--port={port}", "--accept-hosts=.*"]
        )
        script = Path(__file__).with_name("registry.py")
        self._background("registry", [sys.executable, str(script), str(REGISTRY[1])])

    def until(self, pod: str, word: str) -> None:
        """Until `word` stands in what the cluster says of the pod."""
        self._wait(f"{pod} says {word}", lambda: word in self.text("describe", "-n", "shop", "pod", pod))

    def _wait(self, what: str, holds: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE
        while not holds():
            if time.monotonic() > end or any(p.poll() is not None for p in self.started):
                logs = {p.name: p.read_text("utf-8", "replace")[-1500:] for p in self.home.glob("*.log")}
                need(False, f"the cluster does not come so far that {what}: {logs}")
            time.sleep(0.5)

    def close(self) -> None:
        self.kubectl(
            "delete", "deploy,rs,job,pod", "-A", "--all", "--grace-period=0", "--force", "--wait=false"
        )
        for process in reversed(self.started):
            process.terminate()
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        left = self.docker.docker("ps", "-aq", check=False).stdout.decode().split()
        if left:
            self.docker.docker("rm", "-f", *left, check=False)
        self.docker.close()
        subprocess.run(
            f"for m in $(grep -o '{self.home}[^ ]*' /proc/self/mounts); do umount -l $m; done",
            shell=True,
            check=False,
        )

    def __enter__(self) -> Cluster:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
