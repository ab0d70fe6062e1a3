"""How a person asks what time it is elsewhere: web servers that the app talks to anyway, time servers of the site.

Every clock that the answer depends on is printed, so that it can be judged an hour later.  Pure.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from farhand.target import shell

PYTHON = r"""
import os, socket, struct, sys, time
for name in sys.argv[1:]:
    try:
        a = socket.getaddrinfo(name, 123, 0, socket.SOCK_DGRAM)[0]
        s = socket.socket(*a[:3]); s.settimeout(2); s.connect(a[4])
        mark = os.urandom(8); sent, begun = time.time(), time.monotonic(); s.send(b"\x23" + b"\0" * 39 + mark)
        d = s.recv(512); took = time.monotonic() - begun
        one, two = [w + (0 if w & 1 << 31 else 1 << 32) - 2208988800 + f / 2**32
                    for w, f in struct.iter_unpack("!II", d[32:48])]
        if d[24:32] != mark or d[0] & 7 != 4 or not 0 < d[1] < 16 or d[0] >> 6 == 3:
            print("time", name, "problem=no_time"); continue
        print("time", name, "offset=%.3f error=%.3f" % (-((one - sent) + (two - sent - took)) / 2, took / 2 + 0.001))
    except socket.timeout: print("time", name, "problem=silent")
    except OSError as e: print("time", name, "problem=" + type(e).__name__)
"""

PART = r"""
fh_date() { # URL: its Date line, and this clock before and after
  fh_u=$1; case $fh_u in *@*) fh_u=${fh_u%%://*}://${fh_u##*@};; esac
  fh_b=$(date -u +%s)
  if fh_has curl; then fh_o=$(curl -skI -m 5 "$fh_u" | tr -d '\r' | grep -iE '^(date|age):')
  else fh_o=$(wget -S -O /dev/null -T 5 "$fh_u" 2>&1 | sed -n 's/^ *//p' | tr -d '\r' |
    grep -iE '^(date|age):'); fi
  printf 'peer %s\nbefore %s\n%s\nafter %s\n' "${fh_u%%\?*}" "$fh_b" "$fh_o" "$(date -u +%s)"; }
fh_servers() { # the time servers that files of this host name
  set +f; sed -n 's/^ *\(server\|pool\|peer\) *\([^ ]*\).*/\2/p' /etc/chrony.conf /etc/chrony/chrony.conf \
    /etc/chrony.d/*.conf /etc/chrony/conf.d/*.conf /etc/chrony/sources.d/*.sources /etc/ntp.conf \
    /etc/ntpsec/ntp.conf 2>/dev/null
  sed -n 's/^NTP=//p' /etc/systemd/timesyncd.conf /etc/systemd/timesyncd.conf.d/*.conf 2>/dev/null | tr ' ' '\n'; set -f; }
fh_clock() { # declared time servers...
  echo "-- clock"; echo "uptime $(cut -d ' ' -f 1 /proc/uptime 2>/dev/null)"
  # Servers of the whole world are not asked: a site may forbid it, and they tell of no site.
  fh_n=$({ printf '%s\n' "$@"; fh_servers; } |
    grep -vE '^$|^127\.127\.|pool\.ntp\.org$|^ntp\.ubuntu\.com$' | awk '!s[$0]++' | head -n 4)
  if [ -z "$fh_n" ]; then :; elif fh_has python3; then timeout 12 python3 -c "$fh_python_clock" $fh_n
  elif fh_has ntpdate; then for fh_x in $fh_n; do fh_o=$(timeout 8 ntpdate -q "$fh_x" 2>&1)
    fh_o=$(printf '%s\n' "$fh_o" |
      sed -n 's/.*offset \([-+.0-9]*\).*/\1/p;s/.* \([-+][0-9.]*\) +\/- .*/\1/p' | tail -n 1)
    if [ -n "$fh_o" ]; then echo "time $fh_x theirs=$fh_o"; else echo "time $fh_x problem=silent"; fi; done; fi
  # What this host's own time service says of itself, and the kernel.
  ! fh_has chronyc || timeout 5 chronyc -n tracking 2>/dev/null |
    grep -E '^(Leap status|System time|Reference ID)' | sed 's/^/chrony /'
  fh_o=$(timeout 5 timedatectl show -p NTPSynchronized --value 2>/dev/null); [ -z "$fh_o" ] || echo "synchronised $fh_o"
  ! fh_has python3 || python3 -c 'import ctypes
b = ctypes.create_string_buffer(512); print("kernel", ctypes.CDLL(None).adjtimex(b))' 2>/dev/null; }
"""


def part(settings: Mapping[str, Any]) -> str:
    """The functions, and the calls for every peer: those that are declared, else the app's own web services."""
    named = peers(settings)
    servers = " ".join(shell.word(name) for name in _listed(settings.get("ntp"))[:4]) or "''"
    calls = "".join(f"fh_date {shell.word(url)}\n" for url in dict.fromkeys(named[:6]))
    about = (
        "compares this host's clock with those of web and time servers, with curl, wget, python3 or ntpdate"
    )
    functions = shell.library("clock", about, f"fh_python_clock='{PYTHON}'\n{PART}")
    return f'{functions}fh_clock {servers}\n{calls}echo "after $(date -u +%s)"\n'


def peers(settings: Mapping[str, Any]) -> list[str]:
    """URLs whose servers are asked for the time."""
    named = [*_listed(settings.get("peers")), *_listed(settings.get("declared_urls"))]
    return named or _listed(settings.get("url"))


def _listed(value: object) -> list[str]:
    listed = value if isinstance(value, (list, tuple)) else [value] if value else []
    return [str(word) for word in listed]
