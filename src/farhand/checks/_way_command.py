"""The way to a file or directory as POSIX sh prints it: shared by `directory` and `sqlite`.  Pure.

One line per thing seen, each beginning with a word that says what it is. Control characters in names are
shown as `?`, so that a name cannot make a line of its own. Reading is in `_pasted`.
"""

from __future__ import annotations

#: Functions; nothing runs until they are called. `way PATH` sets `h`, the path without links.
FUNCTIONS = r"""
plain() { case $1 in *[[:cntrl:]]*) printf '%s' "$1" | tr '[:cntrl:]' '?' ;; *) printf '%s' "$1" ;; esac; }
row() { # owner and mode of one part, its access list, or why it cannot be seen
  o=$(timeout 5 stat -c 'part %f %u %g' "$1" 2>&1); s=$?
  case $s in
    0) echo "$o $(plain "$1")" ;;
    124 | 143) echo "hangs $(plain "$1")"; return 1 ;;
    *) echo "error $(plain "$1"): ${o##*: }"; return 1 ;;
  esac
  case $(ls -ldn "$1" 2>/dev/null) in
    [!l]?????????+*) if command -v getfacl >/dev/null; then
        getfacl -pnc "$1" 2>/dev/null | grep -E '^(user|group|mask|other):' | sed 's/^/acl /'
      elif command -v python3 >/dev/null; then
        python3 -c 'import os, sys
print("aclhex", os.getxattr(sys.argv[1], "system.posix_acl_access").hex())' "$1" 2>/dev/null
      else echo "acl hidden"; fi ;;
  esac
  return 0
}
way() { # every part from the root down, links followed; a relative one begins where the app does
  h=""; n=0; r=$1; t=""
  case $r in
    /*) ;;
    *) [ -z "${PID-}" ] || t=$(readlink "/proc/$PID/cwd"); r=${t:-$(pwd)}/$r ;;
  esac
  echo "whole $(plain "$r")"
  row / || return 1
  while [ -n "$r" ]; do
    a=${r%%/*}; case $r in */*) r=${r#*/} ;; *) r="" ;; esac
    case $a in "" | .) continue ;; ..) h=${h%/*}; continue ;; esac
    row "$h/$a" || { h=$h/$a; return 1; }
    [ -L "$h/$a" ] || { h=$h/$a; continue; }
    n=$((n + 1)); t=$(readlink "$h/$a")
    echo "link $(plain "$t")"
    if [ "$n" -gt 40 ]; then
      h=$h/$a; echo "error $(plain "$h"): Too many levels of symbolic links"; return 1; fi
    case $t in /*) h="" ;; esac
    r=$t/$r
  done
  h=${h:-/}
}
mounted() { # the line of the mount that a path lies on
  p=$1 awk '{ m = $5; gsub(/\\040/, " ", m); p = ENVIRON["p"]
      if (p == m || m == "/" || index(p, m "/") == 1) if (length(m) >= length(b)) { b = m; l = $0 } }
    END { if (l != "") print "mountinfo " l }' /proc/self/mountinfo 2>/dev/null
}
deeper() { # of two paths the mount that lies deeper: what holds a walk up may be the mount point itself
  { mounted "$1"; mounted "$2"; } |
    awk 'length($6) > n { n = length($6); l = $0 } END { if (l != "") print l }'
}
who() { # as whom this runs: numbers, capabilities, and what confines it
  echo "id $(id -u) $(id -g) $(id -G)"
  sed -n 's/^CapEff:[[:space:]]*/caps /p' /proc/self/status 2>/dev/null
  awk -F: -v u="$(id -u)" '$3 == u { print "user " $1; exit }' /etc/passwd 2>/dev/null
  [ -z "${PID-}" ] || sed -n '/^Uid:/s//app Uid /p; /^Gid:/s//app Gid /p; /^Groups:/s//app Groups /p
    /^CapEff:/s//app CapEff /p' "/proc/$PID/status" 2>/dev/null
  echo "confined $(tr -d '\000\n' </proc/self/attr/current 2>/dev/null)"
  echo "enforce $(cat /sys/fs/selinux/enforce 2>/dev/null)"
}
limits() { # what may deny above owner and mode: the kernel's own answer, flags, label; 1 where it hangs
  # A test of the shell would wait for ever where a file server is gone, so another shell makes them. What is
  # stale can be seen from outside, and no more be looked into.
  o=$(timeout 5 sh -c '[ -r "$1" ] && echo "may r"; [ -w "$1" ] && echo "may w"; [ -x "$1" ] && echo "may x"
    [ -d "$1" ] || [ ! -e "$1" ] || exit 0
    o=$(ls -f "$1" 2>&1 >/dev/null) || o=$(ls -a "$1" 2>&1 >/dev/null)
    [ -z "$o" ] || echo "list ${o##*: }"' - "$1"); s=$?
  [ -z "$o" ] || echo "$o"
  case $s in 124 | 143) echo "hangs $(plain "$1")"; return 1 ;; esac
  timeout 5 lsattr -d "$1" 2>/dev/null | sed 's/^\([^ ]*\) .*/flags \1/'
  timeout 5 stat -c 'links %h' "$1" 2>/dev/null
  timeout 5 stat -c 'label %C' "$1" 2>/dev/null | grep -v '[?]$'
  return 0
}
room() { # blocks and inodes
  timeout 5 df -Pk "$1" 2>&1 | sed 's/^/blocks /'
  timeout 5 df -Pi "$1" 2>&1 | sed 's/^/inodes /'
}
""".strip()

#: All of it about "$p".
LOOK = r"""
echo "path $(plain "$p")"; who
if way "$p"; then
  echo "resolved $(plain "$h")"; mounted "$h"; ! limits "$h" || room "$h"
else echo "resolved $(plain "$h")"; deeper "$h" "$p"; fi
""".strip()
