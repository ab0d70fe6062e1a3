"""NFS: a real nfs-ganesha in `lab.svc`, and for mounts the kernel's own server and client inside of a guest.

This machine's kernel has no NFS client, so what is mounted is mounted in user-mode Linux (`tests/lab/uml`).
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import struct
from pathlib import Path
from typing import Any

from tests.lab.namespaces import Missing, tool
from tests.lab.servers.databases import Service
from tests.lab.uml import MODULES

#: Where the share is mounted in guests, and the server's folder behind it.
SHARE, DISK = "/run/share", "/run/disk"
_GANESHA = """
NFS_CORE_PARAM {{ Bind_addr = {ip}; NFS_Port = {port}; Protocols = {versions}; Enable_NLM = false;
  Enable_RQUOTA = false; mount_path_pseudo = true; allow_set_io_flusher_fail = true; }}
NFSv4 {{ Grace_Period = 0; Lease_Lifetime = 10; RecoveryBackend = fs; Only_Numeric_Owners = true;
  RecoveryRoot = {folder}/state; }}
NFS_KRB5 {{ Active_krb5 = false; }}
{exports}
"""
_EXPORT = """EXPORT {{ Export_Id = {number}; Path = {path}; Pseudo = {pseudo}; Access_Type = NONE;
  Squash = No_root_squash; SecType = sys; PrivilegedPort = false;
  CLIENT {{ Clients = {clients}; Access_Type = RW; }}
  FSAL {{ Name = MEM; }} }}
"""


def start(
    lab: Any,
    folder: Path,
    *,
    exports: tuple[str, ...] = ("/srv/share",),
    versions: str = "3,4",
    port: int = 2049,
    clients: str = "*",
    portmapper: bool = True,
) -> Service:
    """nfs-ganesha with these exports, each of a file system in memory."""
    (folder / "state").mkdir()
    rows = [_EXPORT.format(number=n, path=p, pseudo=p, clients=clients) for n, p in enumerate(exports, 1)]
    conf = folder / "ganesha.conf"
    told = {"ip": lab.SVC, "port": port, "versions": versions, "folder": folder}
    conf.write_text(_GANESHA.format(exports="".join(rows), **told))
    if portmapper:
        portmap(lab)
    words = ["-F", "-L", "/dev/stdout", "-f", conf, "-p", folder / "pid", "-N", "EVENT"]
    server = lab.svc.start([tool("ganesha.nfsd"), *words])
    return Service(lab.SVC, port, lab.listening(lab.svc, lab.SVC, port, server), folder)


def portmap(lab: Any) -> None:
    """rpcbind on port 111 of `lab.svc`, with files of its own."""
    lab.svc.run(["mount", "-t", "tmpfs", "-o", "mode=755,size=1m", "none", "/run"])
    server = lab.svc.start([tool("rpcbind"), "-f", "-w"])
    lab.listening(lab.svc, lab.SVC, 111, server)


# In a guest ------------------------------------------------------------------------------------------

#: Modules in their order; of the client's only those of the version that is mounted, since each takes time.
_SERVER = (
    "lib/oid_registry", "net/sunrpc/sunrpc", "fs/nfs_common/grace", "fs/lockd/lockd", "fs/nfs_common/nfs_acl",
    "net/sunrpc/auth_gss/auth_rpcgss", "fs/nfsd/nfsd", "fs/netfs/netfs", "fs/fscache/fscache", "fs/nfs/nfs",
)  # fmt: skip
_CLIENT = {"3": ("fs/nfs/nfsv3",), "4": ("net/dns_resolver/dns_resolver", "fs/nfs/nfsv4")}


def guest(
    source: str = "127.0.0.1:/data",
    mount: str = "vers=4.2",
    *,
    export: str = "rw,no_root_squash",
    disk: str = "size=64m",
    point: str = SHARE,
    made: str = "",
    then: str = "",
) -> str:
    """A setup of a guest: a kernel's server on 127.0.0.1, whose root in version 4 is `DISK`, and a mount.

    `export` and `mount` are options of exports(5) and nfs(5), `made` is sh before the server starts, `then`
    sh after the mount: the fault. Without `mount` nothing is mounted.
    """
    for name in ("mount.nfs", "rpc.nfsd", "rpcbind"):
        tool(name)
    modules = [*_SERVER, *_CLIENT["3" if "vers=3" in mount else "4"]]
    mounted = f"timeout 10 mount.nfs {source} {point} -o {mount}" if mount else ":"
    return f"""
