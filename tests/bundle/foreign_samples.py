"""Small bundles in the form in which other tools make them, with a fault planted in each."""

from __future__ import annotations

import io
import json
import lzma
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from farhand.bundle.foreign import _kubernetes

#: Printed by `kubectl cluster-info dump -A` of a real API server (1.20), with the status of one pod patched.
DUMP = (Path(__file__).parent / "samples" / "cluster-info-dump.txt").read_text("utf-8")

_DF = """Filesystem              1K-blocks     Used Available Use% Mounted on
proc                            0        0         0    - /proc
sysfs                           0        0         0    - /sys
tmpfs                    24684092     1056  24683036   1% /dev/shm
/dev/vda1                41152812 {used} {free} {percent}% /
/dev/vdb1                82438832 18220044  60005124  24% /data
cgroup2                         0        0         0    - /sys/fs/cgroup
"""
_FREE = """               total        used        free      shared  buff/cache   available
Mem:        16384256     3219032     9216256        1056     3948968    12894224
Swap:        2097148           0     2097148
"""
_UNITS = """  UNIT                  LOAD   ACTIVE SUB     DESCRIPTION
  billing-web.service   loaded active running Billing
  cron.service          loaded active running Regular background program processing daemon
  ssh.service           loaded active running OpenBSD Secure Shell server

LOAD   = Reflects whether the unit definition was properly loaded.
3 loaded units listed. Pass --all to see loaded but inactive units, too.
"""


def sos(full: bool) -> dict[str, str]:
    """A sos report; with noise of the kind that every host has, and a full root file system or none."""
    df = _DF.format(
        used=41136428 if full else 9100220, free=0 if full else 30000112, percent=100 if full else 24
    )
    top = "sosreport-web-1-2026-11-20-abcdefg/"
    files = {
        "version.txt": "sosreport: 4.8.2\n",
        "sos_commands/filesys/df_-al_-x_autofs": df,
        "sos_commands/memory/free": _FREE,
        "sos_commands/systemd/systemctl_list-units": _UNITS,
        "sos_commands/networking/netstat_-s": "    18 times the listen queue of a socket overflowed\n",
        "sos_commands/kernel/sysctl_-a": "vm.max_map_count = 65530\nfs.file-max = 1000\n",
        "sos_commands/block/blkid_-c_.dev.null": "error: Input/output error\n",
        "proc/filesystems": "nodev\tsysfs\n\text4\n\terofs\n",
        "sos_logs/sos.log": "connect: Connection refused while probing the docker socket\n",
        "etc/motd": "Connection refused is what you get when you do not ask us\n",
    }
    if full:
        line = "Nov 20 14:00:0{} web-1 billing-web[812]: OSError: [Errno 28] No space left on device: '/x'\n"
        files["var/log/syslog"] = "".join(line.format(n) for n in range(5))
    return {top + name: text for name, text in files.items()}


def _pod(ready: bool) -> dict[str, object]:
    waiting = {"reason": "CrashLoopBackOff", "message": "back-off 5m0s restarting failed container=web"}
    state = {"running": {"startedAt": "2026-11-20T10:00:00Z"}} if ready else {"waiting": waiting}
    last = {} if ready else {"terminated": {"exitCode": 137, "reason": "OOMKilled"}}
    row = {
        "name": "web",
        "ready": ready,
        "restartCount": 0 if ready else 9,
        "state": state,
        "lastState": last,
    }
    return {
        "metadata": {"name": "billing-web-5d9c-x2", "namespace": "billing"},
        "spec": {"containers": [{"name": "web", "image": "billing:2.4.1"}]},
        "status": {"phase": "Running", "containerStatuses": [row]},
    }


def _analysis(severity: str, title: str, detail: str) -> dict[str, object]:
    name = title.lower().replace(" ", ".")
    insight = {"name": name, "primary": title, "detail": detail, "severity": severity}
    return {"name": name, "insight": insight, "severity": severity, "analyzerSpec": ""}


def support_bundle(fault: str) -> dict[str, str]:
    """A support bundle of troubleshoot.sh; `fault`: "oom", "refused" (in a pod's log), "database" or ""."""
    refused = 'level=error msg="dial tcp 10.96.0.12:6379: connect: connection refused"\n' * 3
    log = "2026-11-20T14:00:00Z listening on 8080\n" + (refused if fault == "refused" else "")
    rows = [_analysis("debug", "Storage class", "The default storage class is there. No connection refused.")]
    if fault == "database":
        rows.append(_analysis("error", "Database", "FATAL: password authentication failed for user billing"))
    files: dict[str, object] = {
        "version.yaml": "apiVersion: troubleshoot.sh/v1beta2\nkind: SupportBundle\n",
        "analysis.json": rows,
        "cluster-info/cluster_version.json": {"info": {"major": "1", "minor": "30"}, "string": "v1.30.2"},
        "cluster-resources/nodes.json": {"kind": "NodeList", "apiVersion": "v1", "items": []},
        "cluster-resources/pods/billing.json": {
            "kind": "PodList", "apiVersion": "v1", "metadata": {}, "items": [_pod(fault != "oom")]
        },
        "cluster-resources/custom-resource-definitions.json": [{"about": "connection refused, OOMKilled"}],
        "cluster-resources/pods/logs/billing/billing-web-5d9c-x2/web.log": log,
        "host-collectors/system/memory.json": {"total": 16777216},
        "execution-data/summary.txt": "cluster-resources: S 1.2s; no space left on device would be F\n",
    }  # fmt: skip
    top = "support-bundle-2026-11-20T14_05_09/"
    return {top + n: v if isinstance(v, str) else json.dumps(v, indent=2) for n, v in files.items()}


def dump_folder() -> dict[str, str]:
    """What --output-directory writes, from the same real dump."""
    found: dict[str, str] = {}
    for label, text in _kubernetes.parts(DUMP):
        if label == "NodeList":
            found["nodes.json"] = text
        elif label in ("PodList", "EventList") and '"default"' in text:
            found[f"default/{label[:-4].lower()}s.json"] = text
        elif label.startswith("logs for"):
            found[f"default/{label.rpartition('/')[2]}/logs.txt"] = text
    return found


def as_tar(files: Mapping[str, str]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as file:
        for name, text in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(text.encode())
            file.addfile(info, io.BytesIO(text.encode()))
    return out.getvalue()


def as_zip(files: Mapping[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in files.items():
            file.writestr(name, text)
    return out.getvalue()


PACKS: dict[str, Callable[[Mapping[str, str]], bytes]] = {
    "b.tar": as_tar,
    "b.tar.xz": lambda files: lzma.compress(as_tar(files)),
    "b.zip": as_zip,
}
