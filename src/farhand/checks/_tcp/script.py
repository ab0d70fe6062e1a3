"""How a person asks whether a port accepts: with Python where it is there, else with bash or nc.  Pure.

Python gets from the kernel who refused: the ICMP message and its sender, how far away a reset was made, whether
the packets left this host. Without it the errors of the shell, the counters of the kernel and other ports of the
same address tell a part of it; what they cannot tell is left open.
"""

from __future__ import annotations

from farhand.target import shell

PYTHON = r"""
import errno, select, socket, struct, sys, time
port, expect, send = int(sys.argv[1]), sys.argv[2], sys.argv[3]
addresses = [a for a in sys.argv[4:] if a[0] != "+"]
elsewhere = [a[1:] for a in sys.argv[4:] if a[0] == "+" and a[1:] not in addresses]
class Try:
    # one packet that opens a connection, and what came of it
    def __init__(t, role, a, port, hops=0, low=0):
        t.role, t.a, t.port, t.hops, t.low = role, a, port, hops, low
        t.result, t.errno, t.icmp, t.sent, t.left, t.ms, t.cut = "silent", 0, "", 0, 1, 0, 0
        t.at, six = time.monotonic(), ":" in a
        try:
            t.s = socket.socket(socket.AF_INET6 if six else socket.AF_INET, socket.SOCK_STREAM)
            t.s.setblocking(False)
            t.s.setsockopt(41 if six else 0, 25 if six else 11, 1)
            if hops: t.s.setsockopt(41 if six else 0, 16 if six else 2, hops)
            if low: t.s.setsockopt(41 if six else 0, 73 if six else 21, low)
            n = t.s.connect_ex((a, port))
        except OSError as e: n = e.errno or errno.EINVAL
        if n in (errno.EMFILE, errno.ENFILE): t.done("files", n)
        elif n not in (0, errno.EINPROGRESS): t.end(n, True)
    def queue(t):
        try: rows = t.s.recvmsg(512, 512, 0x2000 | socket.MSG_DONTWAIT)[1]
        except OSError: return
        for level, kind, d in rows:
            if (level, kind) not in ((0, 11), (41, 25)) or len(d) < 24: continue
            origin, typ, code = struct.unpack_from("=4xBBB", d)
            if origin == 2: t.icmp = "%d,%d,%s" % (typ, code, socket.inet_ntop(2, d[20:24]))
            if origin == 3: t.icmp = "%d,%d,%s" % (typ, code, socket.inet_ntop(socket.AF_INET6, d[24:40]))
    def look(t):
        if t.result != "silent": return
        try: t.s.getpeername(); up = True
        except OSError: up = False
        try:
            n = struct.unpack_from("=24I", t.s.getsockopt(6, 11, 104), 8)
            t.sent, t.left = n[23], int(not n[23] or n[7] > 0 or up)
        except (OSError, struct.error): pass
        n = t.s.getsockopt(1, socket.SO_ERROR)
        t.queue()
        if n or t.icmp: t.end(n)
        elif up: t.result, t.ms = "open", (time.monotonic() - t.at) * 1000
    def end(t, n, local=False):
        if not t.icmp and hasattr(t, "s"): t.queue()
        if t.icmp: t.done("icmp", n)
        elif n == errno.ECONNREFUSED: t.done("refused", n)
        elif n in (errno.ECONNRESET, errno.EPIPE): t.cut = 1; t.done("open", 0)
        elif n == errno.ETIMEDOUT: t.done("timeout", n)
        elif n in (errno.EHOSTUNREACH, errno.ENETUNREACH) and not local: t.icmp = "-1,-1,-"; t.done("icmp", n)
        else: t.done("local", n)
    def done(t, result, n):
        t.result, t.errno, t.ms = result, n, (time.monotonic() - t.at) * 1000
        if hasattr(t, "s"): t.s.close()
    def tell(t):
        ms = t.ms or (time.monotonic() - t.at) * 1000
        print("try %s %s %d result=%s ms=%.1f errno=%s icmp=%s sent=%d left=%d hops=%d cut=%d" % (t.role, t.a, t.port,
            t.result, ms, errno.errorcode.get(t.errno, t.errno), t.icmp, t.sent, t.left, t.hops, t.cut))
def wait(tries, seconds):
    end = time.monotonic() + seconds
    while True:
        open_ = [t for t in tries if t.result == "silent"]
        left = end - time.monotonic()
        if not open_ or left <= 0: break
        poll = select.poll()
        for t in open_: poll.register(t.s, select.POLLOUT | select.POLLERR)
        poll.poll(min(left, 0.2) * 1000)
        for t in open_: t.look()
    for t in tries: t.look()
    return tries
def source(a):
    for bind in (0, 20611, 63113):
        try:
            with socket.socket(socket.AF_INET6 if ":" in a else socket.AF_INET, socket.SOCK_DGRAM) as s:
                if bind: s.bind(("", bind))
                s.connect((a, 9)); return s.getsockname()[0]
        except OSError as e:
            if e.errno not in (errno.EAGAIN, errno.EADDRINUSE): return ""
    return ""
def others(a): return [Try("other", a, p) for p in [p for p in (443, 22, 80) if p != port][:2]]
def arrives(a, p, pause):
    low, high = 1, 256
    while high - low > 1:
        step = max(1, (high - low) // 7)
        some = wait([Try("", a, p, low=n) for n in range(low + step, high, step)], pause)
        low = max([low] + [t.low for t in some if t.result in ("refused", "open")])
        high = min([t.low for t in some if t.low > low] + [high])
    return low if low > 1 else 0
def died(t): return t.icmp.startswith("3,0," if ":" in t.a else "11,")
def back(ttl): return min(n for n in (64, 128, 255) if n >= ttl) - ttl
def reset(t):
    pause = min(0.4, max(0.06, t.ms * 4 / 1000))
    near, rungs = others(t.a), [Try("", t.a, port, n) for n in range(1, 13)]
    second = [Try("", o.a, o.port, 1) for o in near]
    wait(near + rungs + second, pause * 3)
    for o in near: o.tell()
    hit = next((r for r in rungs if r.result == "refused"), None)
    if hit is None or hit.hops > 1 and not died(rungs[hit.hops - 2]): return
    out, told = hit.hops - 1, "out=%d" % (hit.hops - 1)
    if out == 0: print("reset %s here=%d" % (t.a, any(died(s) for s in second))); return
    ttl = arrives(t.a, port, pause)
    if ttl:
        told += " ttl=%d back=%d" % (ttl, back(ttl))
        spoke = next((o for o in near if o.result in ("open", "refused")), None)
        if spoke and 0 < back(ttl) < out:
            other = arrives(t.a, spoke.port, pause)
            told += " answer_back=%d" % back(other) if other else ""
    print("reset %s %s" % (t.a, told))
def words(t, seconds, say=b""):
    try:
        t.s.setblocking(True); t.s.settimeout(seconds)
        if say: t.s.sendall(say)
        d = t.s.recv(512); return ("data " + d.hex()) if d else "closed"
    except socket.timeout: return "quiet"
    except OSError: return "reset"
print("with python3")
first = [Try("first", a, port) for a in addresses]
away = [Try("else", a, port) for a in elsewhere]
wait(first + away, 1)
silent = [t for t in first if t.result == "silent"]
side = [Try("again", t.a, port) for t in silent[:3]] + [o for t in silent[:3] for o in others(t.a)]
rungs = [Try("hop", silent[0].a, port, n) for n in range(1, 4)] if silent and source(silent[0].a) != silent[0].a else []
if silent:
    wait(first + side + rungs, 1.2)
    if rungs and died(rungs[-1]): rungs += [Try("hop", silent[0].a, port, n) for n in range(4, 13)]
    alive = any(t.role == "other" and t.result != "silent" for t in side)
    wait(first + side + rungs, 1 if alive else 2.6)
for t in first:
    if t.result == "open" and t.sent: side += wait([Try("repeat", t.a, port) for _ in range(4)], 2.5)
    if t.icmp and t not in silent: side += wait(others(t.a), 1.3)
for t in first + away + side + rungs: t.tell()
for t in first:
    print("source %s %s" % (t.a, source(t.a) or "-"))
    if t.result == "refused" and source(t.a) != t.a: reset(t)
    if t.result == "open" and expect == "-": print("first %s %s" % (t.a, "reset" if t.cut else words(t, 0.12)))
up = next((t for t in first if t.result == "open"), None)
if up and expect != "-": print("banner %s %s" % (up.a, "reset" if up.cut else words(up, 3, send.encode())))
"""

