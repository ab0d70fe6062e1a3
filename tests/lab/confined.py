"""Security modules for a guest of `uml.py`: sh that loads a policy of the world and confines the app."""

from __future__ import annotations

#: Words for the kernel.
APPARMOR = ("lsm=apparmor",)
SELINUX = ("lsm=selinux", "selinux=1", "enforcing=0")

_APPARMOR = """
mount -t securityfs none /sys/kernel/security
cat >/run/profile <<'END'
profile app flags=({flags}) {{
  file,
  capability,
  network,
  signal,
  ptrace,
  unix,
  {rules}
}}
END
apparmor_parser --replace --skip-cache --base /etc/apparmor.d /run/profile
AROUND="aa-exec -p app --"
"""

#: The initial SIDs of Linux in the order of their numbers: security/selinux/include/initial_sid_to_string.h.
_SIDS = (
    "kernel", "security", "unlabeled", "fs", "file", "file_labels", "init", "any_socket", "port",
    "netif", "netmsg", "node", "igmp_packet", "icmp_socket", "tcp_socket", "sysctl_modprobe",
    "sysctl", "sysctl_fs", "sysctl_kernel", "sysctl_net", "sysctl_net_unix", "sysctl_vm",
    "sysctl_dev", "kmod", "policy", "scmp_packet", "devnull",
)  # fmt: skip
_FILE_SYSTEMS = ("hostfs", "proc", "sysfs", "cgroup2", "selinuxfs", "devtmpfs", "rootfs")

#: Three types: the host, the app, and what belongs to somebody else. What is not named is allowed.
_POLICY = """
class process
class dir
class file
{sids}
class process {{ transition dyntransition }}
class dir {{ read write search open add_name remove_name }}
class file {{ read write append open create execute entrypoint }}
type host_t;
type app_t;
type data_t;
allow host_t {{ host_t app_t }}:process *;
allow app_t app_t:process *;
allow host_t {{ host_t app_t data_t }}:{{ dir file }} *;
allow app_t {{ host_t app_t }}:{{ dir file }} *;
{rules}
role system_r;
role system_r types {{ host_t app_t data_t }};
user system_u roles {{ system_r }};
{contexts}
fs_use_xattr ext4 system_u:object_r:host_t;
fs_use_trans tmpfs system_u:object_r:host_t;
{generic}
"""

_SELINUX = """
mount -t selinuxfs none /sys/fs/selinux
cat >/run/policy.conf <<'END'
{policy}
END
checkpolicy -U allow -o /run/policy /run/policy.conf
/usr/bin/python3 -c "import os
os.write(os.open('/sys/fs/selinux/load', os.O_WRONLY), open('/run/policy', 'rb').read())"
chcon -R system_u:object_r:data_t {path}
echo {enforce} >/sys/fs/selinux/enforce
cat >/run/confine <<'END'
printf %s system_u:system_r:app_t >/proc/self/attr/exec
exec "$@"
END
AROUND="sh /run/confine"
"""


def apparmor(*rules: str, flags: str = "attach_disconnected") -> str:
    """A profile that allows everything but what the rules, as in `deny /data/** w,`, take away."""
    return _APPARMOR.format(rules="\n  ".join(rules), flags=flags)


def selinux(path: str, *rules: str, enforcing: bool = True) -> str:
    """`path` is of a type (data_t) with which the app's domain (app_t) may do only what the rules allow."""
    policy = _POLICY.format(
        sids="\n".join(f"sid {name}" for name in _SIDS),
        contexts="\n".join(f"sid {name} system_u:system_r:host_t" for name in _SIDS),
        generic="\n".join(f"genfscon {name} / system_u:object_r:host_t" for name in _FILE_SYSTEMS),
        rules="\n".join(rules),
    )
    return _SELINUX.format(policy=policy, path=path, enforce=int(enforcing))
