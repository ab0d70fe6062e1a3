"""How a command lives as a process: its streams, its signals, its end.

Streams may be closed, full, or of an encoding that lacks our signs; Ctrl-C may come at any moment. None
of these may cost more than what they must: the exit status stays true, and no traceback is shown.
"""

from __future__ import annotations

import _signal  # type: ignore[import-not-found]  # the public one imports enum, too slow for `--help`
import codecs
import errno
import gc
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

INTERRUPTED, UNWRITTEN = 130, 2

#: What stands for our signs where the terminal's encoding lacks them.
_PLAIN = {
    "✓": "ok", "✗": "XX", "–": "-", "—": "-", "…": "...", "“": '"', "”": '"', "‘": "'", "’": "'",
    "ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss", "„": '"',
    "≤": "<=", "≥": ">=", "→": "->", "×": "x", "·": "-", "\u00a0": " ",
}  # fmt: skip
#: Errors that say: what should take our words cannot take them.
_UNWRITABLE = (errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EFBIG, errno.EBADF, errno.EROFS)


#: No descriptor is left, to this user or on the whole host.
_NO_FILE = (errno.EMFILE, errno.ENFILE)

#: So many new objects before Python looks for garbage: what a command loads is kept, and a start has no more.
_OBJECTS = 20_000


def prepare() -> None:
    """Open what is closed, so that no socket gets its number, and let no sign be unwritable."""
    gc.set_threshold(_OBJECTS)
    _open_closed()
    codecs.register_error("farhand", _in_plain_signs)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="farhand")


def _open_closed() -> None:
    for number, name, mode in ((0, "stdin", "r"), (1, "stdout", "w"), (2, "stderr", "w")):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # gets the lowest free number, which is this one
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(number, mode, encoding="utf-8", closefd=False))


def _in_plain_signs(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(_plain, error.object[error.start : error.end])), error.end


def _plain(sign: str) -> str:
    code = ord(sign)
    short = f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
    return _PLAIN.get(sign) or short


def spent() -> float:
    """Seconds that this process has taken so far, waiting for its turn included where that can be seen.

    A program that became Farhand (`exec`) may have run long before: of that at most half a second counts.
    """
    import time

    used = time.process_time()
    try:
        with open("/proc/self/stat", "rb") as file:
            ticks = int(file.read().rpartition(b")")[2].split()[19])
        since = time.clock_gettime(time.CLOCK_BOOTTIME) - ticks / os.sysconf("SC_CLK_TCK")
    except (OSError, ValueError, IndexError, AttributeError):
        return used
    return max(used, min(since, used + 0.5))


def tell(text: str) -> None:
    """One message on standard error: without secrets, control characters, or an error of its own."""
    from farhand.faces.escape import terminal
    from farhand.redact import Redactor
    from farhand.words import said

    say(terminal(Redactor().text(said(text))))


def say(text: str) -> None:
    """Write to standard error what holds nothing of the site; where nobody can read it, nothing."""
    try:
        print(text, file=sys.stderr, flush=True)
    except (OSError, ValueError):
        return


def deliver(write: Callable[[], None], code: int) -> int:
    """Write the answer to standard output; the exit status, which stays true where that is not possible.

    A reader that has seen enough (`| head`) changes nothing. A full disk does: 0 would say that the
    answer is there.
    """
    try:
        write()
        sys.stdout.flush()
    except BrokenPipeError:
        forget_stdout()
    except OSError as error:
        if error.errno not in _UNWRITABLE:
            raise
        forget_stdout()
        tell(f"farhand: standard output could not be written: {error.strerror}")
        return code or UNWRITTEN
    return code


def is_unwritable(error: BaseException) -> bool:
    return isinstance(error, OSError) and error.errno in _UNWRITABLE


def lacks_files(error: BaseException) -> bool:
    """Whether no file can be opened any more; an import that fails for that often says something else."""
    if not isinstance(error, (OSError, ImportError)):
        return False
    try:
        os.close(os.open(os.devnull, os.O_RDONLY))
    except OSError as now:
        return now.errno in _NO_FILE
    return isinstance(error, OSError) and error.errno in _NO_FILE


def forget_stdout() -> None:
    """What is still to be written goes nowhere, so that the end of the process does not fail on it."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)


class _Signals:
    """What Ctrl-C (or a termination) does now: end everything, or only ask for the end."""

    times = 0
    ask: Callable[[], None] | None = None


def listen() -> None:
    """Take Ctrl-C and SIGTERM from now on. Who wants it ignored (nohup, `&` in a script) is obeyed."""
    _Signals.times, _Signals.ask = 0, None
    for number in (_signal.SIGINT, _signal.SIGTERM):
        if _signal.getsignal(number) != _signal.SIG_IGN:
            _signal.signal(number, _received)


def gently(ask: Callable[[], None]) -> None:
    """From now on the first Ctrl-C only calls `ask`, and what is known is still told."""
    _Signals.ask = ask
    if _Signals.times:
        ask()


def undisturbed(work: Callable[[], object]) -> None:
    """Do something that Ctrl-C must not break off, such as many imports; `gently` takes it up afterwards."""
    gently(lambda: None)
    work()
    _Signals.ask = None


def interrupted() -> bool:
    return _Signals.times > 0


def _received(number: int, frame: FrameType | None) -> None:
    _Signals.times += 1
    if _Signals.times > 2:  # somebody insists
        os._exit(INTERRUPTED)
    if _Signals.ask is not None:
        _Signals.ask()
    elif _Signals.times == 1:
        raise KeyboardInterrupt


def end(code: int) -> int:
    """Write what is left and leave at once: threads that hang in the system are not waited for."""
    for number in (_signal.SIGINT, _signal.SIGTERM):
        _signal.signal(number, _signal.SIG_IGN)
    code = deliver(lambda: None, code)
    try:
        sys.stderr.flush()
    except (OSError, ValueError):
        pass
    os._exit(code)
