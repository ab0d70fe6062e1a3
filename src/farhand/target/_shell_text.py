r"""The sh text that `shell` puts together: reading a variable, blurring it, taking an address apart.

Only what POSIX names is used, and what busybox has: sh, awk, tr, sed, head, grep, env. Secrets go to awk by
its environment. All names begin with `fh_`, so that no declared variable is overwritten.
"""

from __future__ import annotations


def library(name: str, about: str, text: str) -> str:
    """Functions and constants that are the same in every command that has them: nothing in it runs by itself.

    The marks are read by `farhand.commands.apart`: a file of several commands holds each library once.
    """
    return f"#== {name}: {about}\n{_NOT_ASKED_OF_THEM}{{\n{text.strip()}\n}}\n#== end of {name}\n"


#: SC2016: awk and Python in single quotes. SC2034, SC2154: variables of other parts. SC2086: rows of words that are
#: taken apart on purpose. SC2317: what stands behind `exit` in a function.
_NOT_ASKED_OF_THEM = "# shellcheck disable=SC2016,SC2031,SC2034,SC2086,SC2154,SC2317\n"


#: The environment is that of process $PID where that is set, else of this shell.
READ_ENV = (
    library(
        "environment",
        "reads the variables of this shell, or of process $PID",
        r"""
fh_all() { # every NAME=VALUE, one a line; a line break inside a value becomes the character 1
  if [ -n "${PID-}" ]; then cat "/proc/$PID/environ"; else
    cat "/proc/$$/environ" 2>/dev/null; env -0 2>/dev/null || env | tr '\n' '\0'; fi |
    head -c 262144 | tr '\n\0' '\001\n'; }
fh_whence() { # says whose environment is read, and ends where it cannot be
  fh_box=
  if [ -e /.dockerenv ] || [ -e /run/.containerenv ] || [ -n "${KUBERNETES_SERVICE_HOST-}" ]; then
    fh_box='; container'; fi
  if [ -z "${PID-}" ]; then echo "from the environment of the shell$fh_box"
  elif [ -r "/proc/$PID/environ" ]; then echo "from process $PID$fh_box"
  else echo "stopped: the environment of process $PID cannot be read by $(id -un)"; exit 0; fi; }
fh_var() { # NAME MODE: take the value from process $PID, and print it blurred
  if [ -n "${PID-}" ]; then
    fh_v=$(fh_all | sed -n "s/^$1=/=/p" | head -n 1 | tr -d '\n' | tr '\001' '\n'; echo .)
    unset "$1"
    case $fh_v in =*) fh_v=${fh_v#=}; fh_v=${fh_v%.}; eval "$1=\$fh_v";; esac
  fi
  if eval "[ -n \"\${$1+1}\" ]"; then
    eval "fh_v=\$$1"; printf 'variable %s=' "$1"; FH_V=$fh_v FH_M=$2 awk "$fh_blur"
    [ -n "$fh_v" ] || fh_gap=1
  else echo "unset $1"; fh_gap=1; fi; }
fh_others() { # where a variable is missing: the other names that are set, so that a misspelt one is found
  [ -z "${fh_gap-}" ] || fh_all | awk '{ p = index($0, "="); n = substr($0, 1, p - 1); v = substr($0, p + 1)
    sub(/^\357\273\277/, "\\xef\\xbb\\xbf", n)
    if (n !~ /^(\\xef\\xbb\\xbf)?[A-Za-z_][A-Za-z0-9_]*$/ || v == "") next
    if (match(v, /^[A-Za-z][A-Za-z0-9+.-]*:\/\//)) v = substr(v, 1, RLENGTH) "x"
    else v = v ~ /^[0-9]+$/ ? "1" : "x"
    print "other " n "=" v }' | sort -u | head -n 200; }
""",
    )
    + r"""fh_whence
fh_stages='production|prod|prd|live|staging|stage|stg|preprod|test|testing|tst|qa|uat|sandbox|development|dev'
fh_all | grep -aE "^([A-Za-z0-9_]+_)?(ENV|ENVIRONMENT|STAGE|TIER)=($fh_stages)\$" | sed 's/^/variable /'
"""
)

