"""Environment variables by name and shape, wherever they are seen. A value is never a fact."""

from __future__ import annotations

import re
from collections.abc import Iterator

from farhand.mirror.fingerprint.known import Known
from farhand.mirror.model import Fact
from farhand.mirror.shapes import of_format, shape_of
from farhand.model import Result

_LINE = re.compile(r"(?m)^(?:export )?(?P<name>[A-Z][A-Z0-9_]{1,80})=(?P<value>[^\r\n]{0,8192})\r?$")
#: So many lines of that form in a row are a printed environment, or an env file.
_FEW = 3
#: What a shell sets for itself, and Farhand's own.
_OWN = re.compile(
    r"PATH|PWD|OLDPWD|HOME|SHLVL|HOSTNAME|_|LS_COLORS|TERM|USER|LOGNAME|SHELL|LINES|COLUMNS|FARHAND_.*|KUBERNETES_.*"
)
#: Variables whose values are no secrets and are facts of other areas.
_ZONE, _LOCALE = ("TZ",), ("LC_ALL", "LANG", "LC_CTYPE")
_SAFE = re.compile(r"[\w./+:@-]{1,64}")


def rows(row: Result, known: Known) -> Iterator[Fact]:
    for variable in row.facts.get("variables") or () if row.check == "env" else ():
        if isinstance(variable, dict):
            yield Fact("env", str(variable["name"]), _shape(variable))


def _shape(variable: dict[str, object]) -> str:
    if not variable.get("set"):
        return "not set"
    if not variable.get("length"):
        return "empty"
    wrong = [p for p in variable.get("problems") or () if isinstance(p, dict)]  # type: ignore[attr-defined]
    if wrong:
        return f"malformed: {wrong[0].get('code')}"
    length = int(str(variable["length"]))
    return of_format(str(variable["format"])) if variable.get("format") else shape_of("~" * min(length, 9999))


def text(text: str, known: Known) -> Iterator[Fact]:
    found = [(str(match["name"]), str(match["value"])) for match in _LINE.finditer(text)]
    if len(found) >= _FEW:
        yield from of_pairs(found)


def of_pairs(pairs: list[tuple[str, str]]) -> Iterator[Fact]:
    """Facts of an environment as it is written in a file, printed, or set in a manifest."""
    for name, raw in pairs:
        value = raw.strip().strip("\"'")
        if value.startswith(("${", "$(")):
            continue  # filled in where the app runs
        if not _OWN.fullmatch(name):
            yield Fact("env", name, shape_of(value))
        if name in _ZONE and _SAFE.fullmatch(value):
            yield Fact("time", "zone", value)
        if name in _LOCALE and _SAFE.fullmatch(value):
            yield Fact("locale", "locale", value)
        if name.lower() in ("http_proxy", "https_proxy") and value:
            yield Fact("network", "proxy", "set, with a login" if "@" in value else "set")
        if name in ("REQUESTS_CA_BUNDLE", "SSL_CERT_FILE", "CURL_CA_BUNDLE") and value.startswith("/"):
            usual = value.startswith(("/etc/ssl/", "/etc/pki/", "/usr/"))
            yield from () if usual else (Fact("network", "ca", "internal"),)
