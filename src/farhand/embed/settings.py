"""The declaration as the part inside the app needs it. A mistake in it costs only what it is about.

Inside the app nothing may raise: an app must start although its farhand.toml has a mistake. What is wrong
is handed to `trouble`, which /admin/debug and the log show.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from farhand.embed.web.doors import Doors

if TYPE_CHECKING:
    from farhand.model import App


class Settings:
    """`doors` and `embed` need only the TOML; `app` is the whole declaration, checked."""

    def __init__(self, config: str, trouble: Callable[[str], None]) -> None:
        self._config, self._trouble = config, trouble

    @cached_property
    def path(self) -> Path | None:
        """The declaration: as given, by FARHAND_CONFIG, else farhand.toml here or above."""
        from farhand.control.place import found

        try:
            return found(self._config)
        except Exception as error:
            self._trouble(str(error))
            return None

    @cached_property
    def document(self) -> Mapping[str, Any]:
        """The TOML as it is; empty where it cannot be read."""
        if self.path is None:
            return {}
        import tomllib

        try:
            return tomllib.loads(self.path.read_text("utf-8"))
        except (OSError, ValueError, RecursionError) as error:
            self._trouble(f"{self.path} cannot be read: {error}")
            return {}

    @cached_property
    def embed(self) -> Mapping[str, Any]:
        """The table [embed]."""
        table = self.document.get("embed")
        return table if isinstance(table, dict) else {}

    @cached_property
    def name(self) -> str:
        """The app's name; that of the folder it runs in where none is declared."""
        table = self.document.get("app")
        named = table.get("name") if isinstance(table, dict) else ""
        return str(named or os.path.basename(os.getcwd()) or "app")

    @cached_property
    def version(self) -> str:
        table = self.document.get("app")
        return str(table.get("version", "")) if isinstance(table, dict) else ""

    @cached_property
    def doors(self) -> Doors:
        """Which paths are answered where."""
        return Doors.of(self.embed, self._trouble)

    @cached_property
    def app(self) -> App:
        """The whole declaration. With mistakes in it: what could be read of it."""
        from farhand import declare
        from farhand.model import App

        if self.path is None:
            return App(self.name)
        try:
            examined = declare.examine(self.path)
        except Exception as error:
            self._trouble(str(error))
            return App(self.name)
        for fault in examined.faults:
            self._trouble(f"{self.path}{fault}")
        return examined.app

    @cached_property
    def digest(self) -> str:
        """Twelve hex digits that differ where the declaration differs."""
        return hashlib.sha256(repr(self.document).encode()).hexdigest()[:12]

    def seconds(self, key: str, default: float) -> float:
        """A duration of [embed], in seconds."""
        from farhand.target.units import duration

        found = duration(self.embed[key]) if key in self.embed else default
        return default if found is None else found
