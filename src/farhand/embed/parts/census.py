"""This process's file in the run folder: that it is there, and what its parts have to tell."""

from __future__ import annotations

import os
import time

from farhand.control import census, folder
from farhand.embed import fingerprint, parts
from farhand.embed.parts import leader
from farhand.embed.process import Process
from farhand.errors import Mistake

EVERY = 1.0


def tick(process: Process) -> None:
    if not settled(process) or process.folder is None:
        return
    pid, ticks, space = census.myself()
    worker = census.Worker(
        pid=pid,
        ticks=ticks,
        space=space,
        role=process.role,
        config=fingerprint.of_config(process),
        started=time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(process.began)),
        socket=leader.own_socket(process),
        generation=process.generation,
        says=parts.says(process),
    )
    census.sign_in(process.folder, worker)
    if process.leads:
        census.workers(process.folder)  # on the way, the files of the dead are removed


def settled(process: Process) -> bool:
    """True once there is a run folder of the user that this process runs as now: masters change it late."""
    if process.folder is None or process.uid != os.getuid():
        process.uid = os.getuid()
        try:
            process.folder = folder.make(
                process.settings.name, str(process.settings.embed.get("run_dir") or "")
            )
        except Mistake as mistake:
            process.folder = None
            process.trouble(str(mistake))
    return process.folder is not None


def stop(process: Process) -> None:
    if process.folder is not None:
        census.sign_out(process.folder, process.pid)
