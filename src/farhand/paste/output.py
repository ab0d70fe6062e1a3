"""What one command printed, as it is found in a text.  Pure."""

from __future__ import annotations

from dataclasses import dataclass

#: What the first line of a frame says besides, where a kit made it.
KIT_WORDS = ("skipped", "stopped", "platform", "where", "env", "uid")


@dataclass(frozen=True)
class Output:
    """What one command printed. `lost` says why it may not be judged; empty: it is whole."""

    check: str
    subject: str
    body: tuple[str, ...] = ()
    line: int = 1
    last: int = 1
    ask: str = ""
    run_by: str = ""
    critical: bool = True
    host: str = ""
    version: str = ""
    began: int = 0  # seconds since 1970, by the clock of the host
    ended: int = 0
    rc: int | None = None
    seal: str = ""
    proved: bool = False
    lost: str = ""
    restored: tuple[str, ...] = ()
    times: int = 1  # how often it was in the text
    others: tuple[tuple[str, ...], ...] = ()  # without a seal: other bodies that it may have had
    copies: tuple[tuple[int, int], ...] = ()  # first and last lines of the same once more
    words: tuple[tuple[str, str], ...] = ()  # what else its first line says, as a kit writes it

    @property
    def unsealed(self) -> bool:
        """A whole frame without a checksum."""
        return not self.seal and not self.proved and not self.lost

    def word(self, name: str) -> str:
        """skipped, stopped, platform, where, env, uid; empty where it is not there."""
        return dict(self.words).get(name, "")
