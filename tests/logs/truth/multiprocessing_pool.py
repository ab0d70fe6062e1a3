"""multiprocessing, which logs its pools, queues and managers."""

from __future__ import annotations

import multiprocessing
from pathlib import Path


def run(folder: Path) -> None:
    logger = multiprocessing.get_logger()
    logger.setLevel(1)
    logger.propagate = True
    context = multiprocessing.get_context("fork")
    with context.Pool(3, maxtasksperchild=2) as pool:
        pool.map(abs, range(20))
        pool.close()
        pool.join()
    queue = context.Queue()
    for number in range(3):
        process = context.Process(target=queue.put, args=(number,), name=f"writer-{number}")
        process.start()
        process.join(10)
    with context.Manager() as manager:
        manager.list([1]).append(2)
        manager.dict(a=1).update(b=2)
