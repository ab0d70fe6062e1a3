"""The database file as a person asks for it, in POSIX sh.  Part of the `sqlite` check. Nothing is written."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from typing import Any

from farhand.checks import _way_command
from farhand.model import Command
from farhand.target import shell
from farhand.target.units import size

#: The file that an address names, where the address is known only here.
_FILE = r"""
case $set_url in
  *://*) p=${set_url#*://}; p=${p%%\?*}; p=$(fh_decoded "${p#*/}") ;;
  file:*) p=${set_url#file:}; p=$(fh_decoded "${p%%\?*}") ;;
  *) p=$set_url ;;
esac
case $set_url in *mode=memory*) p="" ;; esac
""".strip()

_LOOK = r"""
case $p in "" | :memory:) echo "memory"; exit 0 ;; esac
echo "path $(plain "$p")"; who
way "$p"; s=$?
echo "resolved $(plain "$h")"; mounted "$h"
[ $s = 0 ] && [ -f "$h" ] || exit 0
! limits "$h" || room "$h"
d=${h%/*}; d=${d:-/}
echo "home $(plain "$d")"
[ -r "$d" ] && echo "homemay r"; [ -w "$d" ] && echo "homemay w"; [ -x "$d" ] && echo "homemay x"
for e in -wal -shm -journal; do
  [ -e "$h$e" ] || continue
  m=""; [ -r "$h$e" ] && m=r; [ -w "$h$e" ] && m=${m}w
  echo "beside ${m:--} $(plain "$h$e")"
done
# In WAL mode even a reader makes files, unless they are there: then it is opened as one that nobody changes.
k='mode=ro'
case $(head -c 20 "$h" 2>/dev/null | tail -c 2 | od -An -tx1 | tr -d ' ') in
  0202) [ -e "$h-wal" ] || k='mode=ro&immutable=1' ;; esac
u=file:$(printf '%s' "$h" | sed 's/%/%25/g; s/?/%3f/g; s/#/%23/g')'?'$k
if command -v sqlite3 >/dev/null; then
  echo "with sqlite3"
  timeout 8 sqlite3 -batch -init /dev/null -cmd '.timeout 2000' "$u" \
    "select 'schema ' || schema_version from pragma_schema_version;
    select 'tables ' || count(*) from sqlite_master;" 2>&1 | head -n 5 | sed 's/^/sql /'
elif command -v python3 >/dev/null; then
  echo "with python3"
  timeout 8 python3 -c 'import sqlite3, sys
try:
    c = sqlite3.connect(sys.argv[1], uri=True, timeout=2)
    print("sql schema", c.execute("pragma schema_version").fetchone()[0])
    print("sql tables", c.execute("select count(*) from sqlite_master").fetchone()[0])
except sqlite3.Error as error:
    print("sql Error:", error)' "$u" 2>&1 | head -n 5
else echo "with od"; fi
echo "size $(wc -c <"$h" 2>/dev/null)"
echo "header $(head -c 100 "$h" 2>/dev/null | od -An -v -tx1 | tr -d ' \n')"
held() { # the locks on the file and on its -shm
  for e in "" -shm; do
    i=$(stat -c %i "$h$e" 2>/dev/null) || continue
    awk -v "i=$i" -v "e=$e" '{ n = split($6, f, ":") }
      $2 != "->" && f[n] == i && NF >= 8 { print "lock" e, $5, $4, $7, $8 }' /proc/locks 2>/dev/null
  done | sort -u | head -n 20 | while read -r w pid rest; do
    echo "$w $pid $rest $(head -c 60 "/proc/$pid/comm" 2>/dev/null)"; done; }
counted() { # a number that every commit changes: in WAL mode that of the -shm, else that of the file
  echo "counted $({ head -c 28 "$h" | tail -c 4; head -c 48 "$h-shm"; } 2>/dev/null | od -An -v -tx1 |
    tr -d ' \n')"; }
echo "locks"; counted
o=$(held)
if [ -n "$o" ]; then printf '%s\n' "$o"; sleep 2; echo "again"; held; counted; fi
true
""".strip()


def command(subject: str, settings: Mapping[str, Any]) -> Command:
    """The way to the file, what lies beside it, whether it opens, and who keeps it locked."""
    # Imported here, as `sqlite` itself takes its command from this file.
    from farhand.checks.sqlite import file_of

    url = str(settings.get("url") or "")
    known = f"p={shlex.quote(file_of(url))}" if url else "p=${set_path-}"
    writable = str(settings.get("writable", True) not in (False, "false")).lower()
    parts = (
        shell.settle("sqlite", settings, needs_place=False),
        _FILE if shell.used(url) else known,
        f"echo 'wants writable={writable} min_free={size(settings.get('min_free')) or 0}'",
        _way_command.FUNCTIONS,
        _LOOK,
    )
    return Command(
        shell.script(parts),
        why="Is the database file there and whole, may the app's user write to it, who keeps it locked?",
        seconds=30,
        prints="owner and mode of each folder on the way, free space, the file's first 100 bytes, its locks",
        hides="what is in the database",
    )
