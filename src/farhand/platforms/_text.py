"""What the commands of several platforms share: masks, bounds, variables of a process.  Pure."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from farhand.model import Command
from farhand.platforms import _log
from farhand.platforms._log import Reading

#: What a platform can be asked, whichever it is.
TOPICS = {
    "state": "whether it runs, and how it ended last",
    "limits": "how often it was started again, exit status, limits and what it may use",
    "events": "what the platform did with it: started, stopped, killed, refused",
    "log": "what the app said at that time, as the platform keeps it",
    "before": "the last words before it was started again",
    "mounts": "what is mounted for its process",
    "variables": "the names of the variables it has been given",
    "workload": "why no copy of the app is made or replaced, and what its namespace allows",
    "services": "whether a copy of the app stands behind each service",
    "policies": "whether a network policy forbids the app to reach something",
    "rights": "what the app's account may do on the platform",
    "changes": "whether settings were changed after the app was started",
    "kernel": "whether the kernel has killed a process for memory, or says that a disk is broken",
}
#: Bytes of one output, and lines of a log.
BYTES, LINES = 60_000, 400
#: Passwords in addresses, what stands behind password= and the like, and tokens in headers.
MASK = (
    r"""sed -E -e 's#(://[^/:@[:space:]]*:)[^@[:space:]]*@#\1<secret>@#g'"""
    r""" -e 's#(([Pp]assword|PASSWORD|[Pp]asswd|[Ss]ecret|SECRET|[Tt]oken|TOKEN|[Aa]pi[_-]?[Kk]ey|API_?KEY)"""
    r"""("?=|": ?")"?)[^][:space:],;&"]+#\1<secret>#g'"""
    r""" -e 's#([Bb]earer|[Bb]asic) [A-Za-z0-9._~+/=-]{8,}#\1 <secret>#g'"""
)
HIDES = (
    "passwords in addresses, after password= and the like, and in Authorization headers, as far as they are "
    "known by these forms"
)
#: Variables that HTTP, TLS and database libraries obey although no app declares them.
OBEYED = [
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "NO_PROXY",
    "ALL_PROXY",
    "http_proxy",
    "https_proxy",
    "no_proxy",
    "all_proxy",
    "SSL_CERT_FILE",
    "SSL_CERT_DIR",
    "REQUESTS_CA_BUNDLE",
    "CURL_CA_BUNDLE",
    "NODE_EXTRA_CA_CERTS",
    "TZ",
    "RES_OPTIONS",
    "LOCALDOMAIN",
    "PGHOST",
    "PGPORT",
    "PGUSER",
    "PGDATABASE",
    "PGPASSWORD",
    "PGSSLMODE",
    "PGSSLROOTCERT",
    "PGSERVICE",
    "PGSERVICEFILE",
    "PGPASSFILE",
]
_WORD = re.compile(r"\b[A-Z][A-Z0-9_]+\b")
#: Words that are surely variables of the shell: `$NAME`, `${NAME}`, but not awk's `$NF`.
EXPANDED = re.compile(r"\$\{?((?!NF\b|NR\b)[A-Z][A-Z0-9_]+)")
#: Capital words of a script that belong to the shell itself, or that would change which programs it runs.
_OWN = {
    "PID",
    "ENV_FILE",
    "PATH",
    "IFS",
    "PWD",
    "OLDPWD",
    "HOME",
    "ENV",
    "BASH_ENV",
    "LC_ALL",
    "LANG",
    "PS1",
    "PS4",
    "SHELL",
    "TMPDIR",
}


@dataclass(frozen=True)
class Outside(Command):
    """A command to the platform; `topic` is what it is about, one of TOPICS."""

    topic: str = ""


def asked(topic: str, script: str, why: str, prints: str, hides: str = "", seconds: float = 20.0) -> Outside:
    return Outside(f"export LC_ALL=C\n{script}", why, seconds, prints, hides, topic=topic)


def bounded(words: Iterable[str], seconds: int = 15, masked: bool = True) -> str:
    """A command with an end in time and in size; its words are quoted here."""
    line = f"timeout {seconds} {shlex.join(list(words))} 2>&1 </dev/null"
    return f"{line} | {MASK} | tail -c {BYTES}" if masked else f"{line} | tail -c {BYTES}"


def logs(
    readings: Iterable[Reading],
    prints: str,
    cut: str = "",
    topic: str = "log",
    why: str = "what the app said at that time",
    seconds: int = 15,
) -> Iterator[Outside]:
    """The readings of a log as commands; `cut` is a filter with its bar, before what bounds the output."""
    for one in readings:
        script = f"timeout {seconds} {_log.joined(one.words)} 2>&1 </dev/null | {MASK} | {cut}tail -c {BYTES}"
        yield asked(topic, script, why, prints, HIDES, max(30.0, seconds + 5.0))


def mentioned(script: str, words: re.Pattern[str] = _WORD) -> list[str]:
    """The variables that a script may ask for: its words in capitals, and those that libraries obey."""
    found = {word for word in words.findall(script) if not word.startswith(("LD_", "FARHAND"))}
    return [*OBEYED, *sorted(found - set(OBEYED) - _OWN)]


def with_variables(names: Iterable[str], then: str) -> str:
    """sh text that has these variables as process `$pid` has them, and runs `then` with no other input.

    No value becomes a word of a command, is printed, or is written to a file.
    """
    listed = " ".join(names)
    return f"""\
names='{listed}'
for name in $names; do unset "$name"; done
byte=$(printf '\\001')
tr '\\n\\000' '\\001\\n' <"/proc/$pid/environ" | {{
  while IFS= read -r pair; do
    case " $names " in *" ${{pair%%=*}} "*) ;; *) continue ;; esac
    case $pair in *"$byte"*) pair=$(printf '%s.' "$pair" | tr '\\001' '\\n') && pair=${{pair%.}} ;; esac
    export "$pair"
  done
{then}}}
"""


def names_of() -> str:
    """sh text that prints the names of the variables of process `$pid`, never a value."""
    lines = """tr '\\n\\000' '\\001\\n' <"/proc/$pid/environ" | cut -d= -f1"""
    return f"{lines} | grep -E '^[A-Za-z_][A-Za-z0-9_]*$' | sort | head -500"
