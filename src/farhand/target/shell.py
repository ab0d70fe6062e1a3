r"""Settings of a dependency as POSIX sh that fills in `${VAR}` where it runs, and what it printed.  Pure.

`settle` makes the beginning of every command. It leaves what it found in shell variables:

    fh_scheme fh_host fh_port fh_user fh_pass fh_name fh_path fh_query   user, password, name: percent-decoded
    fh_place   host:port, with brackets around an IPv6 address
    fh_url     scheme://host:port/path?query, without a login
    fh_socket  the path of a Unix socket, instead of host and port
    set_KEY    every setting that is a text or a number, filled in

and prints what the `config` stage needs, in lines that `told` reads. A password is shown as x, with only the
marks left that may break an address (`@ : / ? # %`, quotes, blanks, line ends); it is on no command line.
Where the address cannot be one, it prints `stopped: ...` and ends: half a password must not be looked up as
a host.
"""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from farhand.model import Variable, nothing
from farhand.target import _shell_text as text
from farhand.target import database_of, read_target
from farhand.target._files_text import FILES
from farhand.target.schemes import PLACE_WORD, PORTS, SCHEMES, port_of

VARIABLE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")
_SECRET_KEY = re.compile(r"pass|pwd|token|secret|credential|headers|body|api_?key|auth", re.IGNORECASE)
_PLACE_KEY = ("host", "port", "user", "name", "scheme", "path", "database", "db", "server_name")
_URL_KEY = re.compile(r"url|dsn|uri|broker|address|endpoint|proxy|peers", re.IGNORECASE)
_BUT_MARKS = r"[^@:/?#%\[\] \t\r\n]+"
_DSN_LOGIN = re.compile(r"(\bpassword\s*=\s*)('(?:[^'\\]|\\.)*'?|(?:[^\s'&\\]|\\.)+)", re.DOTALL)
#: A declared secret with one of these formats is judged by the `env` check alone: blurred, it fits none.
_FORMS_OF_BLURRED = ("url", "")
#: What `farhand.commands` gives beside the settings of a dependency.
BESIDE = ("app", "variables", "proxies", "declared_urls")
library = text.library
#: What shellcheck is not asked, as in the libraries; SC2046: one word for each address. SC2010, SC2012: `ls`
#: tells owners. SC2030, SC2031: each script has a shell of its own.
_DIRECTIVE = "# shellcheck disable=SC2010,SC2012,SC2016,SC2030,SC2031,SC2034,SC2046,SC2086,SC2154,SC2317\n"
HEAD = "== farhand "
STOPPED = "stopped: "
#: What a kit prints in place of a password, also of `${VAR}` where one stands: no placeholder of a template.
MASKED = "<secret>"


@dataclass(frozen=True)
class Told:
    """What the beginning of a command printed. Values are blurred: no password is in them."""

    kind: str
    settings: Mapping[str, Any] = field(default_factory=nothing)
    values: Mapping[str, str] = field(default_factory=nothing)
    variables: tuple[Variable, ...] = ()
    source: str = ""
    unset: tuple[str, ...] = ()
    stopped: str = ""
    in_container: bool = False
    places: tuple[str, ...] = ()  # lines about the files that give the variables


def script(parts: Sequence[str]) -> str:
    """The parts as one script in a shell of its own: `exit` in it ends only the script."""
    body = "\n".join(part.strip("\n") for part in parts if part)
    return f"{_DIRECTIVE}(\nexport LC_ALL=C\n{body}\n)\n"


def settle(kind: str, settings: Mapping[str, Any], needs_place: bool = True) -> str:
    """The beginning of a command. `settings["variables"]`, where given, holds the declared `Variable`s.

    `needs_place`: it stops where there is neither a host nor a socket.
    """
    plain = {k: v for k, v in settings.items() if k not in BESIDE and re.fullmatch(r"\w+", k)}
    names = used(plain)
    known = {v.name: v for v in settings.get("variables") or () if isinstance(v, Variable)}
    lines = [f"echo {shlex.quote(HEAD + kind)}"]
    lines += [f"echo {shlex.quote('setting ' + key + '=' + shown)}" for key, shown in _shown(plain)]
    if names:
        lines += [text.READ_ENV, text.BLUR, FILES]
        lines += [_declared(known[name]) for name in names if name in known]
        lines += [f"fh_var {name} {_mode(name, plain, known.get(name))}" for name in names]
        lines += [text.OTHERS, " ".join(["fh_in_files", *names])]
        lines += [_default(known[name]) for name in names if known.get(name) and known[name].default]
    lines += [f"set_{key}={word(value)}" for key, value in _texts(plain)]
    lines += [_address(kind, plain), text.GUARD + f"fh_guard {1 if needs_place else chr(39) * 2}"]
    return "\n".join(line.rstrip("\n") for line in lines if line) + "\n"


