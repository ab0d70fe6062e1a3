"""What the shims around an app have in common, whichever way the app is called."""

from __future__ import annotations

from farhand.embed.process import current
from farhand.embed.web.doors import Doors

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Shim:
    """The wrapped app. Attributes of the inner app are seen through it."""

    __farhand__ = True

    def __init__(self, app: Any) -> None:
        self.app = app
        self._known: Doors | None = None

    @property
    def _doors(self) -> Doors:
        """Read at the first request, not at the app's start; Farhand's thread has mostly read it by then."""
        if self._known is None:
            process = current()
            self._known = process.settings.doors if process is not None else Doors(frozenset())
        return self._known

    def __getattr__(self, name: str) -> Any:
        if name == "app":
            raise AttributeError(name)
        return getattr(self.app, name)
