"""A host with a kernel of its own: user-mode Linux boots in the app's place, and Farhand runs inside it.

For what this machine's kernel cannot be or must not be made to do: SELinux and AppArmor that deny, control
groups of version 2, a wall clock of its own, devices that fail, packets that get lost.

The guest has the app's files (hostfs), its user and its environment, and one cable into the lab:

    guest 10.77.3.2 ---- 10.77.3.1 app 10.77.1.2 ---- fw ---- svc

A world gives a `setup`, sh that runs inside as root before Farhand does. It may set `GROUP` (the folder of a
control group that Farhand is put into), `AROUND` (words before its command line) and `APP` (the process that
the word @app in its options means), and may call `module`, `app_in` and `until_true`, explained below.
"""

from __future__ import annotations

import dataclasses
import fcntl
import os
import shlex
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.lab.lab import Lab, Outcome
from tests.lab.namespaces import NO_PRIVILEGE, Missing, die_with_parent, tool

MODULES = Path("/usr/lib/uml/modules")
TAP, INSIDE, OUTSIDE = "tap0", "10.77.3.2", "10.77.3.1"
#: What a setup may need of this machine; all else is in every Debian.
_TOOLS = ("dmsetup", "mkfs.ext4", "checkpolicy", "apparmor_parser", "tc")
#: Seconds after which a guest is ended, whatever it does.
PATIENCE = 34
#: The file of seconds for which the last command ran, by the guest's own clock: the boot itself
#: is no time of Farhand's.
TOOK = "took"
#: The library in a guest's room that is loaded before it.
REGISTERS = "registers.so"
#: What is said instead of Farhand's status where the guest did not get so far.
NOT_BUILT = 98
#: What then comes before the guest's own words.
UNBUILT = "the guest did not come to the command's end:"

_INIT = """#!/bin/sh
export PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 HOME=/ GROUP= AROUND= APP=
cd /
end() {{ # also where the setup fails
  dmesg >>{place}/log
  sync -f {place}/log # only what goes out: another device may never answer
  busybox poweroff -nf; }}
trap end EXIT
mount -t proc proc /proc && mount -t sysfs sys /sys
mkdir /dev/shm && mount -t tmpfs -o mode=1777 shm /dev/shm
mount -t tmpfs -o mode=755 run /run
mount -o remount,rw /
mount -t cgroup2 cgroup /sys/fs/cgroup
ip link set lo up
if [ -e /sys/class/net/vec0 ]; then
  ip addr add {inside}/24 dev vec0 && ip link set vec0 up && ip route add default via {outside}
  # The neighbour is known for good: no fault of the line is one of ARP.
  ping -c 1 -W 5 {outside} >{place}/log
  near=$(ip neigh show {outside} | grep -oE '([0-9a-f]{{2}}:){{5}}[0-9a-f]{{2}}')
  ip neigh replace {outside} dev vec0 nud permanent lladdr "$near"
fi
export DM_DISABLE_UDEV=1
app_in() {{ # FOLDER COMMAND: start the app in that control group
  ( echo 0 >"$1/cgroup.procs"; shift; exec setpriv --reuid={uid} --regid={uid} --clear-groups -- "$@" ) \
    >/run/app.log 2>&1 & APP=$!
  until_true '! [ -e /proc/$APP ] || {{ grep -q "^Uid:.*{uid}" /proc/$APP/status &&
    ! grep -q setpriv /proc/$APP/comm; }}'; }}
until_true() {{ # WORDS: wait for what the shell can see
  n=0; until eval "$*"; do n=$((n + 1)); [ $n -lt 300 ] || return 1; sleep 0.05; done; }}
module() {{ # NAME...
  for m; do busybox insmod "$(find {modules} -name "$m.ko")" || return 1; done; }}
{{ set -e; . {place}/setup; set +e; }} >{place}/log 2>&1
read -r begun rest </proc/uptime
( [ -z "$GROUP" ] || echo 0 >"$GROUP/cgroup.procs"
  exec $AROUND {user} /bin/sh {place}/command "$APP" ) <{place}/stdin >{place}/out 2>{place}/err
status=$?; read -r ended rest </proc/uptime
echo "$begun $ended" >{place}/took
echo $status >{place}/status
"""


