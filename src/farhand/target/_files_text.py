r"""The file that the app's variables come from, as a person's shell sees it: sh text for `shell`.

Which file: the one that ENV_FILE names; else those of the unit that process $PID belongs to (systemd.exec(5),
EnvironmentFile=); else `.env` in the folder of that process. Of a declared variable is printed in which lines
it stands, which of them say the same, and whether that is what the app has: never a value, nor a sum of one,
from which a short password could be guessed.
"""

from __future__ import annotations

from farhand.target import _shell_text as text

FILES = text.library(
    "files",
    "says where a file gives a variable, and whether it gives what the app has; no value is printed",
    r"""
fh_defines='
function bare(s) { gsub(/^[ \t\r\n"\047]+|[ \t\r\n"\047]+$/, "", s); return s }
function uncommented(s,   q, i) { # as a shell and dotenv read it: without the comment behind the value
  q = substr(s, 1, 1)
  if (q != "\"" && q != "\047") { sub(/[ \t]+#.*$/, "", s); return s }
  i = index(substr(s, 2), q)
  return substr(s, i + 2) ~ /^[ \t\r]*(#.*)?$/ ? substr(s, 2, i - 1) : s }
BEGIN { n = ENVIRON["FH_N"]; has = bare(ENVIRON["FH_V"]); there = ENVIRON["FH_SET"] }
FNR == 1 { sub(/^\357\273\277/, "") }
open { if (index($0, open)) open = ""; next }
{ l = $0; sub(/^[ \t]*(export[ \t]+)?/, "", l); p = index(l, "="); if (p < 2) next
  k = substr(l, 1, p - 1); sub(/[ \t]+$/, "", k); if (k !~ /^[A-Za-z_][A-Za-z0-9_]*$/) next
  v = substr(l, p + 1); sub(/^[ \t]+/, "", v); sub(/\r$/, "", v); q = substr(v, 1, 1); word = ""
  if ((q == "\"" || q == "\047") && !index(substr(v, 2), q)) { open = q; word = "unread" }
  else if (v ~ /\$[{(A-Za-z_]/ || v ~ /\\$/ || (q == "\"" && v ~ /\\/)) word = "unread"
  if (k != n) next
  b = bare(uncommented(v)); if (!(b in group)) group[b] = ++groups
  if (word == "") word = !there ? "unset" : b == has || bare(v) == has ? "same" : "differs"
  print "defined " n " " FNR " " group[b] " " word }'
fh_env_files() { # the files, one a line
  if [ -n "${ENV_FILE-}" ]; then printf '%s\n' "$ENV_FILE"; return; fi
  [ -n "${PID-}" ] || return 0
  fh_u=$(grep -o '[^/]*[.]service' "/proc/$PID/cgroup" 2>/dev/null | tail -n 1)
  fh_f=; [ -z "$fh_u" ] || fh_f=$(systemctl show -p EnvironmentFiles -- "$fh_u" 2>/dev/null |
    sed -n 's/^EnvironmentFiles=//; s/ (ignore_errors=[a-z]*)$//; /./p' | head -n 9)
  [ -n "$fh_f" ] || [ ! -e "/proc/$PID/cwd/.env" ] || fh_f=/proc/$PID/cwd/.env
  [ -z "$fh_f" ] || printf '%s\n' "$fh_f"; }
fh_age() { # FILE: was it changed after process $PID had started
  fh_m=$(stat -c %Y "$1" 2>/dev/null || date -r "$1" +%s 2>/dev/null)
  fh_s=$(sed 's/^.*) //' "/proc/${PID:-none}/stat" 2>/dev/null | cut -d' ' -f20)
  fh_b=$(awk '/^btime / { print $2 }' /proc/stat 2>/dev/null)
  case "$fh_m/$fh_s/$fh_b" in /*|*/|*//*|*[!0-9/]*) echo unknown; return;; esac
  fh_b=$((fh_b + fh_s / $(getconf CLK_TCK 2>/dev/null || echo 100) + 1))
  if [ "$fh_m" -gt "$fh_b" ]; then echo newer; else echo older; fi; }
fh_in_files() { # NAME...: where these are given
  fh_env_files | while IFS= read -r fh_f; do
    fh_p=$fh_f
    case $fh_f in /proc/*/cwd/.env) fh_p=$(readlink "${fh_f%/.env}")/.env;; esac
    fh_w=$(fh_age "$fh_f"); [ -f "$fh_f" ] || fh_w=missing
    [ ! -f "$fh_f" ] || [ -r "$fh_f" ] || fh_w=unreadable
    printf 'env_file %s %s\n' "$fh_w" "$(printf %s "$fh_p" | tr '[:cntrl:]' '?')"
    case $fh_w in missing|unreadable) continue;; esac
    for fh_n; do
      eval "fh_v=\${$fh_n-}; fh_is=\${$fh_n+1}"
      head -c 1048576 "$fh_f" | FH_N=$fh_n FH_V=$fh_v FH_SET=$fh_is awk "$fh_defines"
    done
  done; }
""",
)
