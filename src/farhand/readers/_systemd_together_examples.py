"""Examples of the reader `systemd_together`; the words are those of systemd 252, nothing was run as process 1."""

# ruff: noqa: E501  outputs are as wide as they are
from __future__ import annotations

from farhand.model import Example

_SHOW = "Result=success\nProtectSystem={}\nPrivateTmp={}\nReadWritePaths={}\nActiveState=active\nSubState=running\n"
_AT = "Nov 26 10:00:0{} app1 "
_DOC = "doc: systemd 252, systemd.exec(5); made after its words"
EXAMPLES: tuple[Example, ...] = (
    Example(
        "an abort by the watchdog is no crash",
        pasted=_AT.format(1)
        + "systemd[1]: shop.service: Watchdog timeout (limit 30s)!\n"
        + _AT.format(1)
        + "systemd[1]: shop.service: Killing process 812 (shopd) with signal SIGABRT.\n"
        + _AT.format(2)
        + "systemd[1]: shop.service: Main process exited, code=dumped, status=6/ABRT\n",
        finds=("service.unit_failed",),
        source="doc: systemd 252, src/core/service.c",
    ),
    Example(
        "a /tmp of its own",
        pasted=_SHOW.format("no", "yes", "")
        + _AT.format(3)
        + "shopd[812]: /tmp/exchange.sock: No such file or directory\n",
        finds=("fs.missing",),
        source=_DOC,
    ),
    Example(
        "read-only by the unit",
        pasted=_SHOW.format("strict", "no", "/var/lib/shop")
        + _AT.format(3)
        + "shopd[812]: OSError: [Errno 30] Read-only file system: '/opt/shop/cache'\n",
        finds=("fs.read_only",),
        source=_DOC,
    ),
    Example(
        "closed folders that nobody missed",
        pasted=_SHOW.format("strict", "yes", "/var/lib/shop"),
        outcome="healthy",
        source=_DOC,
    ),
)