def self_test(
    lab: Lab,
    setup: str,
    *options: str,
    boot: Sequence[str] = (),
    disks: int = 0,
    network: bool = False,
) -> Outcome:
    """What `lab.self_test(*options)` is on a host of its own, made by `setup`.

    `boot`: words for the kernel, as in "lsm=apparmor". `disks`: so many empty disks of 64 MiB: /dev/ubda,
    /dev/ubdb, ... Raises Missing where there is no user-mode Linux, RuntimeError where the setup fails.
    """
    room = _room(lab, setup)
    words = [*boot, *([_cable(lab)] if network else [])]
    outcome = lab.self_test(*options, through=_launcher(room, disks, words))
    if outcome.code == NOT_BUILT:
        raise RuntimeError(f"the guest was not built:\n{outcome.err[-12000:]}")
    took = room / TOOK
    return dataclasses.replace(outcome, seconds=float(took.read_text())) if took.exists() else outcome


def _room(lab: Lab, setup: str) -> Path:
    """A folder of the app's user for what goes in and out."""
    for name in ("linux.uml", "busybox", *(name for name in _TOOLS if name in setup)):
        tool(name)
    room = Path(tempfile.mkdtemp(prefix="uml-", dir=lab.tmp))
    (room / "setup").write_text(setup)
    _build(room / REGISTERS)
    room.chmod(0o755)
    (room / "memory").mkdir()
    for path in (room, room / "setup", room / "memory"):
        os.chown(path, lab.uid, lab.uid)
    lab.app.run(["mount", "-t", "tmpfs", "-o", "mode=1777,size=2g", "none", room / "memory"])
    return room


def _build(library: Path) -> None:
    """What lets it run on newer processors (whole_registers.c); without a compiler it runs on older ones."""
    source = Path(__file__).with_name("whole_registers.c")
    if compiler := shutil.which("gcc"):
        subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"], check=True)
        library.chmod(0o755)


def _launcher(room: Path, disks: int, words: Sequence[str]) -> list[str]:
    """The program that boots, for `through`. It runs as the app's user, which has no rights outside."""
    start = f"import sys; sys.path.insert(0, {str(Path(__file__).resolve().parents[2])!r})"
    code = f"{start}; from tests.lab.uml import boot; sys.exit(boot(sys.argv[1:]))"
    return [sys.executable, "-c", code, str(room), str(disks), str(len(words)), *words]


def _cable(lab: Lab) -> str:
    """Lay the cable between the guest and the app's place; returns the kernel's word for it."""
    node = lab.tmp / "tun"
    os.mknod(node, 0o600 | stat.S_IFCHR, os.makedev(10, 200))
    node.chmod(0o666)
    lab.app.bind(node, "/dev/net/tun")
    done = lab.app.run(["ip", "tuntap", "add", TAP, "mode", "tap", "user", str(lab.uid)], check=False)
    if done.returncode:
        raise Missing(f"no tap device can be made here: {done.stderr.strip()}")
    lab.app.run(["ip", "-batch", "-"], input=f"addr add {OUTSIDE}/24 dev {TAP}\nlink set {TAP} up\n")
    lab.app.run(["sh", "-c", "echo 1 >/proc/sys/net/ipv4/ip_forward"])
    lab.fw.run(["ip", "route", "add", "10.77.3.0/24", "via", lab.APP])
    return f"vec0:transport=tap,ifname={TAP},depth=64"


# In the app's place ----------------------------------------------------------------------------------


