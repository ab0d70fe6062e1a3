"""Environments: `.env` files and what `env` and `printenv` print, of a host or a container.

Names that are defined twice, values that were never filled in, connection URLs that no program can read,
and proxy settings that no client honours. The words in it are data; and only what `env` prints shows quotes
that are part of a value, as a `.env` file has them around values by right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from farhand.readers import Part, Sign, _urls
from farhand.readers._env import local_dependency
from farhand.readers._env_examples import EXAMPLES as EXAMPLES
from farhand.readers._runs import typed

QUIET = True
_ROW = re.compile(r"^\s{0,4}(?:export |set )?(?P<name>[A-Za-z_][A-Za-z0-9_]{0,100})=(?P<value>.*)$")
_MORE = re.compile(r"\s[A-Z_]{2,}=\S")
_JOURNAL = re.compile(r"^(?:__?[A-Z]+|MESSAGE|PRIORITY|SYSLOG_IDENTIFIER)=")
_PRINTS = re.compile(r"(?<![.\w-])(?:printenv|env|environ|export -p)\b(?!-| ?file)")
_SAMPLE = re.compile(r"\.(?:example|sample|template|dist|tmpl|tpl)\b|example\.env")
_CONTAINER = re.compile(r"\b(?:docker|podman|kubectl|oc|compose)\b.{0,120}\bexec\b|\bdocker-compose exec\b")
_ENV_FILE = re.compile(r"--env-file")
_FEW = 3
#: Names of which each environment has one: they tell an environment from a file, and two pasted ones apart.
_EACH = frozenset({"PATH", "HOME", "HOSTNAME", "PWD", "SHLVL", "USER", "TERM"})
_SECRET = re.compile(r"PASS|SECRET|TOKEN|KEY|CRED|AUTH", re.I)
_HIDDEN = re.compile(r"redact|hidden|mask|remov|secret|^<?(?:\*+|x{3,}|\.\.\.)>?$", re.I)
_UNFILLED = re.compile(
    r"^(?:<[\w .-]{2,40}>|change[-_ ]?me\b.*|.{0,3}your[-_ ][\w-]+(?:[-_ ]here)?|todo|tbd|fixme"
    r"|replace[-_ ]?me.*"
    r"|\{\{[^{}]{1,60}\}\})$",
    re.I,
)
_VARIABLE = re.compile(r"\$\{[A-Za-z_]\w*[^}]{0,60}\}|\$\([A-Z_]+\)")
_PROXY = re.compile(r"^(?:https?|all)_proxy$", re.I)
_URL_NAME = re.compile(r"(?:URL|URI|DSN|_PROXY|ENDPOINT)$", re.I)
_NEEDED = re.compile(r"^(?:DATABASE_URL|DB_HOST|DB_URL|PGHOST|POSTGRES_HOST|MYSQL_HOST)$")


@dataclass(frozen=True)
class _Row:
    at: int
    name: str
    written: str  # as it stands there
    value: str  # without the quotes of a .env file


def find(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    at = 0
    while at < len(lines):
        end, rows = at, 0
        while end < len(lines) and (kind := _kind(lines[end], rows)):
            rows += kind == 2
            end += 1
        while end > at and not _ROW.match(lines[end - 1]):
            end -= 1
        if rows and _is_environment(lines, at, end):
            before = 1 if at and typed(lines[at - 1]) else 0
            yield at - before, end
        at = max(end, at + 1)


def pairs(lines: Sequence[str]) -> list[tuple[str, str]]:
    """Names and values as they are written, without the quotes of a `.env` file."""
    return [(m["name"], _value(m["value"], False)) for line in lines if (m := _ROW.match(line))]


def _kind(line: str, rows: int) -> int:
    """2 for a variable, 1 for what may stand between variables, 0 for anything else."""
    if _ROW.match(line):
        return 2
    return 1 if rows and (not line.strip() or line.lstrip().startswith("#")) else 0


def _is_environment(lines: Sequence[str], first: int, end: int) -> bool:
    rows = [m for line in lines[first:end] if (m := _ROW.match(line))]
    upper = sum(m["name"].isupper() or bool(_PROXY.match(m["name"])) for m in rows)
    several = sum(bool(_MORE.search(m["value"])) for m in rows)
    command = typed(lines[first - 1]) if first else ""
    few = 1 if _PRINTS.search(command) or ".env" in command else _FEW
    journal = any(_JOURNAL.match(line) for line in lines[first:end])
    return len(rows) >= few and upper > 0.7 * len(rows) and several < 0.3 * len(rows) and not journal


def read(part: Part) -> Iterator[Sign]:
    command = typed(part.lines[0])
    found = [(at, m) for at, line in enumerate(part.lines) if (m := _ROW.match(line))]
    names = {m["name"] for _, m in found}
    process = bool(_PRINTS.search(command)) or len(names & _EACH) >= 2
    rows = [_Row(at, m["name"], m["value"], _value(m["value"], process)) for at, m in found]
    if _SAMPLE.search(command):
        return
    yield from _twice(rows)
    for row in rows:
        yield from _malformed(row, process or bool(_ENV_FILE.search(command)))
        yield from _proxies(row)
        yield from _unfilled(row, process)
    if _CONTAINER.search(command) or "KUBERNETES_SERVICE_HOST" in names:
        yield from _localhost(rows)


def _value(written: str, process: bool) -> str:
    """As the app gets it: a .env file's quotes and the comment behind a value are not part of it."""
    text = written.strip()
    if process:
        return text
    if text[:1] in ("'", '"') and (end := text.find(text[0], 1)) > 0:
        return text[1:end]
    return re.sub(r"\s+#.*$", "", text)


