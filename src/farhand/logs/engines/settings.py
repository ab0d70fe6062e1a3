"""What every piece of a log is read with; plain values, so that it can be sent to another process."""

from __future__ import annotations

from dataclasses import asdict, dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


@dataclass(frozen=True)
class Settings:
    """`since` <= time < `until` in seconds since 1970; `zone` of times without one; `errors`: only those of
    level 40 and worse; `slack`: seconds by which a record may stand out of order; `previous`: of a container
    before it was started again."""

    since: float | None = None
    until: float | None = None
    zone: str = ""
    errors: bool = False
    slack: float = 2.0
    previous: bool = False

    @property
    def plain(self) -> dict[str, Any]:
        return asdict(self)

    def within(self, time: float | None) -> bool:
        """As in a slice: a record without time is in a window that has no beginning."""
        if time is None:
            return self.since is None
        return (self.since is None or self.since <= time) and (self.until is None or time < self.until)
