"""Where a command could not look: what the shell, sudo, docker or kubectl said instead of an answer.  Pure.

"Could not look" is never "broken". Each entry has a pattern, what it means, and what to ask for instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_SHELL = r"^(?:(?:-?(?:ba|da|k|z|a)?sh|/\S+|\S+\.sh|main|environment): |.*?(?=command not found$))"

#: Programs that are run to look, not by the app: that one of them is missing is no fault of the app.
_LOOKING = frozenset(
    (
        "curl", "wget", "psql", "pg_isready", "mysql", "mysqladmin", "mariadb", "redis-cli", "valkey-cli",
        "mongosh", "rabbitmqctl", "kcat", "sqlite3", "dig", "nslookup", "host", "getent", "nc",
        "ncat", "netcat", "telnet", "openssl", "timedatectl", "chronyc", "ntpq", "ntpdate", "ss",
        "netstat", "lsof", "ip", "ifconfig", "route", "ping", "ping6", "traceroute", "tracepath",
        "tcpdump", "timeout", "docker", "docker-compose", "podman", "nerdctl", "crictl", "kubectl", "oc",
        "helm", "systemctl", "journalctl", "findmnt", "mount", "stat", "df", "du", "free",
        "uptime", "dmesg", "sudo", "nsenter", "strace", "python", "python3", "awk", "cksum",
        "tr", "head", "tail", "jq", "base64", "hostname", "hostnamectl", "getfacl", "lsattr",
        "getenforce", "ausearch", "aa-status", "farhand", "kit.sh",
    )
)  # fmt: skip


@dataclass(frozen=True)
class Obstacle:
    """Why it could not be looked. `tool` is the program that is missing, where it is one."""

    why: str
    instead: str
    text: str
    tool: str = ""

    @property
    def of_looking(self) -> bool:
        """It kept somebody from looking: it is no fault that was seen."""
        return not self.tool or " is not " not in self.why or self.tool.rpartition("/")[2] in _LOOKING


_OTHER_TOOL = "ask for the same with another tool (farhand next knows which), or run the kit there"
_RULES = tuple(
    (re.compile(pattern, re.IGNORECASE), why, instead)
    for pattern, why, instead in (
        (rf"{_SHELL}(?:line )?(?:\d+: )?(?P<tool>[\w./+-]+): (?:command )?not found$",
         "{tool} is not installed there", _OTHER_TOOL),
        (r"command not found: (?P<tool>[\w./+-]+)$", "{tool} is not installed there", _OTHER_TOOL),
        (r"^(?:timeout|env|nice|nohup|xargs|sudo): (?:failed to run command )?['\"‘`]?(?P<tool>[\w./+-]+)['\"’]?: "
         r"(?:No such file or directory|command not found)", "{tool} is not installed there", _OTHER_TOOL),
        (r"timeout: can't execute '(?P<tool>[^']+)': No such file", "{tool} is not installed there", _OTHER_TOOL),
        (r"'(?P<tool>[\w.+-]+)' is not recognized as an internal or external command",
         "{tool} is not there: this is a Windows shell", "ask on which system the app runs"),
        (r"The term '(?P<tool>[\w.+-]+)' is not recognized as the name of a cmdlet",
         "{tool} is not there: this is PowerShell", "ask on which system the app runs"),
        (r"Command '(?P<tool>[\w.+-]+)' not found, but can be installed", "{tool} is not installed there", _OTHER_TOOL),
        (r"exec: \"(?P<tool>[^\"]+)\": (?:executable file not found|stat .*no such file)",
         "the container has no {tool}", "ask the app itself (farhand self-test), or use a debug container"),
        (r"^(?:\S+: )?(?:line )?(?:\d+: )?(?P<tool>/\S*bin/[\w.+-]+): Permission denied$",
         "{tool} may not be run by this user", "ask for a user who may, or for another tool"),
        (r"^(?:timeout|env): failed to run command ['‘](?P<tool>[^'’]+)['’]: Permission denied",
         "{tool} may not be run by this user", "ask for a user who may, or for another tool"),
        (r"is not in the sudoers file|is not allowed to (?:execute|run sudo)",
         "sudo does not let this user run it", "ask who is allowed to, or leave out sudo"),
        (r"^sudo: .*(?:a password is required|a terminal is required|no tty present|\d incorrect password)",
         "sudo asked for a password and got none", "run it in a terminal, or as a user who needs none"),
        (r"permission denied while trying to connect to the Docker (?:daemon|API)|dial unix \S*docker\.sock: .*permission denied",
         "this user may not use docker", "run it as root or as a member of the group docker"),
        (r"Cannot connect to the Docker daemon", "docker does not run there, or elsewhere",
         "ask for `docker context ls` and on which machine the app runs"),
        (r"No such container:? ?(?P<tool>\S*)|no container with name or ID \"?(?P<tool2>[^\"\s]+)",
         "there is no container {tool}", "ask for the list: docker ps --format '{{{{.Names}}}}'"),
        (r"container \S+ is not running", "the container does not run", "ask for docker ps -a and its last log lines"),
        (r"no such service: (?P<tool>\S+)|service \"(?P<tool2>[^\"]+)\" is not running",
         "there is no running service {tool}", "ask for the list: docker compose ps"),
        (r"Error from server \(NotFound\): (?P<tool>[^\n]{1,120}?) not found", "there is no {tool}",
         "ask for the list: kubectl get pods --all-namespaces"),
        (r"Error from server \(Forbidden\)", "this user may not do that in the cluster",
         "ask for somebody who may, or for the kit in the pod"),
        (r"The connection to the server \S+ was refused - did you specify the right host",
         "kubectl has no cluster to talk to", "ask on which machine kubectl is used"),
        (r"container \S+ is not valid for pod|container not found \(\"",
         "there is no such container in the pod", "ask for the names of the pod's containers"),
        (r"^nsenter: .*(?:Operation not permitted|Permission denied)", "nsenter needs to be root", "run it as root"),
        (r"^Unit (?P<tool>\S+) could not be found", "there is no unit {tool}", "ask for: systemctl list-units --type=service"),
        (r"Operation not permitted: '/proc|/proc/\d+/environ: Permission denied",
         "this user may not look at the app's process", "run it as the app's user or as root"),
        (r"Syntax error: |syntax error near unexpected token|unexpected end of file|here-document at line \d+ delimited by end-of-file",
         "the command was broken when it was pasted", "send it as a file, to be run with sh FILE"),
    )
)  # fmt: skip


def of(lines: Iterable[str]) -> Obstacle | None:
    """The first obstacle that these lines speak of."""
    for line in lines:
        text = line.strip()
        if not 6 < len(text) < 500:
            continue
        for pattern, why, instead in _RULES:
            found = pattern.search(text)
            if found:
                return _obstacle(found, why, instead, text)
    return None


def _obstacle(found: re.Match[str], why: str, instead: str, text: str) -> Obstacle:
    named = {key: value or "" for key, value in found.groupdict().items()}
    tool = (named.get("tool") or named.get("tool2") or "").strip("'\"")
    return Obstacle(why.format(tool=tool).rstrip(), instead.format(tool=tool), text[:200], tool)
