"""What happens on the app's event loop: nothing but noting the loop, and waiting for threads of Farhand's."""

from __future__ import annotations

import asyncio

from farhand.embed.process import Process
from farhand.embed.web import router
from farhand.embed.web.exchange import Answer, Request, problem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable


def see(process: Process) -> None:
    """Once for each loop of asyncio's: whoever watches loops is told of it."""
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        return
    if loop not in process.loops:
        process.loops[:] = [known for known in process.loops if not known.is_closed()] + [loop]


async def answer(process: Process, request: Request) -> Answer:
    """The answer: read from memory here, else made on a thread of Farhand's."""
    if router.is_quick(request):
        return router.answer(process, request)
    return await _on_a_thread(lambda: router.answer(process, request))


async def _on_a_thread(work: Callable[[], Answer]) -> Answer:
    """What `work` returns, made on a thread of Farhand's own: the app's thread pool is not touched."""
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        return problem(501, "this app's event loop is not asyncio's; ask on the socket instead")
    done: asyncio.Future[Answer] = loop.create_future()

    def hand_over(answer: Answer) -> None:
        if not done.done():
            done.set_result(answer)

    def run() -> None:
        answer = work()
        try:
            loop.call_soon_threadsafe(hand_over, answer)
        except RuntimeError:  # the loop has been closed meanwhile
            pass

    if not router.on_a_thread(run):
        return router.busy()
    return await done