#: awk: the value FH_V without what is secret in it. Marks that can break an address are kept.
BLUR = library(
    "blur",
    "prints a value without what is secret in it; only the marks that can break it are kept",
    r"""
fh_blur='
function odd(s) { # length of an invisible character or a typographic quote at the beginning
  if (s ~ /^(\357\273\277|\342\200[\213-\217\230-\236\250\251]|\342\201\240)/) return 3
  return s ~ /^\302[\240\253\255\273]/ ? 2 : 0 }
function hide(s, keep,   r, c, i, n, was) { # runs of anything but the marks in `keep` become one x
  for (i = 1; i <= length(s); i++) {
    c = substr(s, i, 1); n = odd(substr(s, i, 3))
    if (n) { c = substr(s, i, n); i += n - 1 }
    else if (c == "%" && substr(s, i + 1, 2) ~ /^[0-9A-Fa-f][0-9A-Fa-f]$/) { c = "x"; i += 2 }
    else if (index(keep, c) == 0 && !(c in E && c < "\200")) c = "x"
    if (c != "x" || was != "x") r = r c
    was = c }
  return r }
function stopgap(s,   t) { t = tolower(s)
  if (s ~ /^(USER|USERNAME|PASSWORD|PASS|PWD|SECRET|TOKEN)$/) return s
  if (t ~ /<[a-z][a-z0-9 _.-]*>/) return "<x>"
  if (t ~ /[$][{][a-z_][a-z0-9_]*[}]/) return "${x}"
  if (t ~ /[{][{].*[}][}]/) return "{{x}}"
  if (t ~ /[$][(][a-z_][a-z0-9_]*[)]/) return "$(x)"
  if (t ~ /^(change[-_ ]?(me|it|this)|replace[-_ ]?(me|this|with[-_ ].*)|to[-_]?do|fix[-_]?me)$/ ||
      t ~ /^(tbd|xxx+|placeholder|(put|enter)[-_ ].*here)$/) return "changeme"
  return "" }
function edged(s,   a, z, n) { # a secret: only what stands at its ends can do harm by itself
  if (s == "") return s
  if (stopgap(s) != "") return stopgap(s)
  a = substr(s, 1, 1); z = substr(s, length(s), 1)
  a = index("\" \t\047`", a) ? a : ""
  z = index("\" \t\047`", z) && length(s) > length(a) ? z : ""
  return a hide(substr(s, 1 + length(a), length(s) - length(a) - length(z)), "") z }
function query(s,   n, i, k, r, f) { # values in a query that may be a secret
  n = split(s, f, "&"); r = ""
  for (i = 1; i <= n; i++) {
    k = substr(f[i], 1, index(f[i], "="))
    if (tolower(k) ~ /pass|pwd|token|secret|key|sig|cred|auth/ && k !~ /sslkey=/)
      f[i] = k hide(substr(f[i], length(k) + 1), "")
    r = r (i > 1 ? "&" : "") f[i] }
  return r }
function url(v,   head, rest, at, i, login, tail, user, pw, port) {
  head = ""; rest = v
  if (match(v, /^[^A-Za-z0-9]*(jdbc:)?[A-Za-z][A-Za-z0-9+.-]*:\/+/)) {
    head = substr(v, 1, RLENGTH); rest = substr(v, RLENGTH + 1) }
  else if (match(v, /(^|[ ])password *= */)) {
    i = RSTART + RLENGTH; tail = substr(v, i); pw = tail
    if (match(tail, /^\047([^\047\\]|\\.)*\047/)) pw = substr(tail, 1, RLENGTH)
    else if (tail !~ /^\047/ && match(tail, /^([^ \\]|\\.)*/)) pw = substr(tail, 1, RLENGTH)
    return substr(v, 1, i - 1) hide(pw, "\047") substr(tail, length(pw) + 1) }
  else if (v !~ /[.:@\/]/ && length(v) > 20) return hide(v, "")
  if (head ~ /^http/ && match(rest, /^[^\/?#]*@/)) at = RLENGTH
  else for (at = length(rest); at > 0 && substr(rest, at, 1) != "@"; at--) ;
  if (at) {
    login = substr(rest, 1, at - 1); tail = substr(rest, at)
    i = index(login, ":"); user = login; pw = ""
    if (i) { user = substr(login, 1, i - 1); pw = substr(login, i + 1) }
    if (match(user, /[\/?#]/)) rest = substr(user, 1, RSTART - 1) hide(substr(login, RSTART), "/?#=&:") tail
    else if (match(pw, /^[0-9]+[\/?#]/) && RLENGTH < 7)
      rest = user ":" substr(pw, 1, RLENGTH) hide(substr(pw, RLENGTH + 1), "/?#=&:@") tail
    else if (!i) rest = (head ~ /^(http|nats|tls)/ ? hide(user, "") : user) tail
    else rest = user ":" (stopgap(pw) != "" ? stopgap(pw) : hide(pw, "@:/?#%[] \t\r\n")) tail }
  i = index(rest, "?")
  return head (i ? substr(rest, 1, i - 1) query(substr(rest, i)) : rest) }
function part(s) { # a word between the marks of an address
  if (s ~ /^(HOST|HOSTNAME|PORT|NAME|DBNAME|DATABASE)$/ || s == "") return s
  return stopgap(s) != "" ? stopgap(s) : hide(s, "%[]. \" \t\r\n\047`") }
function shaped(v,   head, r, w, i, c) { # the marks of an address and of its ends, nothing else
  if (!match(v, /^[^A-Za-z0-9]*(jdbc:)?[A-Za-z][A-Za-z0-9+.-]*:\/+/)) return edged(v)
  head = substr(v, 1, RLENGTH); v = substr(v, RLENGTH + 1); r = ""; w = ""
  for (i = 1; i <= length(v); i++) { c = substr(v, i, 1)
    if (index("@:/?#&=,", c)) { r = r part(w) c; w = "" } else w = w c }
  return head r part(w) }
BEGIN { for (i = 1; i < 256; i++) if (i < 32 || i > 126) E[sprintf("%c", i)] = sprintf("\\x%02x", i)
  E["\r"] = "\\r"; E["\n"] = "\\n"; E["\t"] = "\\t"; E["\\"] = "\\\\"
  v = ENVIRON["FH_V"]; m = ENVIRON["FH_M"]
  v = m == "shape" ? shaped(v) : m == "secret" ? edged(v) : m == "url" || v ~ /:\/\// ? url(v) : v
  for (i = 1; i <= length(v) && i < 2000; i++) { c = substr(v, i, 1); printf "%s", c in E ? E[c] : c }
  print "" }'
""",
)

