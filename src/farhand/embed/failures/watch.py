"""`farhand.watch("database")`: says which dependency a block or a function is about.

An exception that leaves it passes through untouched and makes Farhand look at that dependency. For clients
that have no public hook of their own (redis-py, most HTTP clients and SDKs).
"""

from __future__ import annotations

import functools

from farhand.embed.failures import note

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType
    from typing import Any, TypeVar

    F = TypeVar("F", bound=Callable[..., Any])


class watch:
    """`with watch(name):`, `async with watch(name):`, or `@watch(name)` above a function of either kind.

    `name` is the dependency's name in farhand.toml. It holds no state: one object may be used again, nested
    and by many threads.
    """

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name

    def __enter__(self) -> watch:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is not None:
            note(error, self.name, "watch")

    async def __aenter__(self) -> watch:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is not None:
            note(error, self.name, "watch")

    def __call__(self, function: F) -> F:
        import inspect

        made = _waited if inspect.iscoroutinefunction(function) else _called
        return functools.wraps(function)(made(self, function))  # type: ignore[return-value]


def _called(watch: watch, function: Callable[..., Any]) -> Callable[..., Any]:
    def called(*args: Any, **words: Any) -> Any:
        with watch:
            return function(*args, **words)

    return called


def _waited(watch: watch, function: Callable[..., Any]) -> Callable[..., Any]:
    async def called(*args: Any, **words: Any) -> Any:
        with watch:
            return await function(*args, **words)

    return called
