"""The proxies that this site has, whether or not the app uses them: where else their addresses are written.

Read-only and bounded; the values may hold a login and are kept in memory only.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from farhand import proxyenv
from farhand.checks import config
from farhand.look import Look
from farhand.recent import recent

#: Where hosts keep the proxy of the site. A pattern, and how a value is written there.
FILES = (
    "/etc/environment",
    "/etc/profile.d/*proxy*.sh",
    "/etc/systemd/system.conf",
    "/etc/systemd/system.conf.d/*.conf",
    "/etc/apt/apt.conf",
    "/etc/apt/apt.conf.d/*",
    "/etc/yum.conf",
    "/etc/dnf/dnf.conf",
    "/etc/wgetrc",
)
_LIMIT = 65536  # bytes of one file
_VALUE = re.compile(r"proxy[\w:]*[\"']?\s*[=\s]\s*[\"']?(https?://[^\s\"';]+)", re.IGNORECASE)


@dataclass(frozen=True)
class Known:
    """A proxy of the site: `kind` is variable (of the app), shell, declared or host."""

    kind: str
    where: str
    value: str


def proxies(look: Look) -> Iterator[Known]:
    """Every proxy that is written somewhere, nearest to the app first. May name one several times."""
    values: Mapping[str, str] = look.env.values if look.env else {}
    yield from _of_variables(values, "variable", "the app's variable")
    if look.env is not None and look.env.pid != os.getpid():
        yield from _of_variables(os.environ, "shell", "this shell's variable")
    yield from _declared(look, values)
    yield from _of_host(FILES)


def _of_variables(env: Mapping[str, str], kind: str, what: str) -> Iterator[Known]:
    """Also variables that nobody reads, such as PROXY_URL: their value still is a proxy's address."""
    for name, value in env.items():
        plain = name.lower().replace("-", "_")
        if "proxy" in plain and not plain.startswith("no_") and _is_address(value):
            yield Known(kind, f"{what} {name}", value)


def _is_address(value: str) -> bool:
    if "://" not in value and not re.search(r"[\w.\]]:\d+/?\s*$", value):
        return False
    address, flaws = proxyenv.read_address(value)
    return address is not None and not any(f.code in ("no_port", "scheme") for f in flaws)


def _declared(look: Look, values: Mapping[str, str]) -> Iterator[Known]:
    for need in look.app.dependencies:
        value = str(config.fill(str(need.settings.get("proxy", "")), dict(values)))
        if need.name != look.need.name and "://" in value:
            yield Known("declared", f"the declaration of {need.name}", value)
    told = look.app.checks.get("proxy", {}).get("known", ())
    for value in told if isinstance(told, (list, tuple)) else ():
        yield Known("declared", "[checks.proxy] known", str(value))


@recent(1.0)
def _of_host(patterns: tuple[str, ...]) -> tuple[Known, ...]:
    return tuple(known for pattern in patterns for known in _of_files(pattern))


def _of_files(pattern: str) -> Iterator[Known]:
    folder, _, name = pattern.rpartition("/")
    try:
        paths = sorted(Path(folder).glob(name))[:50]
    except OSError:
        return
    for path in paths:
        for line in _lines(path):
            for value in _VALUE.findall(line):
                yield Known("host", str(path), value)


def _lines(path: Path) -> list[str]:
    try:
        if not path.is_file():
            return []
        with path.open("rb") as file:
            text = file.read(_LIMIT).decode("utf-8", "replace")
    except OSError:
        return []
    return [line for line in text.splitlines() if not line.lstrip().startswith(("#", "//"))]