OTHERS = "fh_others\n"

#: An address taken apart: what `farhand.target.address` does, in sh.
APART = library(
    "address",
    "takes an address apart into scheme, host, port, user, password and path",
    r"""
fh_decoded() { # TEXT with its %XX filled in
  case $1 in *%*) FH_V=$1 awk 'BEGIN { s = ENVIRON["FH_V"]; h = "0123456789abcdef"
    while (match(s, /%[0-9A-Fa-f][0-9A-Fa-f]/)) { c = tolower(substr(s, RSTART + 1, 2))
      n = (index(h, substr(c, 1, 1)) - 1) * 16 + index(h, substr(c, 2, 1)) - 1
      printf "%s%c", substr(s, 1, RSTART - 1), n; s = substr(s, RSTART + 3) }
    printf "%s", s }';; *) printf %s "$1";; esac; }
fh_word() { # KEY: its value in a row of key=value, where quotes may be around it
  FH_V=$fh_u awk -v "k=$1" 'BEGIN { s = ENVIRON["FH_V"]
    while (match(s, /^[ \t]*[a-z_]+[ \t]*=[ \t]*/)) {
      w = substr(s, 1, RLENGTH); s = substr(s, RLENGTH + 1); gsub(/[ \t=]/, "", w)
      if (match(s, /^\047([^\047\\]|\\.)*\047/)) v = substr(s, 2, RLENGTH - 2)
      else { match(s, /^([^ \t\\]|\\.)*/); v = substr(s, 1, RLENGTH) }
      s = substr(s, RLENGTH + 1)
      if (w == k) while (v != "") {
        if (v ~ /^\\/) v = substr(v, 2); printf "%s", substr(v, 1, 1); v = substr(v, 2) } } }'; }
fh_in_query() { # KEY VARIABLE: what the query holds overrules the rest, as the clients of databases have it
  case "&$fh_query" in *"&$1="*) fh_v="&$fh_query"; fh_v=${fh_v#*"&$1="}
    fh_v=$(fh_decoded "${fh_v%%&*}"); eval "$2=\$fh_v";; esac; }
fh_apart() { # ADDRESS: leaves its parts in fh_scheme, fh_host and so on
  fh_u=${1#jdbc:}; fh_scheme=; fh_host=; fh_port=; fh_user=
  fh_l=; fh_pass=; fh_path=; fh_query=; fh_name=; fh_socket=
  case $fh_u in *://*) fh_scheme=$(printf %s "${fh_u%%://*}" | tr '[:upper:]' '[:lower:]'); fh_u=${fh_u#*://};;
    *=*) fh_host=$(fh_word host); : "${fh_host:=$(fh_word hostaddr)}"; fh_port=$(fh_word port)
      fh_user=$(fh_word user); fh_pass=$(fh_word password); fh_name=$(fh_word dbname)
      fh_query="sslmode=$(fh_word sslmode)"; return;; esac
  # libpq reads a login up to the last @ before the path, whatever else is in it.
  case ${fh_login_first-}${fh_u%%/*} in 1*@*) fh_l=${fh_u%%/*}; fh_l=${fh_l%@*}; fh_u=${fh_u#"$fh_l@"};; esac
  case $fh_u in *\#*) case ${fh_u#*\#} in *@*) ;; *) fh_u=${fh_u%%\#*};; esac;; esac
  case $fh_u in *\?*) fh_query=${fh_u#*\?}; fh_u=${fh_u%%\?*};; esac
  case $fh_u in */*) fh_path=/${fh_u#*/}; fh_u=${fh_u%%/*}; fh_name=$(fh_decoded "${fh_path#/}");; esac
  case $fh_u in *@*) fh_l=${fh_u%@*}; fh_u=${fh_u##*@};; esac; fh_user=$(fh_decoded "${fh_l%%:*}")
  case $fh_l in *@*) echo "stopped: the address has more than one @"; exit 0;;
    *:*) fh_pass=$(fh_decoded "${fh_l#*:}");; esac
  fh_u=${fh_u%%,*}
  case $fh_u in \[*\]*) fh_host=${fh_u#\[}; fh_host=${fh_host%%\]*}; fh_u=${fh_u##*\]}; fh_port=${fh_u#:};;
    *:*) fh_host=$(fh_decoded "${fh_u%:*}"); fh_port=${fh_u##*:};; *) fh_host=$(fh_decoded "$fh_u");; esac
  case ${fh_by_query-} in 1) fh_in_query host fh_host; fh_in_query port fh_port
    fh_in_query user fh_user; fh_in_query password fh_pass; fh_in_query unix_socket fh_socket;; esac
  case $fh_host in /*) fh_socket=$fh_host; fh_host=;; esac
  case $fh_scheme in unix|redis+socket|redis-socket|valkey+socket) fh_socket=$fh_path;; esac; }
""",
)