for m in {" ".join(map(_module, modules))}; do busybox insmod "$m"; done
mount -t tmpfs state /var/lib/nfs; mount -t nfsd nfsd /proc/fs/nfsd
cd /var/lib/nfs; mkdir v4recovery sm; touch etab rmtab state; cd /
mkdir -p -m 755 {point} {DISK}; mount -t tmpfs -o {disk} disk {DISK}
mkdir -m 777 {DISK}/data {DISK}/other
{made}
rpcbind -w
exportfs -o {export},no_subtree_check,fsid=0,insecure,crossmnt 127.0.0.0/8:{DISK} 2>/dev/null
rpc.mountd 2>/dev/null
rpc.nfsd 2
{mounted}
{then}
"""


def _module(name: str) -> str:
    found = next(MODULES.glob(f"*/kernel/{name}.ko"), None)
    if found is None:
        raise Missing(f"the guest's kernel has no module {name}")
    return str(found)


#: Faults that come after the mount: the server is stopped; no packet passes; the server waits for ever.
STOPPED = "rpc.nfsd 0"
SILENT = f"busybox insmod {next(iter(MODULES.glob('*/kernel/net/sched/sch_netem.ko')), '')}\n" + (
    "tc qdisc add dev lo root netem loss 100%"
)
#: The server asks its mountd who may have the export, and that one is gone.
STUCK = "busybox killall rpc.mountd; exportfs -f; echo 3 >/proc/sys/vm/drop_caches"


def sshfs(lab: Any, name: str, options: str = "noatime") -> Any:
    """A folder by sshfs at `lab.tmp/NAME` in the app's place; its server of SFTP is beside it."""
    point, behind = lab.tmp / name, lab.tmp / f"{name}-behind"
    point.mkdir()
    behind.mkdir()
    behind.chmod(0o777)
    talk = f"exec {tool('sftp-server', '/usr/lib/openssh')}"
    (lab.tmp / "sftp").write_text(f"#!/bin/sh\n{talk}\n")
    (lab.tmp / "sftp").chmod(0o755)
    told = f"allow_other,default_permissions,{options},ssh_command={lab.tmp}/sftp"
    server = lab.app.start([tool("sshfs"), "-f", f"files.lab.test:{behind}", point, "-o", told])
    lab.app.run(["sh", "-c", f"until grep -q ' {point} ' /proc/mounts; do sleep 0.05; done"], timeout=10)
    return server


def automounter(lab: Any, name: str) -> Any:
    """The kernel's automounter at `lab.tmp/NAME` in the app's place, asked in vain: nothing is ever mounted.

    Its daemon is a few lines here: it answers each question of the kernel with AUTOFS_IOC_FAIL, as
    automount(8) does when a mount fails (include/uapi/linux/auto_fs.h, protocol 5).
    """
    point = lab.tmp / name
    point.mkdir()

    def run(ready: Any) -> None:
        asks, tells = os.pipe()
        told = f"fd={tells},pgrp={os.getpgrp()},minproto=5,maxproto=5,direct"
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.mount(b"/etc/auto.lab", str(point).encode(), b"autofs", 0, told.encode()):
            raise OSError(ctypes.get_errno(), "mount of autofs")
        os.close(tells)
        root = os.open(point, os.O_RDONLY)
        ready()
        while packet := os.read(asks, 4096):
            fcntl.ioctl(root, _AUTOFS_FAIL, struct.unpack_from("I", packet, 8)[0])

    return lab.app.fork("automounter", run)


#: _IO(0x93, 0x61)
_AUTOFS_FAIL = 0x9361
