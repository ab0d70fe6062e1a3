"""What the kernel sees of a kit: no file opened for writing, no connection but to what is declared."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from farhand import commands, declare, kit
from tests.conftest import need, need_tool
from tests.kit import docker, made
from tests.lab import needs
from tests.lab.lab import Lab

#: What may be opened for writing although nothing is written to a disk.
NOWHERE = re.compile(r"/dev/null|/dev/tty|/proc/self/task/\d+/comm")  # the last is a thread's own name (dig)
#: ksh93 keeps what `$(...)` prints in a file in memory that it removes before it writes to it.
_IN_MEMORY = re.compile(r'"(/dev/shm/sf[\w.]+)", O_RDWR\|O_CREAT\|O_EXCL')
SHELLS = ("dash", "busybox sh", "bash", "ksh93") if os.environ.get("FARHAND_ALL") == "1" else ("dash",)
_OPENED = re.compile(r'(?:open|openat|openat2|creat)\((?:AT_FDCWD, |\d+, )?"((?:[^"\\]|\\.)*)", ([^)\n]*)')
_CHANGED = re.compile(
    r"\b(unlink|unlinkat|rename|renameat2?|mkdir|mkdirat|rmdir|link|linkat|symlink|symlinkat|chmod|fchmodat|chown|fchownat|truncate|mknod|mknodat|utimensat|setxattr)\((.*)"
)
_CONNECTED = re.compile(
    r"connect\(\d+, \{sa_family=AF_INET6?, "
    r'.*?sin6?_port=htons\((\d+)\).*?(?:inet_addr\("|inet_pton\(AF_INET6, ")([^"]+)"'
)
_SENT = re.compile(
    r'send(?:to|msg|mmsg)\(\d+, .*?sin6?_port=htons\((\d+)\).*?(?:inet_addr\("|inet_pton\(AF_INET6, '
    r'")([^"]+)"'
)


def written(trace: str) -> set[str]:
    """Files opened for writing, and changes of the file system."""
    found = {
        path for path, flags in _OPENED.findall(trace) if re.search(r"O_WRONLY|O_RDWR|O_CREAT|O_TRUNC", flags)
    }
    return {path for path in found if not NOWHERE.fullmatch(path)} | {
        f"{call}({rest}" for call, rest in _CHANGED.findall(trace) if " = 0" in rest
    }


def without_memory_of_ksh(trace: str) -> str:
    """The trace without these files, where each was removed as soon as it was made."""
    removed = set(re.findall(r'unlink\("(/dev/shm/sf[\w.]+)"(?:\) += 0| <unfinished)', trace))
    own = {path for path in _IN_MEMORY.findall(trace) if path in removed}
    return "\n".join(line for line in trace.splitlines() if not any(f'"{path}"' in line for path in own))


def reached(trace: str) -> set[tuple[str, int]]:
    found = [*_CONNECTED.findall(trace), *_SENT.findall(trace)]
    return {(address, int(port)) for port, address in found if port != "0"}


def traced(lab: Lab, config: Path, shell: str) -> tuple[str, str]:
    """What the kernel saw of a whole kit, and what the kit printed."""
    app = declare.load(config)
    path, trace = lab.tmp / "kit.sh", lab.tmp / "trace"
    path.write_text(kit.kit(app, commands.of_app(app), "bare", ""), "utf-8")
    path.chmod(0o644)
    lab.tmp.chmod(0o777)
    words = [need_tool("strace"), "-f", "-s", "300", "-e", "trace=%file,%network", "-o", str(trace)]
    ran = lab.client([*words, *made.words(shell), str(path)], timeout=150)
    return trace.read_text("utf-8", "replace"), ran.stdout


@pytest.mark.lab
@pytest.mark.parametrize("shell", SHELLS, ids=lambda word: word.replace(" ", "-"))
def test_the_whole_kit_writes_nothing_and_talks_to_declared_hosts_only(shell: str, tmp_path: Path) -> None:
    need(os.geteuid() == 0, "needs root")
    need_tool(shell.split()[0])
    with Lab() as lab:
        lab.http(8080, status=200, body="ok", headers={"Date": "Thu, 26 Nov 2026 10:00:00 GMT"})
        lab.tcp(9000, "open")
        lab.dns.set("api.lab.test", a=[lab.SVC])
        lab.env["API_URL"] = "http://api.lab.test:8080/v1"
        config = lab.declare("""
            [env.API_URL]
            required = true
            [dependencies.api]
            kind = "http"
            url = "${API_URL}"
            [dependencies.queue]
            kind = "tcp"
            host = "api.lab.test"
            port = 9000
            [dependencies.database]
            kind = "postgres"
            url = "postgres://u:p4ssw0rd@api.lab.test:5432/x"
            [dependencies.cache]
            kind = "redis"
            url = "redis://api.lab.test:6379/0"
            [dependencies.data]
            kind = "directory"
            path = "/var/tmp"
            writable = true
        """)
        seen, _ = traced(lab, config, shell)
    assert written(without_memory_of_ksh(seen) if shell == "ksh93" else seen) == set()
    # The name servers of the lab are its service host; other ports of a declared host tell who refuses there.
    beyond = {
        (address, port)
        for address, port in reached(seen)
        if address not in (lab.SVC, lab.SVC6, "127.0.0.1", "::1")
    }
    assert beyond == set()
    assert (lab.SVC, 9000) in reached(seen)
    assert (lab.SVC, 53) in reached(seen)


@pytest.mark.lab
@pytest.mark.slow
def test_a_kit_that_goes_in_everywhere_leaves_nothing_and_tells_no_secret(tmp_path: Path) -> None:
    """Real servers with logins, a service behind a proxy with a login, a time server that is declared."""
    need(os.geteuid() == 0, "needs root")
    with Lab() as lab:
        lab.http(8080, headers={"Date": "Thu, 26 Nov 2026 10:00:00 GMT"})
        lab.dns.set("api.lab.test", a=[lab.SVC])
        lab.firewall("ip saddr 10.77.1.2 ip daddr 10.77.2.2 tcp dport 8080 drop")
        lab.squid(user="app", password="Sesame-4711")
        lab.postgres(sql=needs.APP_SQL)
        lab.redis(conf="requirepass Sesame-redis-4712")
        lab.env["http_proxy"] = "http://app:Sesame-4711@10.77.1.1:3128"
        lab.env["DATABASE_URL"] = needs.APP_URL
        lab.env["CACHE_URL"] = f"redis://:Sesame-redis-4712@{lab.SVC}:6379/0"
        config = lab.declare(f"""
            [env.DATABASE_URL]
            secret = true
            [env.CACHE_URL]
            secret = true
            [dependencies.api]
            kind = "http"
            url = "http://api.lab.test:8080/ping"
            [dependencies.database]
            kind = "postgres"
            url = "${{DATABASE_URL}}"
            [dependencies.cache]
            kind = "redis"
            url = "${{CACHE_URL}}"
            [dependencies.data]
            kind = "directory"
            path = "/var/tmp"
            writable = true
            [checks.clock]
            ntp = ["{lab.SVC}"]
        """)
        seen, printed = traced(lab, config, "dash")
        planted = {*lab.planted(), "Sesame-4711", "Sesame-redis-4712", "app-secret-7"}
    assert written(seen) == set()
    there = reached(seen)
    assert {a for a, _ in there} <= {lab.SVC, lab.SVC6, "10.77.1.1", "127.0.0.1", "::1"}
    wanted = {(lab.SVC, 5432), (lab.SVC, 6379), (lab.SVC, 123), (lab.SVC, 53), ("10.77.1.1", 3128)}
    assert wanted <= there
    frames = made.frames(printed.encode("utf-8", "surrogateescape"))
    assert {"database", "cache", "api", "data", "clock"} <= {frame.words["subject"] for frame in frames}
    assert [secret for secret in planted if secret in printed] == []
    assert re.search(r"(?m)^got PONG|^got \+PONG", printed), "redis was asked"
    assert re.search(r"(?m)^q 0$", printed), "postgres was asked"


@pytest.mark.lab
def test_a_busybox_is_all_it_needs(tmp_path: Path) -> None:
    """In a file system with busybox alone, all of it read-only."""
    need(os.geteuid() == 0, "needs root")
    root = docker.root_of_busybox(tmp_path / "root")
    app = declare.load(Path(__file__).parents[2] / "demo" / "farhand.toml")
    text = kit.kit(app, commands.of_app(app), "bare", "")
    enter = (
        f"mount --bind {root} {root}; mount -t proc proc {root}/proc; mount --bind /dev {root}/dev;"
        f" mount -o remount,bind,ro {root}; exec chroot {root} /bin/sh -s -- --deadline 90s"
    )
    ran = subprocess.run(
        ["unshare", "-m", "--propagation", "private", "sh", "-c", enter],
        input=text.encode(), capture_output=True, timeout=150, check=False,
        env={"PATH": "/bin:/sbin:/usr/bin:/usr/sbin"},
    )  # fmt: skip
    frames = made.frames(ran.stdout)
    assert ran.returncode == 0, ran.stderr
    assert len(frames) == len(commands.of_app(app))
    assert all(frame.sound and "skipped" not in frame.words for frame in frames)
    assert f"#farhand kit ran={len(frames)} skipped=0" in ran.stdout.decode()
