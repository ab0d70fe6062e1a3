"""One variable of the environment: what it should be, and what is wrong with what it is.  Pure.

Shared by `env`, which looks at all of them, and `config`, which looks at those that one dependency uses.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from farhand.model import App, Variable
from farhand.target import read_target
from farhand.target.schemes import SCHEMES, base
from farhand.target.shapes import SAYS, Problem, is_placeholder, looks_like, shape, unsuited

_SYSTEM = re.compile(
    r"PATH|HOME|USER|LOGNAME|SHELL|LANG|LANGUAGE|LC_\w+|TERM|PWD|OLDPWD|SHLVL|_|HOSTNAME|TZ|TMPDIR|EDITOR|PAGER|MAIL|DISPLAY"
    r"|(HTTPS?|FTP|ALL|NO)_PROXY|\w+_proxy|SSH_\w+|XDG_\w+|PYTHON\w*|VIRTUAL_ENV|LS_COLORS|DEBIAN_FRONTEND|INVOCATION_ID"
    r"|JOURNAL_STREAM|SYSTEMD_\w+|KUBERNETES_\w+|SSL_CERT_\w+|\w+_CA_BUNDLE|FARHAND_\w+|LD_\w+|GPG_KEY"
)
_SYNONYMS = (
    ("database", "db", "postgres", "postgresql", "pg", "pgsql", "sql", "mysql"),
    ("redis", "cache"),
    ("url", "uri", "dsn", "conn", "connection", "link"),
    ("host", "hostname", "server", "addr", "address"),
    ("user", "username", "login", "usr"),
    ("password", "pass", "passwd", "pwd", "pw"),
    ("key", "token", "secret"),
    ("dir", "folder", "directory"),
    ("timeout", "timeouts"),
)
_MEANS = {word: group[0] for group in _SYNONYMS for word in group}
_NOISE = {
    "app",
    "my",
    "the",
    "string",
    "env",
    "var",
    "prod",
    "production",
    "main",
    "default",
    "primary",
    "base",
}
#: Words that say which part it is, and not whose: HOST is no typing error for PORT.
_KNOWN = {*_MEANS.values(), "port", "name", "id", "api", "type", "size", "mode", "level", "file", "path"}
TYPO = 0.95
_NO_PART = {"file", "path", "test", "testing", "old", "backup", "bak", "read", "replica", "ro"}


def declared(app: App, name: str) -> Variable:
    return next((v for v in app.env if v.name == name), Variable(name))


def value_of(app: App, name: str, values: Mapping[str, str]) -> str | None:
    """The value, or the declared default, or None."""
    value = values.get(name)
    return value if value is not None else declared(app, name).default


def problems(variable: Variable, value: str) -> list[Problem]:
    """All that is wrong with a value that is not empty; its form first, since it explains the rest."""
    name = variable.name
    codes = [code for code in shape(value) if not _allowed(code, variable, value)]
    if codes:
        return [Problem(code, f"{name} {SAYS[code]}", name) for code in codes]
    if _placeholder(variable, value):
        return [Problem("placeholder", f"{name} {SAYS['placeholder']}", name)]
    why = unsuited(value, variable.format, variable.choices, variable.pattern)
    if not why and _of_java(value) and "://" in variable.example and not _of_java(variable.example):
        return [Problem("scheme_wrong", f"{name} begins with jdbc:, which only Java programs read", name)]
    code = "comment" if why == SAYS["comment"] else "scheme_wrong" if _is_scheme(variable, value) else "type"
    return [Problem(code, f"{name} {why}", name)] if why else []


def _of_java(value: str) -> bool:
    return value.lower().startswith("jdbc:")


def _allowed(code: str, variable: Variable, value: str) -> bool:
    """Quotes belong to JSON, and to a value whose declared pattern or choices hold them."""
    if code in ("quoted", "quote_open"):
        fits = (variable.choices or variable.pattern) and not unsuited(
            value, "", variable.choices, variable.pattern
        )
        return variable.format == "json" or bool(fits)
    return code == "blank" and variable.default is not None


def _placeholder(variable: Variable, value: str) -> bool:
    if variable.format == "json" or len(value) > 2000 or (value in variable.choices):
        return False
    copied = variable.secret and value == variable.example and not variable.choices
    if "://" in value:  # in a query < and > are only sloppy
        parts = {p.code for p in read_target({"url": value.partition("?")[0]}, "").problems}
        return copied or "placeholder" in parts or is_placeholder(value.partition("?")[0])
    return copied or is_placeholder(value)


def _is_scheme(variable: Variable, value: str) -> bool:
    """A URL whose pattern asks for another scheme is malformed as a URL."""
    return variable.format == "url" and not unsuited(value, "url") and "://" in variable.pattern


def instead_of(
    missing: Variable,
    there: Mapping[str, Sequence[str]],
    least: float = 0.8,
    schemes: Sequence[str] = (),
    app: str = "",
) -> str:
    """The name under which the value was given by mistake; empty where there is none to be sure of.

    `there` maps the names that are set but declared by nobody to the formats their values have, and to the
    scheme (`redis:`) of one that is a URL. `schemes` are those that the missing one may have, `app` is the
    app's name, which many put before its variables.
    """
    for alias in missing.aliases:
        if alias in there:
            return alias
    form = missing.format
    fits = {name for name, forms in there.items() if not form or form in forms or form == "path"}
    ranked = sorted((-_likeness(missing.name, name, _words(app)), name) for name in fits)
    if ranked and -ranked[0][0] >= least:
        return ranked[0][1]
    return _only_one(missing.name, {name for name in fits if set(schemes) & set(there[name])}, least)


def _only_one(wanted: str, given: Collection[str], least: float) -> str:
    """The one URL of the right kind whose name says a part of the same: BILLING_DATABASE_URL."""
    alike = [
        name for name in given if _words(name) & _words(wanted) - {"url"} and not _words(name) & _NO_PART
    ]
    return alike[0] if len(alike) == 1 and least < TYPO else ""


def strangers(values: Mapping[str, str], known: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """Names that are set, that nobody declared and that no system sets, with the formats of their values."""
    for name in sorted(values):
        if name not in known and values[name] and not _SYSTEM.fullmatch(name):
            yield name, [*looks_like(values[name]), *_scheme(values[name])]


def _scheme(value: str) -> list[str]:
    scheme, there, _ = value.partition("://")
    return [f"{base(scheme)}:"] if there and re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]{0,29}", scheme) else []


def schemes_for(app: App, variable: Variable) -> list[str]:
    """The schemes (`redis:`) that its value may begin with, by its example and by what uses it."""
    kinds = [n.kind for n in app.dependencies if f"${{{variable.name}}}" == n.settings.get("url")]
    names = [scheme for kind in kinds for scheme in SCHEMES.get(kind, ())]
    return sorted({*_scheme(variable.example), *(f"{name}:" for name in names)} - {"http:", "https:"})


def _likeness(wanted: str, given: str, noise: Collection[str] = ()) -> float:
    """0 to 1: how probable it is that one name was meant to be the other."""
    a, b = wanted.upper().lstrip("\ufeff"), given.upper().lstrip("\ufeff")
    if re.sub(r"[^A-Z0-9]", "", a) == re.sub(r"[^A-Z0-9]", "", b):
        return 1.0
    ours, theirs = _words(a), _words(b)
    if _is_typo(a, b) and not (ours ^ theirs and (ours ^ theirs) <= _KNOWN):
        return TYPO
    if ours == theirs:
        return 0.9
    extra, kept = ours ^ theirs, ours & theirs
    if extra <= {*_NOISE, *noise} and kept:
        return 0.85
    return 0.82 if len(extra) == 1 and len(kept) > 1 and kept - _KNOWN and not extra & _NO_PART else 0.0


def _is_typo(a: str, b: str) -> bool:
    return _numbers(a) == _numbers(b) and len(a) >= 5 and _distance(a, b, 2) <= (1 if len(a) < 8 else 2)


def _words(name: str) -> frozenset[str]:
    name = re.sub(r"^PG(HOST|PORT|USER|PASSWORD|DATABASE)$", r"PG_\1", name)
    words = [w for w in re.split(r"[^a-z0-9]+", name.lower()) if w]
    return frozenset(_MEANS.get(w) or _MEANS.get(w.rstrip("s")) or w.rstrip("s") for w in words)


def _numbers(name: str) -> list[str]:
    return re.findall(r"\d+", name)


def _distance(a: str, b: str, most: int) -> int:
    """Edit distance with swapped neighbours as one edit; anything above `most` may come back as most + 1."""
    if abs(len(a) - len(b)) > most or len(a) > 100:
        return most + 1
    before, row = [0] * (len(b) + 1), list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        older, before, row = before, row, [i] + [0] * len(b)
        for j, y in enumerate(b, 1):
            row[j] = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                row[j] = min(row[j], older[j - 2] + 1)
    return row[-1]
