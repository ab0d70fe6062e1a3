"""The host as a person asks for it, in POSIX sh.  Part of the `host` check."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from farhand.checks._host import kernel
from farhand.model import Command

_SCRIPT = r"""
# The app's own process, where PID names it; in a container it is process 1.
if [ -z "${PID-}" ]; then
  PID=self
  if [ -e /.dockerenv ] || [ -e /run/.containerenv ] || [ -n "${KUBERNETES_SERVICE_HOST-}" ]; then
    [ -r /proc/1/environ ] && PID=1; fi
fi
echo "pid $PID"; echo "uid $(id -u) $(id -un 2>/dev/null)"
echo "needs NEEDS"; echo "tmpdir ${TMPDIR-}"
for p in / /dev/shm "${TMPDIR:-/tmp}"; do
  o=$(timeout 5 df -PTk "$p" 2>&1); s=$?
  case $s in 124 | 143) echo "hangs $p" ;; esac
  printf '%s\n' "$o" | tail -n +2 | sed "s|^|blocks $p |"
  case $o in *"No such file"*) [ -e "$p" ] || echo "absent $p" ;; esac
  timeout 5 df -Pi "$p" 2>/dev/null | tail -n +2 | sed "s|^|inodes $p |"
  p=$p awk '{ m = $5; p = ENVIRON["p"]
      if (p == m || m == "/" || index(p, m "/") == 1) if (length(m) >= length(b)) { b = m; l = $0 } }
    END { if (l != "") print "mountinfo " p " " l }' /proc/self/mountinfo 2>/dev/null
done
for p in "${TMPDIR:-/tmp}" /tmp /var/tmp /usr/tmp; do [ -w "$p" ] && [ -x "$p" ] && echo "usable $p"; done
grep -E '^(MemTotal|MemAvailable|SwapTotal|SwapFree):' /proc/meminfo
sed 's/^/limit /' "/proc/$PID/limits" 2>/dev/null
grep -E '^(VmSize|Threads|Uid):' "/proc/$PID/status" 2>/dev/null
o=$(find "/proc/$PID/fd" -type l 2>/dev/null) && echo "open $(printf '%s\n' "$o" | wc -l)"
echo "file-nr $(cat /proc/sys/fs/file-nr 2>/dev/null)"
u=$(awk '/^Uid:/ { print $3 }' "/proc/$PID/status" 2>/dev/null)
echo "threads $(cat /proc/[0-9]*/status 2>/dev/null |
  awk -v "u=$u" '/^Uid:/ { o = $3 } /^Threads:/ && o == u { n += $2 } END { print n + 0 }')"
groups() { # CONTROLLER: the folders of the process's group, innermost first, of version 1 or 2
  awk -v "c=$1" 'FNR == NR { i = index($0, ":"); r = substr($0, i + 1)
      j = index(r, ":"); n = substr(r, 1, j - 1)
      if (n == "" && substr($0, 1, 2) == "0:") two = substr(r, j + 1)
      else if (index("," n ",", "," c ",")) { one = substr(r, j + 1); there = 1 }
      next }
    { t = ""; for (i = 7; i <= NF; i++) if ($i == "-") t = $(i + 1)
      if (t == "cgroup" && there && index("," $NF ",", "," c ",") && !d1) { d1 = 1; print "1 " $5 " " one }
      if (t == "cgroup2" && two != "" && !d2) { d2 = 1; print "2 " $5 " " two } }
  ' "/proc/$PID/cgroup" /proc/self/mountinfo 2>/dev/null | while read -r v top g; do
    case $g in / | *..*) g="" ;; esac
    [ -d "$top$g" ] || g=""
    while :; do echo "group $1 $v $top$g"; values "$1" "$top$g"; [ -n "$g" ] || break; g=${g%/*}; done
  done; }
values() { # CONTROLLER FOLDER: its limits and counters
  case $1 in
    memory) f='memory.max memory.current memory.limit_in_bytes memory.usage_in_bytes' ;;
    pids) f='pids.max pids.current' ;;
    *) f='cpu.max cpu.cfs_quota_us cpu.cfs_period_us' ;;
  esac
  for f in $f; do [ -r "$2/$f" ] && echo "is $f $(head -c 60 "$2/$f" 2>/dev/null)"; done
  if [ "$1" = memory ]; then
    for f in memory.stat memory.events.local memory.events memory.oom_control; do
      [ -r "$2/$f" ] && grep -E '^(total_)?(in)?active_file |^oom_kill ' "$2/$f" | sed "s/^/is $f:/"; done; fi
  if [ "$1" = cpu ]; then grep -E '^(nr_periods|nr_throttled|usage_usec) ' "$2/cpu.stat" 2>/dev/null |
    sed 's/^/is cpu.stat:/'
    o=$(printf '%s' "$2" | sed 's|/cpu[a-z,]*/|/cpuacct/|; s|/cpu[a-z,]*$|/cpuacct|')/cpuacct.usage
    [ -r "$o" ] && echo "is cpuacct.usage $(cat "$o")"; fi; }
groups memory; groups pids
for f in cpu memory io; do sed -n "s/^some /pressure $f /p" "/proc/pressure/$f" 2>/dev/null; done
echo "load $(cat /proc/loadavg 2>/dev/null)"
echo "cpus $(nproc 2>/dev/null || grep -c '^processor' /proc/cpuinfo)"
# GNU tail watches a file as many apps do, and says so where no further watch is to be had. Where it is
# another tail, the watchers of this user are counted: nobody but root sees those of others.
case $(tail --version 2>/dev/null) in
  *GNU*) timeout 1 tail -n 0 -f /proc/self/status 2>&1 >/dev/null | grep -i inotify | sed 's/^/watch /' & ;;
  *) # shellcheck disable=SC2010 # lines are counted, no name is taken from them
    n=$(ls -l /proc/[0-9]*/fd 2>/dev/null | grep -c 'anon_inode:\[\{0,1\}inotify')
    m=$(cat /proc/sys/fs/inotify/max_user_instances 2>/dev/null)
    [ "$(id -u)" = 0 ] || [ "$n" -lt "${m:-$((n + 1))}" ] || echo "watch $n of $m: Too many open files" ;;
esac
echo "first"; groups cpu; sleep 1; echo "second"; groups cpu
wait
echo "uptime $(cat /proc/uptime 2>/dev/null)"
dmesg 2>/dev/null | grep -iE 'KERNEL_WORDS' | tail -n KERNEL_MOST | sed 's/^/kernel /'
true
""".strip()


def command(subject: str, settings: Mapping[str, Any]) -> Command:
    """Room and limits. Set PID to the app's process to see its own limits; else the shell's are shown."""
    needs = settings.get("needs")
    text = _SCRIPT.replace("NEEDS", str(needs if isinstance(needs, int) else 0))
    return Command(
        text.replace("KERNEL_WORDS", kernel.WORDS).replace("KERNEL_MOST", str(kernel.MOST)),
        why="Has the host run out of disk, memory, files, threads or CPU time?",
        seconds=15,
        prints="free disk space, memory, the limits of the app's process and how much of them is used, and "
        "the last lines of the kernel's log that tell of programs ended for memory",
        hides="what else runs on the host besides the app",
    )