PART = r"""
fh_counted() { # counters of the kernel that tell what came of packets which no tool speaks of
  awk '/^(Icmp|Icmp6|Tcp|TcpExt):/ { if (k[$1] == "") { k[$1] = $0; next } n = split(k[$1], a)
      for (i = 2; i <= n; i++)
        if (a[i] ~ /^(InDestUnreachs|OutDestUnreachs|TCPRetransFail|RetransSegs)$/) c[a[i]] += $i }
    $1 == "Icmp6InDestUnreachs" { c["InDestUnreachs"] += $2 }
    $1 == "Icmp6OutDestUnreachs" { c["OutDestUnreachs"] += $2 }
    END { printf "%s", "counted"; for (i in c) printf " %s=%s", i, c[i]; print "" }
    ' /proc/net/snmp /proc/net/snmp6 /proc/net/netstat 2>/dev/null; }
fh_knock() { # ROLE ADDRESS PORT: one connection with what is there: bash, nc, curl or wget
  fh_ms; fh_b=$fh_t; case $2 in *:*) fh_at="[$2]:$3";; *) fh_at=$2:$3;; esac
  fh_o=$({ if fh_has bash; then timeout 6 bash -c 'exec 3<>"/dev/tcp/$1/$2"' - "$2" "$3"
    elif fh_has nc; then sleep 1 | { fh_rc=0; timeout 6 nc -w 5 "$2" "$3" || fh_rc=$?
        fh_ms; echo " ended=$((fh_t - fh_b))"; exit $fh_rc; }
    elif fh_has curl; then timeout 5 curl -sv -m 4 --noproxy '*' "telnet://$fh_at" </dev/null
    elif fh_has wget; then timeout 7 wget -q -T 5 -O /dev/null "http://$fh_at/"
    else echo nothing; fi; echo " rc=$?"; } 2>&1 | tail -c 600 | tr '\n' ' ')
  case $fh_o in "nothing "*) echo "try $1 $2 $3 result=unknown"; return;; esac
  fh_ms; fh_rc=${fh_o##* rc=}
  echo "try $1 $2 $3 rc=${fh_rc%% *} ms=$((fh_t - fh_b)) said=$(printf %s "${fh_o% rc=*}" | tail -c 300 | fh_clean)"; }
fh_seen() { # ADDRESS PORT: state and retransmissions of a connection, from the kernel's table
  sleep 2; fh_hex=$(printf '%04X' "$2")
  # 02: no answer yet. 01, and 04 and 05, where only our side has ended it: it stands.
  awk -v "p=:$fh_hex" '$3 ~ p "$" && $4 ~ /^0[1245]$/ { print "state " ($4 == "02" ? "02" : "01") " " $7 }
    ' /proc/net/tcp /proc/net/tcp6 2>/dev/null | sort -u | sed "s/^/seen $1 /"; }
fh_plus() { # the addresses that only a name server gives, each with a +
  for fh_a in $fh_others; do
    case " $(printf '%s' "$fh_addrs" | tr '\n' ' ') " in *" $fh_a "*) ;; *) echo "+$fh_a";; esac; done; }
fh_by_shell() { # PORT ADDRESS... +ADDRESS...: without Python; counters before and after tell of refusals
  fh_with=nothing; for fh_x in wget curl nc bash; do fh_has $fh_x && fh_with=$fh_x; done; echo "with $fh_with"
  fh_counted; fh_p=$1; shift
  fh_o=$(for fh_a in "$@"; do
      case $fh_a in +*) fh_knock else "${fh_a#+}" "$fh_p" & ;; *) fh_knock first "$fh_a" "$fh_p" & ;; esac
      fh_seen "${fh_a#+}" "$fh_p" & done; wait)
  printf '%s\n' "$fh_o"; fh_counted
  # Open is what ended well, was cut after it stood, or stands in the kernel's table.
  fh_open=$(printf '%s\n' "$fh_o" | awk '$1 == "seen" && $4 == "01" { up[$2] = 1 }
    $2 == "first" { order[++n] = $3; bad = /refused|unreach|No route|prohibit|enied|ermitted|.an.t connect/
      said = $0; sub(/.*said=/, "", said); gsub(/ended=[0-9]+|Terminated|Killed|[ \t]/, "", said)
      if (!bad && $5 ~ /^rc=(124|137|143)$/ && said != "" && $0 !~ /timed out/) up[$3] = 1
      # A tool that ended well may have shown a greeting with such words ("554 Access denied").
      if ($5 == "rc=0" || !bad && /reset by peer|bad header|error getting|server returned|Connected to/) up[$3] = 1 }
    END { for (i = 1; i <= n; i++) if (up[order[i]]) { print order[i]; exit } }')
  for fh_a in "$@"; do case $fh_a in +*) continue;; esac
    # Where none is open: do other ports of that address answer?
    [ -n "$fh_open" ] || for fh_x in 443 22; do [ $fh_x = "$fh_p" ] || fh_knock other "$fh_a" $fh_x & done
    ! fh_has ip || ip route get "$fh_a" 2>&1 | head -n 1 | sed "s/^/route $fh_a /"; done; wait; }
fh_tcp() { # PORT EXPECTED SENT ADDRESS... +ADDRESS...: connect to each; fh_open is the first that accepts
  # An address with a + is one that another source gives for the name.
  echo "-- tcp $fh_host $1"; fh_port_=$1; fh_open=
  if fh_has python3 && fh_o=$(timeout 40 python3 -c "$fh_python" "$@" 2>&1) && [ -n "$fh_o" ]; then
    printf '%s\n' "$fh_o"
    fh_open=$(printf '%s\n' "$fh_o" | awk '$2 == "first" && $5 == "result=open" { print $3; exit }')
  else shift 3; fh_by_shell "$fh_port_" "$@"; fi
  # A port of this host itself: how many wait to be accepted? And does the table of connections overflow?
  awk -v "p=$(printf '%04X' "$fh_port_")" '
    $4 == "0A" && $2 ~ ":" p "$" { split($5, q, ":"); print "queue " q[2] }
    ' /proc/net/tcp /proc/net/tcp6 2>/dev/null | head -n 2
  for fh_x in count max; do fh_y=
    read -r fh_y 2>/dev/null </proc/sys/net/netfilter/nf_conntrack_$fh_x && echo "tracked $fh_x $fh_y"; done
  [ -n "$fh_open" ]; }
"""


def part() -> str:
    """The functions, Python's text among them."""
    return shell.library(
        "tcp",
        "connects to each address, with python3, bash, nc, curl or wget, and tells who refuses",
        f"fh_python='{PYTHON}'\n{PART}",
    )


#: All addresses of the host; what comes behind only makes sense where one of them accepts.
CALL = """# fh_addrs and fh_plus are words, one for each address.
fh_tcp "$fh_port" - "" $fh_addrs $(fh_plus) || exit 0"""
