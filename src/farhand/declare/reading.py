"""A parsed document against the schema: the nouns it makes, and every mistake in it.  Pure."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from farhand import checks
from farhand.declare import schema
from farhand.declare.lines import line_of, positions
from farhand.declare.schema import Test
from farhand.model import App, Dependency, Variable, Waiver
from farhand.target.units import duration

_REFERENCE = re.compile(r"\$\{([^{}]*)\}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u2028\u2029\ud800-\udfff]")
_MOST_FAULTS = 100
#: The checks of the site itself, which [checks.NAME] tunes; a plugin may add one.
SITE = ("clock", "env", "host", "proxy")
Path = tuple[str, ...]


@dataclass(frozen=True)
class Fault:
    """One mistake: where it stands, what is wrong, and what to write instead."""

    line: int
    key: str
    says: str
    suggestion: str = ""

    def __str__(self) -> str:
        """`:12: [dependencies.database] kidn: unknown setting; did you mean kind?`"""
        place = f":{self.line}" if self.line else ""
        return f"{place}: {self.key}: {self.says}{f'; {self.suggestion}' if self.suggestion else ''}"


class Reading:
    """One pass over one document. `faults` make it unusable, `notes` are what only `validate` minds."""

    def __init__(self, document: Mapping[str, Any], text: str, source: str) -> None:
        self._document, self._source = document, source
        self._lines = positions(text)
        self.faults: list[Fault] = []
        self.notes: list[Fault] = []

    def app(self) -> App:
        known = [*schema.SECTIONS, *schema.NAMED]
        for name in self._document:
            if name not in known:
                self._wrong((name,), "unknown section", _near(name, known))
        fields, deploy = self._section("app"), self._section("deploy")
        given = self._document.get("app")
        if not fields.get("name") and not (isinstance(given, dict) and given.get("name")):
            self._wrong(("app", "name"), "the app needs a name", 'write [app] and name = "..." at the top')
        variables = tuple(self._variables())
        needs = tuple(self._dependencies())
        self._references([v.name for v in variables])
        return App(
            name=str(fields.get("name", "")),
            version=str(fields.get("version", "")),
            contact=str(fields.get("contact", "")),
            start=str(fields.get("start", "")),
            platform=str(deploy.get("platform", "")),
            target=str(deploy.get("target", "")),
            env=variables,
            dependencies=needs,
            checks=dict(self._checks()),
            waivers=tuple(self._waivers()),
            sections={name: self._other(name) for name in schema.SECTIONS if name not in ("app", "deploy")},
            source=self._source,
        )

    def _wrong(self, path: Path, says: str, suggestion: str = "") -> None:
        if len(self.faults) < _MOST_FAULTS:
            self.faults.append(Fault(line_of(self._lines, path), _shown(path), says, suggestion))

    def _table(
        self, path: Path, value: Any, tests: Mapping[str, Test], extra: Iterable[str] = ()
    ) -> dict[str, Any]:
        """The right ones of a table's keys; the others become faults."""
        if not isinstance(value, dict):
            self._wrong(path, schema.table(value))
            return {}
        good = {}
        for key, one in value.items():
            test = tests.get(key)
            why = test(one) if test else ""
            if test is None and key not in extra:
                self._wrong((*path, key), "unknown setting", _near(key, [*tests, *extra]))
            elif why:
                words = test.words if isinstance(test, schema.Choice) else ()
                self._wrong((*path, key), why, _near(one, words, silent=True) if isinstance(one, str) else "")
            else:
                good[key] = one
        return good

    def _section(self, name: str) -> dict[str, Any]:
        return self._table((name,), self._document.get(name, {}), schema.SECTIONS[name])

    def _other(self, name: str) -> dict[str, Any]:
        fields = self._section(name)
        if name == "isolate" and "request" in fields:
            self._table((name, "request"), fields["request"], schema.REQUEST)
        return fields

    def _rows(self, name: str) -> Iterator[tuple[str, dict[str, Any]]]:
        """The tables of a section whose keys are names, [env.NAME] and so on."""
        section = self._document.get(name, {})
        if not isinstance(section, dict):
            self._wrong((name,), schema.table(section), f"write [{name}.NAME]")
            return
        for key, row in section.items():
            if not key.strip() or _CONTROL.search(key) or len(key) > 200:
                self._wrong(
                    (name, key),
                    "a name must not be empty, longer than 200 characters or hold a control character",
                )
            elif not isinstance(row, dict):
                self._wrong((name, key), schema.table(row), f"write [{name}.{key}]")
            else:
                yield key, row

    def _variables(self) -> Iterator[Variable]:
        for name, row in self._rows("env"):
            if not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_.-]*", name):
                self._wrong(
                    ("env", name), "this cannot be the name of a variable", "use letters, digits and _"
                )
                continue
            good = self._table(("env", name), row, schema.VARIABLE)
            self._fits(("env", name), good)
            yield Variable(
                name,
                **{
                    key: good[key]
                    for key in ("required", "secret", "format", "pattern", "why")
                    if key in good
                },
                choices=tuple(good.get("choices", ())),
                aliases=tuple(good.get("aliases", ())),
                example=str(good.get("example", "")),
                default=str(good["default"]) if "default" in good else None,
            )

    def _fits(self, path: Path, row: Mapping[str, Any]) -> None:
        """A default outside the choices can never be right."""
        if row.get("choices") and "default" in row and str(row["default"]) not in row["choices"]:
            self._wrong((*path, "default"), f"is none of the choices: {', '.join(row['choices'])}")

    def _dependencies(self) -> Iterator[Dependency]:
        for name, row in self._rows("dependencies"):
            path = ("dependencies", name)
            kind = row.get("kind")
            if not isinstance(kind, str) or not kind:
                self._wrong(path, "a dependency needs a kind", f"one of: {', '.join(_kinds())}")
                continue
            self._kind(path, kind)
            yield self._dependency(path, kind, self._settings(path, kind, row))

    def _kind(self, path: Path, kind: str) -> None:
        """An unknown kind makes that dependency `unknown`; only `validate` calls it a mistake."""
        if not _is_kind(kind):
            line = line_of(self._lines, (*path, "kind"))
            self.notes.append(
                Fault(
                    line, _shown((*path, "kind")), f"there is no kind {_quoted(kind)}", _near(kind, _kinds())
                )
            )

    def _settings(self, path: Path, kind: str, row: Mapping[str, Any]) -> dict[str, Any]:
        own = _settings_of(kind)
        tests = {
            **schema.COMMON,
            **schema.OF_KIND.get(kind, {}),
            **{key: _place(key) for key in schema.PLACE},
        }
        extra = row if own is None else [key for key in own if key not in tests]
        good = self._table(path, row, tests, extra)
        wanted = schema.WHERE.get(kind, ())
        if wanted and not any(row.get(key) for key in wanted):
            self._wrong(path, f"nothing says where it is: it needs {' or '.join(wanted[:2])}")
        return good

    def _dependency(self, path: Path, kind: str, good: Mapping[str, Any]) -> Dependency:
        return Dependency(
            name=path[-1],
            kind=kind,
            settings={key: value for key, value in good.items() if key not in schema.COMMON},
            **{
                key: good[key]
                for key in ("why", "run_by", "critical", "pool_size", "processes")
                if key in good
            },
            tested=tuple(good.get("tested", ())),
            timeout=duration(good.get("timeout", "3s")) or 3.0,
        )

    def _checks(self) -> Iterator[tuple[str, dict[str, Any]]]:
        for name, row in self._rows("checks"):
            if not _is_site(name):
                self._wrong(("checks", name), "there is no such check of the site", _near(name, SITE))
            elif "enabled" in row and schema.flag(row["enabled"]):
                self._wrong(("checks", name, "enabled"), schema.flag(row["enabled"]))
            elif "max_skew" in row and schema.span(row["max_skew"]):
                self._wrong(("checks", name, "max_skew"), schema.span(row["max_skew"]))
            else:
                yield name, row

    def _waivers(self) -> Iterator[Waiver]:
        for name, row in self._rows("waivers"):
            path = ("waivers", name)
            good = self._table(path, row, schema.WAIVER)
            about = [good[key] for key in ("check", "dependency", "cause") if good.get(key)]
            if len(about) != 1:
                self._wrong(path, "a waiver needs exactly one of check, dependency or cause")
            missing = [key for key in ("reason", "owner", "expires") if key not in row]
            if missing:
                self._wrong(
                    path, f"a waiver needs {', '.join(missing)}", "somebody must answer for it until a day"
                )
            yield Waiver(
                str(about[0]) if about else "",
                str(good.get("reason", "")),
                str(good.get("owner", "")),
                str(good.get("expires", ""))[:10],
            )

    def _references(self, declared: Sequence[str]) -> None:
        """Every ${X} outside [env] must be declared there."""
        for section, value in self._document.items():
            if section != "env":
                for path, text in _texts((section,), value):
                    self._references_in(path, text, declared)

    def _references_in(self, path: Path, text: str, declared: Sequence[str]) -> None:
        for name in dict.fromkeys(_REFERENCE.findall(text)):
            if not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", name):
                self._wrong(path, "between ${ and } must stand the name of a variable, and nothing else")
            elif name not in declared:
                near = _near(name, declared, silent=True)
                self._wrong(path, f"${{{name}}} is not declared", near or f"add [env.{name}]")
        if "${" in _REFERENCE.sub("", text):
            self._wrong(path, "has a ${ without its }")


