"""On a Dask cluster (farhand[dask], on every worker too): files are named as the workers see them.

A piece whose worker is lost is read again by another one; the scheduler does that by itself.
"""

from __future__ import annotations

import queue
from typing import Any

from farhand.errors import Mistake
from farhand.logs.engines import part

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from farhand.logs.engines.part import Done
    from farhand.logs.engines.settings import Settings
    from farhand.logs.engines.watch import Watch
    from farhand.logs.engines.work import Piece

#: How often a piece is tried again, and seconds in which the scheduler must answer.
_RETRIES, _ANSWER = 3, 10
_LOOK = 0.2


def run(
    pieces: Sequence[Piece], settings: Settings, watch: Watch, workers: int = 0, scheduler: str = ""
) -> Iterator[Done]:
    """What only this process can read, such as standard input, it reads itself. Raises Mistake."""
    for piece in pieces:
        if not piece.shared and not watch.stop:
            yield part.done(piece, settings, watch)
    shared = [piece for piece in pieces if piece.shared]
    if not shared:
        return
    client = _client(scheduler)
    try:
        yield from _asked(client, shared, settings, watch)
    finally:
        client.close()


def _client(scheduler: str) -> Any:
    if not scheduler:
        raise Mistake("--engine dask wants --scheduler ADDRESS, such as tcp://10.0.0.5:8786")
    try:
        from distributed import Client  # type: ignore[import-not-found,import-untyped,unused-ignore]
    except ImportError:
        raise Mistake("--engine dask wants Dask here: pip install 'farhand[dask]'") from None
    try:
        connect: Any = Client
        return connect(scheduler, timeout=_ANSWER, set_as_default=False)
    except (OSError, ValueError) as error:
        raise Mistake(f"--scheduler {scheduler}: no Dask scheduler answers there ({error})") from None


def _asked(client: Any, pieces: Sequence[Piece], settings: Settings, watch: Watch) -> Iterator[Done]:
    waiting: dict[Any, Piece] = {}
    ready: queue.Queue[Any] = queue.Queue()
    for piece in sorted(pieces, key=lambda one: -one.bytes):
        future = client.submit(part.work, list(piece), settings.plain, pure=False, retries=_RETRIES)
        waiting[future] = piece
        future.add_done_callback(ready.put)
    while waiting and not watch.stop:
        try:
            future = ready.get(timeout=_LOOK)
        except queue.Empty:
            continue
        found = _result(future, waiting.pop(future), watch)
        future.release()
        if found is not None:
            watch.read(found.read)
            yield found
    client.cancel(list(waiting))


def _result(future: Any, piece: Piece, watch: Watch) -> Done | None:
    """What was found; a result that is lost with its worker before it is fetched is made again meanwhile."""
    from farhand.logs.mining import Summary

    while not watch.stop:
        try:
            return part.of_bytes(future.result(timeout=_LOOK))
        except TimeoutError:
            continue
        except Exception as error:  # whatever the cluster says of it
            why = f"the cluster could not read it: {type(error).__name__}: {error}"
            return part.Done(piece.name, Summary(), 0, why)
    return None
