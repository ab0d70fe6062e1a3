"""The sockets: one of each process's own, and the app's, which the process holds that leads.

Who has the lock leads: the kernel lets go of it when a process ends, however it ends, and the next one
takes over within a second. The one that leads also looks at the dependencies, for all.
"""

from __future__ import annotations

import fcntl
import logging
import os
from pathlib import Path
from typing import Any

from farhand.embed.process import Process

EVERY = 0.5
NAME = "farhand.sock"

_log = logging.getLogger("farhand")


class Doors:
    """What this process serves on, besides the app's own port."""

    def __init__(self) -> None:
        self.lock = -1  # the file whose lock makes a process lead
        self.own: Any = None
        self.shared: Any = None
        self.management: Any = None
        self.folder: Path | None = None  # in which all this is

    def open(self) -> list[Any]:
        return [door for door in (self.own, self.shared, self.management) if door is not None]


def tick(process: Process) -> bool:
    doors = process.of(Doors)
    if process.folder is None:
        return False
    if doors.folder != process.folder:  # the process has changed its user
        stop(process)
        doors.folder = process.folder
    before = (doors.own, process.leads)
    if doors.own is None:
        doors.own = _served(process, str(process.folder / f"worker-{process.pid}.sock"))
    if not process.leads:
        _try_to_lead(process, doors)
    if process.leads and doors.management is None:
        _open_management(process, doors)
    return before != (doors.own, process.leads)


def own_socket(process: Process) -> str:
    """The path of this process's own socket, if it serves on one."""
    doors = process.of(Doors)
    return str(doors.own.server_address) if doors.own is not None else ""


def _served(process: Process, path: str) -> Any:
    from farhand.embed.web import server

    try:
        return server.on_socket(process, path)
    except OSError as error:
        process.trouble(f"{path} cannot be served: {error.strerror or error}")
        return None


def _try_to_lead(process: Process, doors: Doors) -> None:
    assert process.folder is not None
    flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
    handle = os.open(process.folder / "leader.lock", flags, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:  # another process leads
        os.close(handle)
        return
    doors.lock = handle
    path = str(process.folder / NAME)
    doors.shared = _served(process, path)
    process.leads = True
    if doors.shared is not None:
        _log.info("ask this app how it is: curl --unix-socket %s http://app/health", path)


def _open_management(process: Process, doors: Doors) -> None:
    """A port of its own, where one is declared and there is a token: without one nobody could use it."""
    from farhand.embed.web import server
    from farhand.embed.web.credentials import Credentials

    address = process.settings.doors.management
    if address is None:
        return
    if not process.of(Credentials).entries(process):
        process.trouble("[embed] management is not opened: there is no token (`farhand token new` makes one)")
        return
    try:
        doors.management = server.on_port(process, address)
    except OSError as error:
        process.trouble(f"[embed] management = {address[0]}:{address[1]}: {error.strerror or error}")


def stop(process: Process) -> None:
    """Let go of everything, so that a child or another process may have it."""
    from farhand.embed.web import server

    doors = process.of(Doors)
    for door in doors.open():
        server.end(door)
    for door in (doors.own, doors.shared):  # the lock is still held: nobody else has put a socket there
        if door is not None:
            Path(str(door.server_address)).unlink(missing_ok=True)
    if doors.lock >= 0:
        os.close(doors.lock)
    process.leads = False
    doors.lock, doors.own, doors.shared, doors.management = -1, None, None, None


def leave(process: Process) -> None:
    """In a forked child: with an inherited lock it would keep all others from leading."""
    doors = process.peek(Doors) or Doors()
    if doors.lock >= 0:
        os.close(doors.lock)
    for door in doors.open():
        door.socket.close()