#: Nothing is asked of a place that cannot be one.
GUARD = library(
    "guard",
    "stops before anything is asked of a place that cannot be one",
    r"""
fh_guard() { # NEEDED: 1 where there must be a host or a socket
  : "${fh_host=}" "${fh_port=}" "${fh_socket=}" "${fh_path=}" "${fh_query=}"
  : "${fh_user=}" "${fh_pass=}" "${fh_name=}"
  case $fh_host in /*) fh_socket=$fh_host; fh_host=;; esac
  fh_host=${fh_host#\[}; fh_host=${fh_host%\]}
  if [ -n "$(printf %s "$fh_host" | tr -d 'A-Za-z0-9._:%\200-\377-')" ]; then
    echo 'stopped: what stands for the host is no name and no address'; exit 0; fi
  # A name with other letters is asked for in its ASCII form.
  if [ -n "$(printf %s "$fh_host" | tr -d '\001-\177')" ]; then
    fh_v=$(python3 -c 'import sys; print(sys.argv[1].encode("idna").decode())' "$fh_host" 2>/dev/null ||
      idn2 "$fh_host" 2>/dev/null || idn "$fh_host" 2>/dev/null)
    [ -n "$fh_v" ] || { echo 'stopped: nothing here can write the name of the host in ASCII'; exit 0; }
    fh_host=$fh_v; fi
  case $fh_port in *[!0-9]*|??????*) echo 'stopped: what stands for the port is no number'; exit 0;; esac
  [ -n "$fh_host$fh_socket" ] || [ -z "$1" ] || { echo 'stopped: there is no host'; exit 0; }
  case $fh_host in *:*) fh_place="[$fh_host]";; *) fh_place=$fh_host;; esac
  fh_place=$fh_place${fh_port:+:$fh_port}; fh_url=$fh_scheme://$fh_place$fh_path${fh_query:+?$fh_query}
  echo "== $fh_scheme ${fh_host:-$fh_socket} ${fh_port:--}"; }
""",
)
