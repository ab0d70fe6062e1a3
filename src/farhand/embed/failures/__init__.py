"""When a declared dependency fails in the app: one staged probe of it, taken at once and kept.

    the app's thread     sources/, watch()  ->  describe  ->  Inbox           microseconds, plain data only
    Farhand's threads    Inbox  ->  concerns (which dependency?)  ->  probe  ->  Captures, run folder

So the evidence is there before anybody asks. No exception object is ever handed to another thread: its
traceback would keep the app's connections alive, and let them be closed by a thread that is not theirs.
"""

from __future__ import annotations

from farhand.embed.process import current

TYPE_CHECKING = False
if TYPE_CHECKING:
    from farhand.embed.failures.seen import Hint


def note(error: BaseException, dependency: str = "", source: str = "note", hint: Hint = ()) -> None:
    """Tell Farhand of a failure that the app has met. Costs microseconds, returns at once, never raises.

    `dependency` is its name in farhand.toml; without it it is told by the exception. `hint` is what the
    caller knows of the place that was spoken to: (kind, host, port, database).
    """
    try:
        process = current()
        if process is not None:
            from farhand.embed.failures.inbox import Inbox

            process.of(Inbox).take(error, dependency, source, hint)
    except Exception as trouble:  # whatever it was, the app has troubles enough
        if process is not None:
            process.trouble(f"failures: {type(trouble).__name__}: {trouble}")
