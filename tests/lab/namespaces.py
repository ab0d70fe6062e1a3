"""Three network namespaces in a row: app - fw - svc, with no name that could clash or be left behind.

Each namespace lives in a holder process that the kernel kills when this process dies; when the holder
and the servers in it are gone, so are the namespace, its interfaces, its mounts and its rules.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

#: What a server or a tool is started with: nothing of this machine's own settings.
CLEAN = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8", "HOME": "/"}

#: No user but this one, no groups, no capabilities, and no way to get any back.
NO_PRIVILEGE = ("--inh-caps=-all", "--ambient-caps=-all", "--bounding-set=-all", "--no-new-privs")

_libc = ctypes.CDLL(None, use_errno=True)
_CLONE_FS = 0x200


class Missing(Exception):
    """A tool that this world needs is not installed here."""


def tool(name: str, *places: str) -> str:
    """The path of a program. Raises Missing."""
    found = shutil.which(name, path=os.pathsep.join([CLEAN["PATH"], *places]))
    if found is None:
        raise Missing(f"{name} is not installed")
    return found


def die_with_parent() -> None:
    """Ask the kernel to kill this process when the thread that started it ends."""
    _libc.prctl(1, signal.SIGKILL, 0, 0, 0)


class Server:
    """A process of the lab. `log` holds what it printed."""

    def __init__(self, pid: int, log: Path, end: signal.Signals = signal.SIGKILL, popen: Any = None) -> None:
        self.pid, self.log, self._end, self._popen, self._gone = pid, log, end, popen, False

    def running(self) -> bool:
        if self._popen is not None:
            return self._popen.poll() is None
        if not self._gone:
            self._gone = os.waitpid(self.pid, os.WNOHANG)[0] != 0
        return not self._gone

    def stop(self, seconds: float = 5.0) -> None:
        """End the whole process group and wait for it; does nothing the second time."""
        if not self.running():
            return
        self._signal(self._end)
        until = time.monotonic() + seconds
        while self.running():
            if time.monotonic() > until:
                self._signal(signal.SIGKILL)
            time.sleep(0.005)

    def _signal(self, number: signal.Signals) -> None:
        try:
            os.killpg(self.pid, number)
        except ProcessLookupError:
            os.kill(self.pid, number)


class Namespace:
    """One host of the little network, with a view of the file system of its own: mounts stay to the end."""

    def __init__(self, name: str, tmp: Path) -> None:
        self.name, self._tmp, self._count = name, tmp, 0
        unshare = [tool("unshare"), "--net", "--mount", "--propagation", "private"]
        # No detection of duplicate addresses: it would keep the addresses silent for the first second.
        script = "echo 0 >/proc/sys/net/ipv6/conf/default/accept_dad; echo up; exec sleep infinity"
        argv = [*unshare, tool("sh"), "-c", script]
        self._holder = subprocess.Popen(
            argv, stdout=subprocess.PIPE, env=CLEAN, start_new_session=True, preexec_fn=die_with_parent
        )
        self.pid = self._holder.pid
        self._servers: list[Server] = []

    def wait(self) -> None:
        """Until the namespace is there."""
        assert self._holder.stdout is not None
        if self._holder.stdout.readline() != b"up\n":
            raise Missing("network namespaces cannot be made here")
        self._holder.stdout.close()

    def bind(self, mine: Path, over: str) -> None:
        """Show the file `mine` in the place of `over`."""
        self.run(["mount", "--bind", mine, os.path.realpath(over)])

    def argv(self, argv: Sequence[str], uid: int | None = None, cwd: str | Path | None = None) -> list[str]:
        """The command line that runs `argv` inside, as that user."""
        enter = [tool("nsenter"), "-t", str(self.pid), "-n", "-m"]
        user = [tool("setpriv"), f"--reuid={uid}", f"--regid={uid}", "--clear-groups", "--pdeathsig=KILL"]
        place = [tool("env"), "-C", str(cwd or "/")]
        return [*enter, "--", *([*user, *NO_PRIVILEGE, "--"] if uid else []), *place, *map(str, argv)]

    def run(
        self,
        argv: Sequence[str],
        *,
        uid: int | None = None,
        env: Mapping[str, str] | None = None,
        cwd: str | Path | None = None,
        check: bool = True,
        timeout: float = 30.0,
        input: str | None = None,
    ) -> subprocess.CompletedProcess[str]:
        """Run a command inside (as root unless `uid`) and wait; raises with its output if it fails."""
        done = subprocess.run(
            self.argv(argv, uid, cwd), env={**CLEAN, **(env or {})}, input=input, timeout=timeout,
            capture_output=True, text=True, errors="replace", check=False,
        )  # fmt: skip
        if check and done.returncode:
            raise RuntimeError(
                f"{self.name}: {' '.join(map(str, argv))}: {done.returncode}\n{done.stdout}{done.stderr}"
            )
        return done

    def start(
        self,
        argv: Sequence[str],
        *,
        uid: int | None = None,
        env: Mapping[str, str] | None = None,
        cwd: str | Path | None = None,
        end: signal.Signals = signal.SIGKILL,
    ) -> Server:
        """Start a server inside; it is stopped with the world. Its output goes to `.log`."""
        log = self._log(Path(str(argv[0])).name)
        with log.open("wb") as out:
            process = subprocess.Popen(
                self.argv(argv, uid, cwd), env={**CLEAN, **(env or {})}, stdin=subprocess.DEVNULL, stdout=out,
                stderr=subprocess.STDOUT, start_new_session=True, preexec_fn=die_with_parent,
            )  # fmt: skip
        return self._keep(Server(process.pid, log, end, process))

    def fork(self, name: str, serve: Callable[[Callable[[], None]], None]) -> Server:
        """Run a Python function inside, in a process of its own, and wait until it calls `ready()`.

        A fork of this process needs no interpreter start and no imports: a server in some milliseconds.
        """
        log = self._log(name)
        ready, tell = os.pipe()
        pid = os.fork()
        if pid == 0:
            self._child(log, tell, serve)
        os.close(tell)
        server = self._keep(Server(pid, log))
        try:
            if os.read(ready, 1) != b"!":
                raise RuntimeError(f"{name} did not start:\n{log.read_text(errors='replace')}")
        finally:
            os.close(ready)
        return server

    def _child(self, log: Path, tell: int, serve: Callable[[Callable[[], None]], None]) -> None:
        """Never returns."""
        try:
            die_with_parent()
            os.setsid()
            for number in (signal.SIGINT, signal.SIGTERM):
                signal.signal(number, signal.SIG_DFL)
            out = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
            os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
            os.dup2(out, 1)
            os.dup2(out, 2)
            os.dup2(tell, 3)
            os.closerange(4, 65536)
            enter(self.pid)
            serve(_ready)
        except BaseException:
            import traceback

            os.write(2, traceback.format_exc().encode("utf-8", "replace"))
        finally:
            os._exit(1)

    def _log(self, name: str) -> Path:
        self._count += 1
        return self._tmp / f"{self.name}-{self._count}-{name}.log"

    def _keep(self, server: Server) -> Server:
        self._servers.append(server)
        return server

    def close(self) -> None:
        """Stop all servers, the youngest first, then the namespace itself."""
        for server in reversed(self._servers):
            server.stop()
        self._holder.kill()
        self._holder.wait()


def _ready() -> None:
    """Tell the parent of a forked server that it listens."""
    os.write(3, b"!")
    os.close(3)


def enter(pid: int) -> None:
    """Move this process into the network and the mounts of another."""
    handles = [os.open(f"/proc/{pid}/ns/{kind}", os.O_RDONLY) for kind in ("net", "mnt")]
    _libc.unshare(_CLONE_FS)  # a thread begun by somebody's fork hook would share the working directory
    for handle in handles:
        if _libc.setns(handle, 0) != 0:
            raise OSError(ctypes.get_errno(), "setns")
        os.close(handle)


def connect(app: Namespace, fw: Namespace, svc: Namespace) -> None:
    """Cables, addresses and routes: 10.77.1.0/24, fd77:1:: on the left, 10.77.2.0/24, fd77:2:: right."""
    app.run(
        ["ip", "-batch", "-"],
        input=f"link set lo up\nlink add eth0 type veth peer name left netns {fw.pid}\n"
        + _end("eth0", 1, "2"),
    )
    svc.run(
        ["ip", "-batch", "-"],
        input=f"link set lo up\nlink add eth0 type veth peer name right netns {fw.pid}\n"
        + _end("eth0", 2, *"23456789"),
    )
    fw.run(["ip", "-batch", "-"], input="link set lo up\n" + _end("left", 1, "1") + _end("right", 2, "1"))
    fw.run(
        ["sh", "-c", "echo 1 >/proc/sys/net/ipv4/ip_forward; echo 1 >/proc/sys/net/ipv6/conf/all/forwarding"]
    )
    for host, side in ((app, 1), (svc, 2)):
        gateway = f"10.77.{side}.1", f"fd77:{side}::1"
        host.run(
            ["ip", "-batch", "-"],
            input=f"route add default via {gateway[0]}\nroute add default via {gateway[1]}\n",
        )


def carried(hosts: Sequence[str], ready: Callable[[], None], seconds: float = 10.0) -> None:
    """Wait until packets get to the hosts and back: a closed port there refuses.

    A new cable drops everything until the kernel has noticed that it is plugged in, which takes it seconds
    when many namespaces come and go; a world must not be judged by that.
    """
    until = time.monotonic() + seconds
    for host in hosts:
        while not _refuses(host):
            if time.monotonic() > until:
                raise TimeoutError(f"no packet gets to {host}")
    ready()
    os._exit(0)


def _refuses(host: str) -> bool:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as client:
        client.settimeout(0.1)
        try:
            client.connect((host, 1))
        except ConnectionRefusedError:
            return True
        except OSError:
            return False
    return False


def _end(link: str, side: int, *hosts: str) -> str:
    rows = [
        f"addr add 10.77.{side}.{h}/24 dev {link}\naddr add fd77:{side}::{h}/64 dev {link} nodad"
        for h in hosts
    ]
    return "\n".join([f"link set {link} up", *rows, ""])
