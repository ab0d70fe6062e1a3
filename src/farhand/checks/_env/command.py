"""How a person looks at the environment: names, lengths and shapes, never a value.  Part of the `env` check.

A value is shown with every run of ordinary characters as one x: what is left are quotes, blanks, line ends
and the marks of an address. Whether it is of the declared format is found out where it is.
"""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator, Mapping
from typing import Any

from farhand.checks import config
from farhand.checks._env import facts
from farhand.checks._variables import schemes_for
from farhand.model import App, Command, Variable
from farhand.target import _shell_text as text
from farhand.target import shell
from farhand.target._files_text import FILES

_FITS = r"""
fh_fits='
function fits(f, v,   t) { t = v; gsub(/^[ \t\r\n]+|[ \t\r\n]+$/, "", t)
  if (f == "int") return t ~ /^[+-]?[0-9]+$/
  if (f == "float") return t ~ /^[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?$/
  if (f == "port") return t ~ /^[0-9]+$/ && length(t) < 6 && t + 0 > 0 && t + 0 < 65536
  if (f == "bool") return tolower(t) ~ /^(true|false|1|0|yes|no|on|off|t|f|y|n)$/
  if (f == "url") return t ~ /^[A-Za-z][A-Za-z0-9+.-]*:(\/\/[^ \t]|[^ \t]+:)/
  if (f == "path") return t !~ /:\/\//
  if (f == "json") return t ~ /^([{].*[}]|\[.*\]|".*"|-?[0-9.eE+-]+|true|false|null)$/ && t !~ /[{\[,] *\047/
  if (f == "duration") { if (fits("float", t)) return 1
    return gsub(/[0-9]+([.][0-9]+)?[ \t]*(ns|us|ms|sec|min|s|m|h|d)/, "", t) && t !~ /[^ \t]/ }
  return 1 }
BEGIN { v = ENVIRON["FH_V"]; f = ENVIRON["FH_F"]; split(v, w, /[ \t]+/)
  if (ENVIRON["FH_X"] != "" && v == ENVIRON["FH_X"]) r = "example"
  else if (!fits(f, v)) r = v ~ /^[^ \t]+[ \t]+#/ && fits(f, w[1]) ? "comment" : "no format"
  else { r = "yes"
    if (ENVIRON["FH_C"] != "") { n = split(ENVIRON["FH_C"], c, "\n"); r = "no choices"
      for (i = 1; i <= n; i++) if (c[i] == v) r = "yes" }
    if (r == "yes" && ENVIRON["FH_P"] != "" && v !~ ENVIRON["FH_P"]) r = "no pattern" }
  print r }'
fh_env() { # NAME FORMAT CHOICES PATTERN EXAMPLE: is it set, how long is it, what shape has it, does it fit
  fh_var "$1" shape
  if eval "[ -n \"\${$1+1}\" ]"; then
    echo "length $1 ${#fh_v}"
    [ -z "$fh_v" ] || echo "fits $1 $(FH_V=$fh_v FH_F=$2 FH_C=$3 FH_P=$4 FH_X=$5 awk "$fh_fits")"
    case $fh_v in [\{\[]*) if [ "$2" = json ] && command -v python3 >/dev/null; then
      printf %s "$fh_v" | python3 -c 'import json, sys; json.load(sys.stdin)' 2>/dev/null ||
        echo "fits $1 no format"
    fi ;; esac
  fi; }
fh_names_file() { # NAME WHAT FORMAT: the file that it names, and what it is
  eval "fh_v=\${$1-}"; [ -n "$fh_v" ] || return 0
  case $fh_v in /*) ;; *) [ "$3" = path ] || return 0 ;; esac
  case $fh_v in *[[:cntrl:]]*|*://*) return 0 ;; esac
  if [ ! -e "$fh_v" ]; then fh_w=missing
    case $(ls -d "$fh_v" 2>&1) in *denied*) fh_w=unreadable ;; esac
  elif [ ! -f "$fh_v" ]; then [ "$2" = any ] && fh_w=ok || fh_w=not_a_file
  elif [ ! -r "$fh_v" ]; then fh_w=unreadable
  elif [ ! -s "$fh_v" ]; then fh_w=empty
  else fh_w=ok
    case $2 in
      certificate) grep -qE -e '-----BEGIN (TRUSTED |X509 )?CERTIFICATE' "$fh_v" || fh_w=not_pem ;;
      key) grep -q -e 'PRIVATE KEY-----' "$fh_v" || fh_w=not_pem ;; esac
    [ "$(head -c 2 "$fh_v" | od -An -tx1 | tr -d ' ')" = 3082 ] && fh_w=ok; fi
  echo "file $1 $fh_w $fh_v"; }
fh_zone() { # NAME: is it a time zone that exists here
  eval "fh_v=\${$1-}"; fh_v=${fh_v#:}; [ -n "$fh_v" ] || return 0
  fh_w=unknown; fh_z=${TZDIR:-/usr/share/zoneinfo}
  case $fh_v in
    *[!A-Za-z0-9/_+:,.\<\>-]*|*..*) fh_v='?' ;;
    UTC|GMT|Z|local|localtime) fh_w=ok ;;
    /*) [ -e "$fh_v" ] && fh_w=ok ;;
    *) if printf '%s\n' "$fh_v" |
        grep -qE '^(<[0-9A-Za-z+-]+>|[A-Za-z]{3,})[+-]?[0-9]{1,3}(:[0-9][0-9])*'; then fh_w=ok
      elif [ ! -e "$fh_z/Europe" ]; then fh_w=no_zones
      elif [ -f "$fh_z/$fh_v" ]; then fh_w=ok; fi ;;
  esac
  echo "zone $1 $fh_w $fh_v"; }
""".strip()


