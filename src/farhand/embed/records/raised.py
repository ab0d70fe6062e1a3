"""An exception as plain data: what it is, what it says, where it comes from. It keeps no frame alive."""

from __future__ import annotations

import sys

from farhand.embed.records.plain import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType
    from typing import Any

#: Characters of a stack as text: its beginning and its end are kept.
_MOST_STACK = 32 * 1024
#: Frames that are walked to find the place; an endless recursion has thousands.
_MOST_FRAMES = 2000
#: Folders in which no code of the app's own is.
_FOREIGN = ("/site-packages/", "/dist-packages/", "<frozen ")
_STDLIB = tuple({f"{prefix}/lib/python{sys.version_info[0]}." for prefix in (sys.base_prefix, sys.prefix)})


def given(exc_info: Any) -> BaseException | None:
    """The exception in what was given as `exc_info`: a triple, an exception, or True for the current one."""
    if isinstance(exc_info, BaseException):
        return exc_info
    if isinstance(exc_info, tuple) and len(exc_info) == 3:
        return exc_info[1] if isinstance(exc_info[1], BaseException) else None
    return sys.exc_info()[1] if exc_info is True else None


def name_of(error: BaseException) -> str:
    kind = type(error)
    return kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"


def stack(error: BaseException) -> str:
    """The stack with its causes, as Python prints it, without the values of variables."""
    import traceback

    try:
        said = "".join(traceback.format_exception(type(error), error, error.__traceback__)).rstrip("\n")
    except Exception as broken:
        said = f"the stack cannot be shown: {type(broken).__name__}"
    if len(said) > _MOST_STACK:
        half = _MOST_STACK // 2
        said = f"{said[:half]}\n… ({len(said) - _MOST_STACK} more characters)\n{said[-half:]}"
    return said


def document(error: BaseException) -> dict[str, str]:
    """Type, message and stack. Not masked."""
    return {"type": name_of(error), "message": shown(error), "stack": stack(error)}


def place(error: BaseException) -> str:
    """`file:line:function` of the innermost frame of the app's own code; else of the innermost frame at all.

    One step per frame, no source is read: this runs where the exception is logged.
    """
    found = own = ""
    step: TracebackType | None = error.__traceback__
    for _ in range(_MOST_FRAMES):
        if step is None:
            break
        code = step.tb_frame.f_code
        found = f"{code.co_filename}:{step.tb_lineno}:{code.co_name}"
        if not is_foreign(code.co_filename):
            own = found
        step = step.tb_next
    return own or found


def is_foreign(path: str) -> bool:
    """True for the standard library and installed packages."""
    return any(part in path for part in _FOREIGN) or path.startswith(_STDLIB)
