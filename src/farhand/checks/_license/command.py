"""The licence as a person asks for it, in POSIX sh.  Part of the `license` check. Nothing is written.

Of the licence only lines with a date are printed, and of these only the key and the date.
"""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from typing import Any

from farhand.checks import _way_command
from farhand.model import Command
from farhand.target import shell
from farhand.target.units import duration

_DATES = r"""
dated() { # standard input: the licence; prints the form and the dates in it
  d=$(head -c 1000000 | tr -d '\000\r'); form=text
  case $d in *[!\ ]*) ;; *) echo empty; return 0 ;; esac
  case $d in
    *"BEGIN CERTIFICATE"*) echo "form certificate"
      printf '%s\n' "$d" | openssl x509 -noout -dates 2>/dev/null | sed 's/^/date /'; return 0 ;;
    *[!A-Za-z0-9_.=-]*) ;;
    *.*.*) d=${d#*.}; d=$(unpack "${d%%.*}"); form="signed token" ;; esac
  b=$(unpack "$(printf '%s\n' "$d" | sed '/^-----/d')"); d=${b:-$d}
  # shellcheck disable=SC2020 # each of these signs becomes the end of a line
  printf '%s\n' "$d" | tr -d '"' | tr '{},;<' '\n\n\n\n\n' | awk -v "k=$k" '
    $1 == "FEATURE" || $1 == "INCREMENT" { print "date expires=" substr($5, 1, 20); next }
    { gsub(/\047/, ""); sub(/^[^A-Za-z]+/, ""); at = match($0, /[:=>]/) }
    at < 2 { next }
    { key = substr($0, 1, at - 1); value = substr($0, at + 1) }
    { gsub(/ +$/, "", key); gsub(/^ +| +$/, "", value) }
    tolower(key) !~ k || tolower(key) ~ /pass|secret|token|code|serial|pin$|_key$/ { next }
    value ~ /^([0-9][-0-9TZ:+.\/ ]*|[0-9]* ?-?[A-Za-z]+[ -][0-9, ]+)$/ ||
    value ~ /^(never|none|null|permanent|perpetual|unlimited|lifetime)$/ {
      print "date " key "=" substr(value, 1, 40) }' | head -n 20
  echo "form $form"; }
unpack() { # base64 of either alphabet, as text; nothing where it is none
  u=$(printf %s "$1" | tr -d ' \n\t' | tr '_-' '/+')
  case $u in ""|*[!A-Za-z0-9+/=]*) return 0 ;; esac
  while [ $((${#u} % 4)) != 0 ]; do u=$u=; done
  u=$(printf %s "$u" | { base64 -d 2>/dev/null || openssl base64 -d -A 2>/dev/null; } |
    head -c 100000 | tr -d '\000-\010\016-\037')
  case $u in *[:=]*) printf '%s' "$u" ;; esac; }
""".strip()

_LOOK = r"""
echo "clock $(date -u +%Y-%m-%dT%H:%M:%SZ)"
if [ -n "${set_key-}" ]; then echo "in a variable"; printf '%s\n' "$set_key" | dated; exit 0; fi
p=${set_path-}; echo "path $(plain "$p")"; who
way "$p"; s=$?
echo "resolved $(plain "$h")"; mounted "$h"
[ $s = 0 ] && [ -f "$h" ] || exit 0
limits "$h" || exit 0
if [ -r "$h" ]; then timeout 5 cat "$h" 2>/dev/null | dated; fi
true
""".strip()

#: Keys whose values are shown, as a regular expression of awk, in small letters.
_KEYS = "expir|valid|until|not.?(after|before)|^exp$|^nbf$|end|start|effective|issued|support|maint"


def command(subject: str, settings: Mapping[str, Any]) -> Command:
    """The way to the licence, who may read it, and the dates in it."""
    wanted = str(settings.get("expires") or "")
    plain = wanted.rpartition(".")[2].lower()
    keys = f"^{plain}$" if plain.replace("_", "").isalnum() else _KEYS
    warn = duration(settings.get("warn_before"))
    parts = (
        shell.settle("license", settings, needs_place=False),
        f"echo 'wants warn={'' if warn is None else int(warn)}'",
        f"k={shlex.quote(keys)}",
        _way_command.FUNCTIONS,
        _DATES,
        _LOOK,
    )
    return Command(
        shell.script(parts),
        why="Is the licence there, may the app read it, and when does it run out?",
        seconds=20,
        prints="owner and mode of each folder on the way, and the dates in the licence",
        hides="everything else in the licence",
    )