def command(subject: str, settings: Mapping[str, Any]) -> Command:
    """What is declared against the environment of this shell, or of process $PID where that is set.

    ENV_FILE may name the file that the variables come from; of a process it is looked for.
    """
    app = settings.get("app")
    given = settings.get("variables", ())
    variables = [v if isinstance(v, Variable) else Variable(str(v), required=True) for v in given]
    variables = [v for v in variables if re.fullmatch(r"[A-Za-z_]\w*", v.name, re.ASCII)]
    lines = [
        "echo 'farhand env 2'",
        text.READ_ENV.strip("\n"),
        text.BLUR.strip("\n"),
        FILES.strip("\n"),
        _FITS,
    ]
    if isinstance(app, App):
        lines.append(f"echo {shlex.quote('app ' + app.name)}")
    lines += [f"echo {shlex.quote(_declared(v, app))}" for v in variables]
    lines += [f"fh_env {v.name} {_wants(v)}" for v in variables]
    lines += [text.OTHERS.strip("\n"), *_files(variables, app), *_zones(variables)]
    lines += [" ".join(["fh_in_files", *(v.name for v in variables)]), "true"] if variables else ["true"]
    return Command(
        shell.script(lines),
        why="Is every variable that the app needs set, under the right name and in the right form?",
        seconds=20,
        prints="names of variables, length and shape of each value; paths of files, names of time zones; "
        "whether the app's file gives what the app has",
        hides="every other value",
    )


def _declared(variable: Variable, app: object) -> str:
    """What the reader must know of a variable; the example stays here, it is only compared."""
    uses = schemes = []
    if isinstance(app, App):
        uses = [n.name for n in app.dependencies if variable.name in config.variables(n.settings)]
        schemes = schemes_for(app, variable)
    scheme, there, _ = variable.example.partition("://")
    told = {
        "example": f"{scheme}://x" if there else "",
        "required": variable.required, "secret": variable.secret, "format": variable.format,
        "choices": list(variable.choices), "pattern": variable.pattern, "aliases": list(variable.aliases),
        "default": "x" if variable.default is not None else None, "used_by": uses, "schemes": schemes,
    }  # fmt: skip
    return f"declared {variable.name} " + json.dumps({k: v for k, v in told.items() if v})


def _wants(variable: Variable) -> str:
    example = variable.example if variable.secret and not variable.choices else ""
    words = (variable.format, "\n".join(variable.choices), _extended(variable.pattern), example)
    return " ".join(shlex.quote(word) for word in words)


def _extended(pattern: str) -> str:
    """The pattern as awk has it; empty where awk has nothing of the kind, and it cannot be told."""
    if re.search(r"\(\?|\\[bBAZG1-9]|[*+?}][?+]", pattern):
        return ""
    swaps = ((r"\d", "[0-9]"), (r"\w", "[A-Za-z0-9_]"), (r"\s", "[ \t]"), (r"\S", "[^ \t]"), (r"\.", "[.]"))
    for ours, theirs in swaps:
        pattern = re.sub(r"\[[^\]]*\]", lambda m: m[0], pattern).replace(ours, theirs)
    return "" if "[[" in pattern else pattern.replace("/", "[/]") if "\\/" not in pattern else ""


def _files(variables: list[Variable], app: object) -> Iterator[str]:
    names = {v.name for v in variables}
    yield from (f"fh_names_file {name} certificate ''" for name in facts.BUNDLES if name not in names)
    for variable in variables:
        holds = facts.holds(variable.name)
        if not (variable.format == "path" or holds != "any" or variable.name in facts.BUNDLES):
            continue
        if facts.made_later(variable.name) or (isinstance(app, App) and facts.has_check(app, variable)):
            continue
        yield f"fh_names_file {variable.name} {holds} {shlex.quote(variable.format)}"


def _zones(variables: list[Variable]) -> list[str]:
    names = [v.name for v in variables if facts.is_zone(v.name)]
    return [f"fh_zone {name}" for name in dict.fromkeys(["TZ", *names])]
