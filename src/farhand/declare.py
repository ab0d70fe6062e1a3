"""farhand.toml -> App."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from farhand.errors import Mistake
from farhand.model import App, Dependency, Variable

_OWN = ("kind", "why", "run_by", "critical", "tested", "pool_size", "processes", "timeout")


def load(path: Path) -> App:
    """Read and check a declaration. Raises Mistake."""
    try:
        document = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise Mistake(f"{path}: {error}") from None
    return read(document, str(path))


def read(document: dict[str, Any], source: str) -> App:
    app = document.get("app", {})
    deploy = document.get("deploy", {})
    return App(
        name=app.get("name", ""),
        version=app.get("version", ""),
        contact=app.get("contact", ""),
        start=app.get("start", ""),
        platform=deploy.get("platform", ""),
        target=deploy.get("target", ""),
        env=tuple(Variable(name, row.get("required", False), row.get("secret", False)) for name, row in document.get("env", {}).items()),
        dependencies=tuple(_dependency(name, row) for name, row in document.get("dependencies", {}).items()),
        checks=document.get("checks", {}),
        source=source,
    )


def _dependency(name: str, row: dict[str, Any]) -> Dependency:
    return Dependency(
        name=name,
        kind=row["kind"],
        settings={k: v for k, v in row.items() if k not in _OWN},
        why=row.get("why", ""),
        run_by=row.get("run_by", "customer"),
        critical=row.get("critical", True),
        tested=tuple(row.get("tested", ())),
        pool_size=row.get("pool_size"),
        processes=row.get("processes"),
        timeout=float(str(row.get("timeout", "3")).rstrip("s")),
    )
