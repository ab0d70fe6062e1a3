"""The parts of a command that asks a network service, and how their output is found again.  Pure.

A command is the settings (`farhand.target.shell`), then parts that build on each other: `dns`, `tcp`, `tls`,
`http`. Each part begins with a line `-- NAME ...`; a part that finds the way closed ends the whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from farhand.model import Command, Seen
from farhand.target import shell

#: What every command does first. fh_ms: milliseconds since the machine was started, in fh_t: a stop-watch
#: that no wrong clock disturbs.
WATCH = (
    shell.library(
        "watch",
        "a stop-watch, and the settings of process $PID that other programs read",
        r"""
fh_ms() { # leaves the milliseconds since this machine was started in fh_t
  fh_t=$(date +%s).00
  [ ! -r /proc/uptime ] || read -r fh_t fh_x </proc/uptime; fh_t=${fh_t%.*}${fh_t#*.}0; }
fh_has() { command -v "$1" >/dev/null 2>&1; }
fh_clean() { # what a server sent, as text: a terminal changes other bytes, and could be steered by them
  tr '\001-\010\013-\037\177' '?' | if fh_has iconv; then iconv -c -f UTF-8 -t UTF-8 2>/dev/null
    else tr '\200-\377' '?'; fi; }
fh_begin() { # with PID: proxies and lists of authorities of that process; then the clock of this host
  [ -z "${PID-}" ] || for fh_x in SSL_CERT_FILE SSL_CERT_DIR REQUESTS_CA_BUNDLE CURL_CA_BUNDLE AWS_CA_BUNDLE \
    http_proxy https_proxy all_proxy no_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY NO_PROXY; do
    unset "$fh_x"; fh_v=$(tr '\0' '\n' 2>/dev/null <"/proc/$PID/environ" | sed -n "s/^$fh_x=//p" | head -n 1)
    [ -z "$fh_v" ] || export "$fh_x=$fh_v"; done
  set -f; echo "now $(date -u +%Y-%m-%dT%H:%M:%SZ)"; }
""",
    )
    + "fh_begin\n"
)


def command(kind: str, settings: Mapping[str, Any], *parts: str, **told: Any) -> Command:
    """A command of these parts. `told`: the fields of `Command` but its script."""
    script = shell.script([shell.settle(kind, settings), WATCH, *parts])
    return Command(script, connects=tuple(told.pop("connects", ())) or (place(settings), "resolver"), **told)


def unless_socket(parts: Sequence[str]) -> tuple[str, ...]:
    """Those parts for a service that may be at a Unix socket, where there is nothing to look up."""
    *functions, look_up, connect = parts
    return *functions, f'if [ -z "$fh_socket" ]; then\n{look_up}\n{connect}\nfi'


#: `fh_must KEY WHAT FILE`: a file that the settings name; where it cannot be used nothing else is asked.
MUST = r"""
fh_must() {
  [ -n "$3" ] || return 0
  if [ ! -e "$3" ]; then fh_w=missing; case $(ls -d "$3" 2>&1) in *denied*) fh_w=unreadable;; esac
  elif [ ! -f "$3" ]; then fh_w=not_a_file
  elif [ ! -r "$3" ]; then fh_w=unreadable
  elif [ ! -s "$3" ]; then fh_w=empty
  elif grep -q -e "-----BEGIN .*$2" "$3"; then return 0
  elif [ "$(head -c 2 "$3" | od -An -tx1 | tr -d ' ')" = 3082 ]; then return 0
  else fh_w=not_pem; fi
  echo "bad file $1 $fh_w $3"; exit 0; }
""".strip()


def with_files(text: str, rows: Iterable[Seen]) -> Iterator[Seen]:
    """The same stages; a file that cannot be used is a matter of the `config` stage, and the end."""
    words = [line.split(" ", 4)[2:] for line in text.replace("\r", "").split("\n") if line[:9] == "bad file "]
    bad = [{"setting": row[0], "state": row[1], "path": row[2][:300]} for row in words if len(row) == 3]
    for seen in rows:
        if seen.stage == "config" and bad and not seen.unknown:
            yield replace(seen, facts={**seen.facts, "files": bad})
            return
        yield seen


def place(settings: Mapping[str, Any]) -> str:
    """Where the command connects to, as declared, without a login."""
    text = str(settings.get("url") or "")
    if text:
        return (text.partition("://")[2] or text).partition("/")[0].rpartition("@")[2]
    host, port = str(settings.get("host") or ""), settings.get("port")
    return f"{host}:{port}" if port else host


def sections(text: str) -> dict[str, list[str]]:
    """The lines of each part, without carriage returns; the rest of its first line is its first line."""
    found: dict[str, list[str]] = {}
    current: list[str] = []
    for line in text.replace("\r", "").split("\n"):
        if line.startswith("-- "):
            name, _, rest = line[3:].partition(" ")
            current = found.setdefault(name, [])
            current.append(rest)
        elif line.startswith(("== ", "#farhand ")):
            current = []
        else:
            current.append(line)
    return found


def now_of(text: str) -> str:
    """The clock of the host that ran it, RFC 3339."""
    found = re.search(r"^now (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)", text, re.MULTILINE)
    return found.group(1) if found else ""


def words_of(line: str) -> dict[str, str]:
    """key=value words of a line."""
    pairs = (word.partition("=") for word in line.split())
    return {key: value for key, eq, value in pairs if eq}