def _texts(path: Path, value: Any) -> Iterator[tuple[Path, str]]:
    """Every text below a value with its path. By a stack of its own: a hostile file nests deeply."""
    todo = [(path, value)]
    while todo:
        here, one = todo.pop()
        if isinstance(one, str):
            yield here, one
        elif isinstance(one, dict):
            todo += [((*here, key) if len(here) < 8 else here, part) for key, part in one.items()]
        elif isinstance(one, list):
            todo += [(here, part) for part in one]


def _place(key: str) -> Test:
    return schema.number_or_text if key == "port" else schema.text


def _kinds() -> list[str]:
    """For suggestions: without importing the checks, of which a self-test needs few."""
    return sorted({*schema.KINDS, *checks.names()} - {"config", *SITE})


def _is_kind(kind: str) -> bool:
    if kind in schema.KINDS:
        return True
    try:
        return checks.is_kind(checks.find(kind))
    except LookupError:
        return False
    except Exception:  # a broken plugin costs its own dependency, not the declaration
        return True


def _is_site(name: str) -> bool:
    if name in SITE:
        return True
    try:
        return checks.is_site(checks.find(name))
    except LookupError:
        return False
    except Exception:  # it is there, and broken: the self-test will say so
        return True


def _settings_of(kind: str) -> Sequence[str] | None:
    """What the kind's check says it may have; None: anything, where it does not say or is not here."""
    try:
        found = getattr(checks.find(kind), "SETTINGS", None)
    except Exception:  # not here, or broken
        return None
    return None if found is None else tuple(found)


def _near(word: Any, words: Iterable[str], silent: bool = False) -> str:
    """`did you mean X?`, else the words there are; with `silent` nothing where none is near."""
    there = {one.lower(): one for one in words}
    near = difflib.get_close_matches(str(word)[:60].lower(), there, 1, 0.6)
    if near:
        return f"did you mean {there[near[0]]}?"
    return "" if silent or not there else f"known are: {', '.join(list(there.values())[:30])}"


def _shown(path: Path) -> str:
    """`[dependencies.database] kidn`, with what cannot be printed written as an escape."""
    parts = [_quoted(part) if not re.fullmatch(r"[\w-]+", part) else part for part in path]
    if len(parts) == 1:
        return f"[{parts[0]}]"
    in_table = 2 if path[0] in schema.NAMED else 1
    head = ".".join(parts[:in_table])
    return f"[{head}]" + (f" {'.'.join(parts[in_table:])}" if parts[in_table:] else "")


def _quoted(text: str) -> str:
    return ascii(text[:60]) + ("..." if len(text) > 60 else "")
