"""Part of the package's build: compiles the knowledge base and the catalogues of other languages."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Knowledge(BuildHookInterface):  # type: ignore[type-arg]
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        sys.path.insert(0, str(Path(self.root) / "src"))
        from farhand.causes import _store
        from farhand.words import compiling

        print(f"compiled {_store.build()}")
        print(f"compiled {len(compiling.build())} catalogues")
