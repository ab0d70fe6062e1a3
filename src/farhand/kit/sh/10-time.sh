# ---- how a check is run, and ended ----------------------------------------------------------------

# Seconds by a clock that nobody sets.
kit_now() {
  if read -r kit_up _ 2>/dev/null </proc/uptime; then echo "${kit_up%%.*}"; else date +%s; fi
}

# The numbers of process $1 and of all that it has started and that still runs.
kit_family() {
  cat /proc/[0-9]*/status 2>/dev/null | awk -v first="$1" '
    /^State:/ { ended = $2 == "Z" }
    /^Pid:/ { pid = $2 }
    /^PPid:/ && !ended { parent[pid] = $2 }
    function mine(p, n) {
      for (n = 0; p > 1 && n < 99; n++) { if (p == first) return 1; p = parent[p] }
      return 0
    }
    END { for (p in parent) if (p > 1 && mine(p)) print p }'
}

# Ends all that process $1 has started, and the process itself unless it is this one. They are held first,
# so that none of them starts another one meanwhile.
kit_end() {
  for kit_signal in STOP STOP KILL; do
    for kit_one in $(kit_family "$1") "$1"; do
      [ "$kit_one" = "$$" ] || kill -"$kit_signal" "$kit_one" 2>/dev/null
    done
  done
}

# At the end of a check: ends what it has left running in the background.
kit_tidy() {
  kit_rc=$?
  read -r kit_self _ </proc/self/stat && for kit_one in $(kit_family "$kit_self"); do
    [ "$kit_one" = "$kit_self" ] || kill -KILL "$kit_one"
  done
  exit "$kit_rc"
} 2>/dev/null

# Runs the words from $2 on for at most $1 seconds, then ends them with all that they have started.
# kit_stopped says "yes" if that was needed. What they print as errors goes where all else goes.
kit_bounded() {
  kit_most=$1 kit_stopped=no kit_pid='' kit_watch='' kit_end_at=$(($(kit_now) + $1))
  shift
  (
    trap kit_tidy EXIT
    "$@"
  ) <"${kit_input:-/dev/null}" 2>&1 &
  kit_pid=$!
  (
    while [ "$kit_most" -gt 0 ]; do
      sleep 1
      kit_most=$((kit_most - 1))
    done
    trap '' USR1
    kit_end "$kit_pid"
    exit 0
  ) </dev/null >/dev/null 2>&1 &
  kit_watch=$!
  wait "$kit_pid"
  kit_rc=$?
  # Not TERM: the watch may not yet have put off the trap for it that stood here.
  kill -USR1 "$kit_watch" 2>/dev/null
  wait "$kit_watch" 2>/dev/null && kit_stopped=yes
  # ksh forgets how a process ended that ended long before; 137 and 265 are "killed".
  case $kit_rc in 137 | 265) [ "$(kit_now)" -lt "$kit_end_at" ] || kit_stopped=yes ;; esac
  [ "$kit_stopped" = no ] || kit_rc=124
  return "$kit_rc"
}

# Ctrl-C while a check runs.
kit_stop_check() {
  for kit_process in $kit_pid $kit_watch; do kit_end "$kit_process"; done
  exit 130
}