def boot(words: Sequence[str]) -> int:
    """Boot a guest, run the command in it, and say what it said. Returns its exit status.

    `words`: the room, the number of disks, the number of words for the kernel, these, and the command.
    """
    room, disks, count = Path(words[0]), int(words[1]), int(words[2])
    kernel, command = list(words[3 : 3 + count]), words[3 + count :]
    place = Path(tempfile.mkdtemp(dir=room))
    with (room / "cable").open("w") as lock:
        if any(TAP in word for word in kernel):  # only one guest can be plugged in
            fcntl.flock(lock, fcntl.LOCK_EX)
        _prepare(room, place, command)
        console = _run(room, place, [*kernel, *_disks(place, disks)])
    return _tell(place, console)


def _prepare(room: Path, place: Path, command: Sequence[str]) -> None:
    """The files of one boot: how it begins, what it runs, with which input."""
    user = ["setpriv", f"--reuid={os.getuid()}", f"--regid={os.getgid()}", "--clear-groups", *NO_PRIVILEGE]
    told = {"place": place, "uid": os.getuid(), "inside": INSIDE, "outside": OUTSIDE, "modules": MODULES}
    (place / "init").write_text(_INIT.format(user=" ".join([*user, "--"]), **told))
    (place / "init").chmod(0o755)
    (place / "setup").write_text((room / "setup").read_text())
    (place / "command").write_text(_script(command))
    (place / "stdin").write_bytes(sys.stdin.buffer.read())


def _script(command: Sequence[str]) -> str:
    """The command with the app's environment; @app is the process whose number is the script's argument."""
    env = [f"{name}={value}" for name, value in os.environ.items()]
    words = ['"$1"' if word == "@app" else shlex.quote(word) for word in command]
    rows = [_assigned(row) for row in env]
    return f"cd {shlex.quote(os.getcwd())}\nexec env -i {' '.join(rows)} {' '.join(words)}\n"


def _assigned(row: str) -> str:
    name, _, value = row.partition("=")
    return f'{name}="$1"' if value == "@app" else shlex.quote(row)


def _disks(place: Path, count: int) -> list[str]:
    """Empty disks; they take no room before they are written to."""
    for number in range(count):
        with (place / f"disk{number}").open("wb") as disk:
            disk.truncate(64 << 20)
    return [f"ubd{number}={place}/disk{number}" for number in range(count)]


def _run(room: Path, place: Path, words: Sequence[str]) -> str:
    """Boot and wait for the end; returns what the kernel said."""
    root = ["rootfstype=hostfs", "rootflags=/", "ro", f"init={place}/init", "mem=512M", f"uml_dir={place}"]
    argv = [tool("timeout"), "-k", "1", str(PATIENCE), tool("linux.uml"), *root, "con=null", "con0=null,fd:1"]
    done = subprocess.run(
        [*argv, *words], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        env=_surroundings(room, place), check=False,
        preexec_fn=die_with_parent,
    )  # fmt: skip
    return done.stdout.decode("utf-8", "replace")


def _surroundings(room: Path, place: Path) -> dict[str, str]:
    library = room / REGISTERS
    loaded = {"LD_PRELOAD": str(library)} if library.exists() else {}
    return {"PATH": "/usr/bin:/bin", "TMPDIR": str(room / "memory"), "HOME": str(place), **loaded}


def _tell(place: Path, console: str) -> int:
    """Hand on output, errors and status."""
    try:
        if not (place / "status").exists():
            log = place / "log"
            said = log.read_text(errors="replace") if log.exists() else ""
            sys.stderr.write(f"{UNBUILT}\n{console[-2000:]}\n{said}")
            return NOT_BUILT
        begun, ended = map(float, (place / "took").read_text().split())
        (place.parent / TOOK).write_text(f"{ended - begun:.2f}")
        for name, stream in (("out", sys.stdout), ("err", sys.stderr)):
            stream.buffer.write((place / name).read_bytes())
        return int((place / "status").read_text())
    finally:
        shutil.rmtree(place, ignore_errors=True)