def _twice(rows: Sequence[_Row]) -> Iterator[Sign]:
    """A name with two values, unless two environments stand one below the other."""
    first: dict[str, _Row] = {}
    again: list[tuple[_Row, _Row]] = []
    for row in rows:
        old = first.setdefault(row.name, row)
        if old is not row and old.value != row.value and f"${row.name}" not in row.value.replace("{", ""):
            again.append((old, row))
    if any(row.name in _EACH for _, row in again):
        return
    for old, row in again:
        why = f"{row.name} is defined twice with different values; the last one wins in most programs"
        weight = 0.75 if old.value else 0.5
        yield _sign(row, "config.env_shadowed", weight, why, old.at)


def _sign(row: _Row, cause: str, weight: float, why: str, *also: int) -> Sign:
    return Sign(row.at, cause, weight, why, row.name, params={"name": row.name}, also=also)


def _malformed(row: _Row, kept: bool) -> Iterator[Sign]:
    value = row.value
    if kept and len(row.written) > 1 and row.written[0] in "\"'" and row.written[-1] == row.written[0]:
        why = f"the quotes around the value of {row.name} are part of it"
        yield _sign(row, "config.value_malformed", 0.85, why)
        value = row.written.strip("\"'")
    elif row.written.endswith(("^M", "^M$")):
        why = f"the value of {row.name} ends in a carriage return"
        yield _sign(row, "config.value_malformed", 0.93, why)
        value = row.written.rstrip("$").removesuffix("^M")
    if (_URL_NAME.search(row.name) or "://" in value) and (wrong := _urls.fault(value)):
        cause = "proxy.misconfigured" if _PROXY.match(row.name) else "config.url_malformed"
        yield _sign(row, cause, 0.88, f"the URL in {row.name} is not well formed: {wrong}")


def _proxies(row: _Row) -> Iterator[Sign]:
    if row.name.lower() == "no_proxy":
        odd = [w for w in re.split(r"[,\s]+", row.value) if w.startswith("*.") or "://" in w]
        if odd:
            why = f"{row.name} holds {odd[0]!r}, a form that most clients do not know"
            yield _sign(row, "proxy.no_proxy", 0.65, why)
    elif _PROXY.match(row.name) and row.value and re.match(r"[\w.-]+:\d+/?$", row.value):
        why = f"{row.name} has no scheme (http://); some clients refuse that"
        yield _sign(row, "proxy.misconfigured", 0.4, why)


def _unfilled(row: _Row, process: bool) -> Iterator[Sign]:
    value = row.value
    if _HIDDEN.search(value) or (value.startswith("<") and _SECRET.search(row.name)):
        return
    if _UNFILLED.match(value) or (process and _VARIABLE.search(value)):
        why = f"{row.name} holds a placeholder instead of a value"
        yield _sign(row, "config.env_missing", 0.45, why)
    elif process and not value and _NEEDED.match(row.name):
        yield _sign(row, "config.env_missing", 0.45, f"{row.name} is there, but empty")


def _localhost(rows: Sequence[_Row]) -> Iterator[Sign]:
    for row in rows:
        if local_dependency(row.name, row.value):
            why = f"{row.name} names localhost, which is the container itself"
            yield Sign(row.at, "config.localhost_in_container", 0.6, why, row.name)
