"""How a person asks for the addresses of a name: the C library, and each name server by itself.  Pure.

Leaves the addresses in fh_addrs, and in fh_others those that only a name server gives. dig asks as the C library
does (no EDNS); without it nslookup or a few lines of Python ask. All questions are asked at the same time: a dead
server costs three seconds, not three each.
"""

from __future__ import annotations

from farhand.target import shell

PART = shell.library(
    "dns",
    "looks a name up by the C library and at each name server, with getent, dig, nslookup or python3",
    r"""
fh_dig() { # SERVER TYPE NAME [+tcp]: one question with dig
  timeout 8 dig +noedns +time=3 +tries=1 $4 "@$1" "$3" "$2" 2>&1 | grep -E \
    'status:|Query time|^[^;].*IN|timed out|refused|unreach|Truncated|failed|denied|communications|rror' |
    head -n 20; }
fh_nslookup() { # SERVER TYPE NAME: the same with nslookup
  timeout 8 nslookup "-type=$2" "$3" "$1" 2>&1 | grep -vE '^(Server:|Address:.*[#:]53$|$)' | head -n 20; }
fh_pydns() { # SERVER TYPE NAME [+tcp]: the same with Python's sockets: one packet out, the answer in words
  timeout 8 python3 -c '
import socket, struct, sys
server, kind, name, tcp = (sys.argv + [""])[1:5]
number = {"A": 1, "AAAA": 28}[kind]
labels = b"".join(bytes([len(p)]) + p for p in name.rstrip(".").encode().split(b".")) + b"\0"
ask = struct.pack(">6H", 4711, 256, 1, 0, 0, 0) + labels + struct.pack(">2H", number, 1)
def skip(d, i):
    while d[i] and d[i] < 192: i += d[i] + 1
    return i + (2 if d[i] else 1)
def talk(tcp):
    s = socket.socket(socket.AF_INET6 if ":" in server else socket.AF_INET, 1 if tcp else 2)
    s.settimeout(3); s.connect((server, 53))
    s.sendall((struct.pack(">H", len(ask)) if tcp else b"") + ask)
    d = s.recv(65535)
    while tcp and (len(d) < 2 or len(d) < 2 + struct.unpack(">H", d[:2])[0]):
        d += s.recv(65535) or sys.exit("closed")
    return d[2:] if tcp else d
try:
    d = talk(tcp)
    if not tcp and d[2] & 2: print("Truncated, retrying in TCP mode."); d = talk(True)
    names = "NOERROR FORMERR SERVFAIL NXDOMAIN NOTIMP REFUSED".split()
    print("status: %s," % (names + [str(n) for n in range(6, 16)])[d[3] & 15])
    i = skip(d, 12) + 4
    for _ in range(min(struct.unpack(">H", d[6:8])[0], 50)):
        i = skip(d, i); t, _, ttl, n = struct.unpack(">HHIH", d[i:i + 10]); i += 10
        family = socket.AF_INET if n == 4 else socket.AF_INET6
        if t == number: print(name, ttl, "IN", kind, socket.inet_ntop(family, d[i:i + n]))
        i += n
except socket.timeout: print("timed out")
except OSError as error: print("failed: %s" % (error.strerror or error))
except Exception: print("garbled answer")
' "$1" "$2" "$3" "${4#+}" 2>&1; }
fh_question() { # SERVER TYPE NAME: asked over UDP, and over TCP where that is silent
  fh_ms; fh_b=$fh_t; fh_o=$($fh_ask "$1" "$2" "$3")
  # dig and nslookup do not start where resolv.conf cannot be read, and dig may hang; Python asks without them.
  case $fh_o in ''|*"parse of"*|*"t find either"*) ! fh_has python3 || fh_ask=fh_pydns
    [ "$fh_ask" != fh_pydns ] || fh_o=$(fh_pydns "$1" "$2" "$3");; esac; fh_ms
  printf '%s\n' "$fh_o" "took $((fh_t - fh_b))" | sed "s/^/$1 $2 $3 | /"
  [ "$2" = A ] && [ "$fh_ask" != fh_nslookup ] || return 0
  case "$fh_o$fh_vc" in *vc|*"timed out"*|*garbled*|*ailed*|*refused*) case $fh_o in *Truncated*) ;; *)
    $fh_ask "$1" "$2" "$3" +tcp | sed "s/^/$1 tcp $3 | /";; esac;; esac; }
fh_library() { # HOST: what the C library makes of it; leaves fh_addrs and fh_rc
  fh_ms; fh_b=$fh_t; fh_with=getent; fh_rc=0
  if fh_has getent; then fh_o=$(timeout 8 getent ahosts "$1" 2>&1) || fh_rc=$?
  elif fh_has python3; then fh_with=python3; fh_o=$(timeout 8 python3 -c 'import socket, sys
try:
  for a in dict.fromkeys(r[4][0] for r in socket.getaddrinfo(sys.argv[1], None)): print(a, "STREAM")
except socket.gaierror as e:
  print("error", [n for n in dir(socket) if n[:4] == "EAI_" and getattr(socket, n) == e.errno][:1]); sys.exit(2)
' "$1" 2>&1) || fh_rc=$?
  else fh_with=nothing; fh_o=; fh_rc=127; fi
  fh_ms; echo "library with $fh_with rc=$fh_rc ms=$((fh_t - fh_b))"
  [ -z "$fh_o" ] || printf '%s\n' "$fh_o" | grep -E 'STREAM|error' | head -n 16
  fh_addrs=$(printf '%s\n' "$fh_o" | awk '$2 == "STREAM" && !seen[$1]++ { print $1 }' | head -n 8); }
fh_dns() { # HOST: its addresses by every source; leaves them in fh_addrs and fh_others
  echo "-- dns $1"; fh_addrs=; fh_others=
  case $1 in *:*) echo literal; fh_addrs=$1; return;; *[!0-9.]*) ;; *) echo literal; fh_addrs=$1; return;; esac
  grep -E '^(nameserver|search|domain|options)[[:blank:]]' /etc/resolv.conf 2>&1 | head -n 20
  grep '^hosts:' /etc/nsswitch.conf 2>/dev/null
  sed 's/#.*//' /etc/hosts 2>/dev/null | grep -iwF -- "$1" | sed 's/^/hosts-file /'
  fh_library "$1"
  case $1 in localhost|*.localhost) fh_others='127.0.0.1 ::1'
    [ $fh_rc != 127 ] || fh_addrs=$(fh_in_hosts "$1"); : "${fh_addrs:=$fh_others}"; return;; esac
  # Then every name server by itself, all at the same time.
  fh_ask=; fh_has python3 && fh_ask=fh_pydns; fh_has nslookup && fh_ask=fh_nslookup; fh_has dig && fh_ask=fh_dig
  echo "servers with ${fh_ask#fh_}"; [ -n "$fh_ask" ] || return 0
  fh_vc=$(awk '/^options/ && /use-vc/ { print "vc"; exit }' /etc/resolv.conf 2>/dev/null)
  fh_ns=$(awk '/^nameserver[ \t]/ && $2 ~ /^[0-9.]+$|:/ { print $2 }' /etc/resolv.conf 2>/dev/null | head -n 3)
  fh_dots=$(printf %s "$1" | tr -cd . | wc -c)
  # Without the library A is asked twice: a server may give its addresses in turn.
  fh_again=; [ $fh_rc != 127 ] || fh_again=A
  fh_o=$(fh_questions "$1"; wait); printf '%s\n' "$fh_o"
  fh_others=$(printf '%s\n' "$fh_o" | awk -v "h=${1%.}" '$3 == h && (/[ \t]IN[ \t]+A+[ \t]/ || /Address: /) {
    print $NF }' | sort -u | head -n 8)
  [ $fh_rc = 127 ] || return 0
  # As the library would have it: the hosts file, then the names of the search list, then the name itself,
  # of the first server that knows it.
  fh_addrs=$(fh_in_hosts "$1")
  [ -n "$fh_addrs" ] || fh_addrs=$(printf '%s\n' "$fh_o" | awk -v "h=${1%.}" '
    $3 != h && $2 == "A" && (/[ \t]IN[ \t]+A[ \t]/ || /Address: /) { print $NF }' | head -n 8)
  for fh_n in ${fh_ns:-127.0.0.1}; do [ -n "$fh_addrs" ] || fh_addrs=$(printf '%s\n' "$fh_o" |
    awk -v "h=${1%.}" -v "n=$fh_n" '$1 == n && $3 == h && (/[ \t]IN[ \t]+A+[ \t]/ || /Address: /) {
      print $NF }' | sort -u | head -n 8); done; }
fh_in_hosts() { # NAME: its addresses in the hosts file
  sed 's/#.*//' /etc/hosts 2>/dev/null | grep -iwF -- "$1" | awk '{ print $1 }'; }
fh_questions() { # NAME: all of them at the same time, and the names that the search list makes of it
  for fh_n in ${fh_ns:-127.0.0.1}; do for fh_k in A AAAA ${fh_again-}; do fh_question "$fh_n" $fh_k "$1" & done; done
  awk -v "h=$1" -v "d=$fh_dots" '/^(search|domain)[ \t]/ { n = split($0, s, /[ \t]+/) }
    /^options/ && match($0, /ndots:[0-9]+/) { o = substr($0, RSTART + 6, RLENGTH - 6) }
    END { if (h !~ /[.]$/ && d < (o == "" ? 1 : o)) for (i = 2; i <= n && i < 5; i++) print h "." s[i] }
    ' /etc/resolv.conf 2>/dev/null | while read -r fh_x; do
    fh_question "$(echo "${fh_ns:-127.0.0.1}" | head -n 1)" A "${fh_x%.}"; done &
  wait; }
""",
)

CALL = 'fh_dns "$fh_host"'