def blur(settings: Mapping[str, Any]) -> str:
    """The function `fh_blur`, for a command that prints a value; nothing where it has it already."""
    return "" if used({k: v for k, v in settings.items() if k not in BESIDE}) else text.BLUR


def used(settings: object) -> list[str]:
    """Names of the variables in the settings, in order, once each."""
    if isinstance(settings, str):
        return list(dict.fromkeys(VARIABLE.findall(settings)))
    if isinstance(settings, Mapping):
        settings = list(settings.values())
    parts = settings if isinstance(settings, (list, tuple)) else ()
    return list(dict.fromkeys(name for part in parts for name in used(part)))


def _texts(settings: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key, value in settings.items():
        if isinstance(value, (str, int, float)) and not isinstance(value, bool):
            yield key, str(value)


def _shown(settings: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The settings as they are printed: `${VAR}` is left, what is written out of a login is not."""
    for key, value in settings.items():
        if isinstance(value, (str, list, tuple, Mapping)):
            yield key, json.dumps(_hidden(key, value), ensure_ascii=True)
        elif value is not None:
            yield key, json.dumps(value)


def _hidden(key: str, value: Any) -> Any:
    if isinstance(value, Mapping):
        return {k: _hidden(f"{key} {k}", v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [_hidden(key, v) for v in value]
    if not isinstance(value, str):
        return value
    if _SECRET_KEY.search(key):
        return value if VARIABLE.search(value) else "x"
    value = _DSN_LOGIN.sub(lambda m: m[0] if VARIABLE.search(m[2]) else f"{m[1]}x", value)
    begin, slashes, rest = value.partition("://")
    return begin + slashes + _without_login(rest, begin) if slashes else value


def _without_login(rest: str, begin: str = "") -> str:
    """What comes behind the scheme, with only the marks of a password left that may break an address."""
    if begin in ("nats", "tls"):  # a name without a password is a token there
        rest = re.sub(r"^[^/?#@:$]+(?=@)", "x", rest)
    whole = re.match(r"[^/?#]*@", rest)
    login, at, place = (whole.group()[:-1], "@", rest[whole.end() :]) if whole else rest.rpartition("@")
    user, colon, password = login.partition(":")
    if (
        not at
        or not colon
        or VARIABLE.search(password)
        or (not whole and re.match(r"\d+[/?#]|.*[/?#].*:", login))
    ):
        return rest
    password = re.sub(r"%[0-9A-Fa-f]{2}", "x", password)  # an escape is no mark that breaks anything
    return f"{user}:{re.sub(_BUT_MARKS, 'x', password)}@{place}"


def _mode(name: str, settings: Mapping[str, Any], variable: Variable | None) -> str:
    """How much of a value may be seen: url (all but the login), plain (all), secret (its marks only)."""
    keys = [key for key, value in settings.items() if name in used(value)]
    alone = [key for key in keys if settings[key] == f"${{{name}}}"]
    if any(_SECRET_KEY.search(key) for key in keys) or _in_login(name, settings):
        return "secret"
    if any(_URL_KEY.search(key) for key in alone) or (variable and variable.format == "url"):
        return "url"
    if any(key in _PLACE_KEY for key in alone) or not (
        (variable and variable.secret) or _SECRET_KEY.search(name)
    ):
        return "plain"
    return "secret"


def _in_login(name: str, settings: Mapping[str, Any]) -> bool:
    """True where the value stands between a user's name and the @."""
    place = re.compile(r"://[^/@]*:[^/@]*\$\{" + name + r"\}[^/@]*@|^(?:nats|tls)://\$\{" + name + r"\}@")
    return any(isinstance(value, str) and place.search(value) for value in settings.values())


def _declared(variable: Variable) -> str:
    """What is declared of a variable, for the reader; what a blurred value cannot fit is left out."""
    told = {k: v for k, v in asdict(variable).items() if v and k not in ("name", "example", "why", "default")}
    if variable.secret or variable.format == "url":
        told.pop("pattern", None)
        told.pop("choices", None)
        if variable.format not in _FORMS_OF_BLURRED:
            told.pop("format", None)
    if variable.default is not None:
        told["default"] = "x" if variable.secret else variable.default
    return f"echo {shlex.quote(f'declared {variable.name} ' + json.dumps(told))}" if told else ""


def _default(variable: Variable) -> str:
    return f'[ -n "${{{variable.name}+1}}" ] || {variable.name}={shlex.quote(variable.default or "")}'


def word(value: str) -> str:
    """A text with `${VAR}` in it as one word of sh: everything else is quoted."""
    parts = VARIABLE.split(value)
    words = [
        f'"${{{part}-}}"' if odd % 2 else shlex.quote(part) if part else "" for odd, part in enumerate(parts)
    ]
    return "".join(words) or "''"


def _address(kind: str, settings: Mapping[str, Any]) -> str:
    """Sets fh_*: by sh where a variable is in the address, else at once."""
    url = settings.get("url")
    scheme = str(settings.get("scheme") or kind)
    lines = []
    if isinstance(url, str) and url:
        lines.append(_by_sh(kind) if used(url) else _apart(url, kind))
    else:
        lines.append(f"fh_scheme={word(scheme)}")
    fills = {"host": "host", "port": "port", "user": "user", "pass": "password", "name": "name"}
    fills.update({"socket": "socket"})
    fills.update({"host": PLACE_WORD[kind]} if kind in PLACE_WORD and "host" not in settings else {})
    lines += [
        f': "${{fh_{to}:=$set_{key}}}"'
        for to, key in fills.items()
        if isinstance(settings.get(key), (str, int))
    ]
    lines.append(f': "${{fh_port:=$(case $fh_scheme in {_ports(kind)}esac)}}"')
    return "\n".join(line for line in lines if line)


def _by_sh(kind: str) -> str:
    overruled = "fh_by_query=1\n" if kind in ("postgres", "mysql") else ""
    overruled += "fh_login_first=1\n" if kind == "postgres" else ""
    return f'{text.APART}{overruled}fh_apart "$set_url"'


def _apart(url: str, kind: str) -> str:
    """The same as `fh_apart`, for an address that is known already."""
    target = read_target({"url": url}, kind)
    query = "" if "://" not in url else url.partition("#")[0].partition("?")[2]
    found = {"scheme": target.scheme, "host": target.host, "port": str(target.port or ""),
             "user": target.user,
             "pass": target.password, "path": target.path, "name": database_of(target), "query": query,
             "socket": target.socket}  # fmt: skip
    return " ".join(f"fh_{key}={shlex.quote(value)}" for key, value in found.items())


def _ports(kind: str) -> str:
    """Arms of a `case` over the scheme: the usual port of each, and last that of the kind."""
    rows = [(s, port_of(s, kind)) for s in SCHEMES.get(kind, ()) if port_of(s, kind) != PORTS.get(kind)]
    arms = [f"{scheme}|{scheme}+*) echo {port};; " for scheme, port in rows]
    return "".join(arms) + (f"*) echo {PORTS[kind]};; " if kind in PORTS else "*) ;; ")


# What it printed ---------------------------------------------------------------------------------


def told(output: str) -> Told | None:
    """What `settle` printed in this text; None where it holds nothing of it. Never raises."""
    at = output.find(HEAD)
    if at < 0:
        return None
    lines = output[at:].replace("\r", "").split("\n")
    settings: dict[str, Any] = {}
    values: dict[str, str] = {}
    known: dict[str, Variable] = {}
    unset: list[str] = []
    places: list[str] = []
    source, stopped, boxed = "the environment of the shell", "", False
    for line in lines[1:]:
        word, _, rest = line.partition(" ")
        name, _, value = rest.partition("=")
        if word == "setting":
            settings[name] = _json(value.replace(MASKED, "x"))
        elif word == "variable":
            values[unescaped(name)] = unescaped(value.replace(MASKED, "x"))
        elif word == "other":  # of one that was looked at already, no more than this is known
            values.setdefault(unescaped(name), unescaped(value.replace(MASKED, "x")))
        elif word == "unset":
            unset.append(rest)
        elif word in ("env_file", "defined"):
            places.append(line)
        elif word == "declared":
            name, _, value = rest.partition(" ")
            known[name] = _variable(name, _json(value))
        elif word == "from":
            source, boxed = rest.partition(";")[0], "container" in rest.partition(";")[2]
        elif line.startswith(STOPPED):
            stopped = line[len(STOPPED) :]
        elif line.startswith(("== ", "#farhand")):
            break
    kind = lines[0][len(HEAD) :].strip()
    known_here, none = tuple(known.values()), tuple(unset)
    return Told(kind, settings, values, known_here, source, none, stopped, boxed, tuple(places))


def _json(value: str) -> Any:
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        return value


def _variable(name: str, said: Any) -> Variable:
    """A `Variable` from what was printed of it, which may be anything."""
    said = said if isinstance(said, Mapping) else {}
    texts = {k: str(said[k]) for k in ("format", "pattern", "default") if said.get(k) is not None}
    lists = {k: tuple(map(str, said[k])) for k in ("choices", "aliases") if isinstance(said.get(k), list)}
    return Variable(name, bool(said.get("required")), bool(said.get("secret")), **texts, **lists)  # type: ignore[arg-type]


_ESCAPES = re.compile(r"\\(x[0-9a-f]{2}|[rnt\\])")
_MEANS = {"r": b"\r", "n": b"\n", "t": b"\t", "\\": b"\\"}


def unescaped(value: str) -> str:
    """A value as it was before it was printed: `\\r`, `\\xef` and so on are characters again."""
    parts = _ESCAPES.split(value)
    raw = b"".join(
        (_MEANS.get(p) or bytes.fromhex(p[1:])) if odd % 2 else p.encode("utf-8", "surrogateescape")
        for odd, p in enumerate(parts)
    )
    return raw.decode("utf-8", "surrogateescape")
