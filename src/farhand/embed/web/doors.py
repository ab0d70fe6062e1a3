"""Which paths the app's own port answers, and where the rest is served. Absent beats open.  Pure."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

PROBES = ("/livez", "/readyz", "/startupz")


class Doors:
    """What [embed] opens. `own` are the exact paths on the app's port; `mount` is a prefix or empty."""

    __slots__ = ("management", "mount", "own")

    def __init__(
        self, own: frozenset[str], mount: str = "", management: tuple[str, int] | None = None
    ) -> None:
        self.own, self.mount, self.management = own, mount, management

    def door(self, path: str) -> str:
        """By which door this path comes in; empty: it is the app's."""
        if path in self.own:
            return "app"
        mount = self.mount
        return "mount" if mount and path.startswith(mount) and path[len(mount) :][:1] in ("", "/") else ""

    def inner(self, door: str, path: str) -> str:
        """The path without the mount's prefix."""
        return path[len(self.mount) :] if door == "mount" else path

    @classmethod
    def of(cls, embed: Mapping[str, Any], trouble: Callable[[str], None]) -> Doors:
        own = set(PROBES) if embed.get("probes") is not False else set()
        if embed.get("health") == "app-port":
            own.add("/health")
        return cls(frozenset(own), _mount(embed, trouble), _address(embed, trouble))


def _mount(embed: Mapping[str, Any], trouble: Callable[[str], None]) -> str:
    mount = str(embed.get("mount") or "")
    if not mount:
        return ""
    if not mount.startswith("/") or mount == "/" or mount.endswith("/") or "//" in mount or ".." in mount:
        trouble(f'[embed] mount = {mount!r} must begin with "/", name something, and not end with "/"')
        return ""
    return mount


def _address(embed: Mapping[str, Any], trouble: Callable[[str], None]) -> tuple[str, int] | None:
    text = str(embed.get("management") or "")
    if not text:
        return None
    host, _, port = text.rpartition(":")
    if host and port.isdigit() and int(port) < 65536:
        return host.strip("[]"), int(port)
    trouble(f'[embed] management = {text!r} must be HOST:PORT, as in "127.0.0.1:8081"')
    return None
