"""A real dockerd of our own, in a network namespace, with images made of busybox; gone when it is closed."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from tests.conftest import need, need_tool

APPLETS = [
    "sh", "awk", "sed", "grep", "tr", "cut", "sort", "uniq", "head", "tail", "od", "date", "df", "du",
    "id", "uname", "env", "cat", "ls", "wc", "sleep", "kill", "stat", "timeout", "cksum", "mount",
    "find", "xargs", "expr", "printf", "test", "echo", "true", "false", "dirname", "basename",
    "readlink", "ps", "nc", "wget", "nslookup", "ip", "hostname",
]  # fmt: skip


def root_of_busybox(place: Path) -> Path:
    """A file system that holds busybox and nothing else."""
    busybox = need_tool("busybox")
    for folder in ("bin", "proc", "dev", "etc", "tmp", "sys"):
        (place / folder).mkdir(parents=True, exist_ok=True)
    shutil.copy(busybox, place / "bin" / "busybox")
    for applet in APPLETS:
        (place / "bin" / applet).symlink_to("busybox")
    (place / "etc" / "passwd").write_text("root:x:0:0::/:/bin/sh\napp:x:1000:1000::/:/bin/sh\n")
    return place


class Docker:
    """One daemon; `options` are more of the daemon's own."""

    def __init__(self, *options: str) -> None:
        need(os.geteuid() == 0, "needs root")
        for tool in ("dockerd", "docker", "ip", "busybox"):
            need_tool(tool)
        self.home = Path(tempfile.mkdtemp(prefix="fh-dock-"))
        self.space = f"fhdock{os.getpid()}"
        self.names: list[str] = []
        self._groups = set(self._group_folders())
        subprocess.run(["ip", "netns", "add", self.space], check=True)
        subprocess.run(["ip", "-n", self.space, "link", "set", "lo", "up"], check=True)
        self.env = {**os.environ, "DOCKER_HOST": f"unix://{self.home}/sock"}
        self.daemon = self._start(options)
        if not self._answers():
            said = (self.home / "log").read_text("utf-8", "replace").splitlines()[-3:]
            self.close()
            need(False, f"dockerd does not start here: {' '.join(said)[-300:]}")

    def _start(self, options: tuple[str, ...]) -> subprocess.Popen[bytes]:
        words = ["nsenter", f"--net=/run/netns/{self.space}", "dockerd", "--data-root", f"{self.home}/data"]
        words += [
            "--exec-root",
            f"{self.home}/exec",
            "--pidfile",
            f"{self.home}/pid",
            "-H",
            f"unix://{self.home}/sock",
        ]
        with (self.home / "log").open("wb") as log:
            return subprocess.Popen([*words, "--bip", "10.79.0.1/24", *options], stdout=log, stderr=log)

    def _answers(self) -> bool:
        until = time.monotonic() + 30
        while time.monotonic() < until and self.daemon.poll() is None:
            if self.docker("version", check=False).returncode == 0:
                return True
            time.sleep(0.2)
        return False

    def docker(
        self, *words: str, check: bool = True, given: bytes = b""
    ) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            ["docker", *words], env=self.env, input=given, capture_output=True, timeout=60, check=check
        )

    def image(self, name: str, root: Path, *change: str) -> str:
        """`change`: lines of a Dockerfile, such as `CMD ["sleep", "9"]`."""
        packed = subprocess.run(["tar", "-C", str(root), "-c", "."], capture_output=True, check=True).stdout
        self.docker("import", *(w for line in change for w in ("--change", line)), "-", name, given=packed)
        return name

    def start(self, name: str, image: str, *words: str, options: tuple[str, ...] = ()) -> str:
        self.names.append(name)
        self.docker("run", "-d", "--name", name, *options, image, *words)
        return name

    def close(self) -> None:
        for name in self.names:
            self.docker("rm", "-f", name, check=False)
        self.daemon.terminate()
        try:
            self.daemon.wait(20)
        except subprocess.TimeoutExpired:
            self.daemon.kill()
            self.daemon.wait()
        for folder in self._group_folders():
            if folder not in self._groups:
                _removed(folder)
        subprocess.run(["ip", "netns", "delete", self.space], check=False)
        subprocess.run(
            f"umount -l {self.home}/data/* 2>/dev/null; rm -rf {self.home}", shell=True, check=False
        )

    @staticmethod
    def _group_folders() -> list[Path]:
        return [*Path("/sys/fs/cgroup").glob("*/docker"), *Path("/sys/fs/cgroup").glob("docker")]

    def __enter__(self) -> Docker:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _removed(folder: Path) -> None:
    try:
        folder.rmdir()
    except OSError:
        pass
