"""A plain command line, read as argparse reads it, without importing it: that takes as long as a command.

Plain are whole option names, each with one value that does not begin with a dash, and at most one kind of
other words, which stand together. For all else, and for all that is wrong, argparse is asked: its words are
shown.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import ModuleType
    from typing import Any


class NotPlain(Exception):
    """A command line, or an option of a command, that only argparse understands."""


class Arguments:
    """What a command is run with, as argparse's Namespace."""

    def __init__(self, values: dict[str, Any]) -> None:
        self.__dict__.update(values)


def parsed(module: ModuleType, words: Sequence[str], **defaults: Any) -> Arguments | None:
    """The arguments of a command's module; None where argparse is to be asked."""
    options: Any = _Options()
    try:
        module.options(options)
        return Arguments({**options.read(words), **defaults})
    except NotPlain:
        return None


class _Options:
    """Takes what a command says of its options, as argparse's parser does, and reads words by it."""

    def __init__(self) -> None:
        self._named: dict[str, _One] = {}
        self._others: list[_One] = []
        self._values: dict[str, Any] = {}

    def __getattr__(self, name: str) -> Any:
        raise NotPlain

    def add_argument_group(self, *_: str, **__: str) -> _Options:
        return self

    def add_argument(self, *names: str, **how: Any) -> None:
        one = _One(names, how)
        self._values[one.name] = one.default
        if one.named:
            self._named.update(dict.fromkeys(names, one))
        else:
            self._others.append(one)

    def read(self, words: Sequence[str]) -> dict[str, Any]:
        given: set[str] = set()
        others: list[str] = []
        ended = False
        at = 0
        while at < len(words):
            name, sign, value = words[at].partition("=") if words[at][:2] == "--" else (words[at], "", "")
            at += 1
            if name[:1] != "-" or name == "-":
                if ended:
                    raise NotPlain
                others.append(name)
                continue
            ended = bool(others)
            one = self._named.get(name)
            if one is None or (one.alone and sign):
                raise NotPlain
            if not one.alone and not sign:
                value = _value(words, at)
                at += 1
            self._values[one.name] = one.taken(self._values[one.name], value)
            given.add(one.name)
        if any(one.required and one.name not in given for one in self._named.values()):
            raise NotPlain
        self._put(others)
        return self._values

    def _put(self, words: list[str]) -> None:
        """The words that belong to no option."""
        if len(self._others) != (1 if words else len(self._others)):
            raise NotPlain
        for one in self._others:
            self._values[one.name] = one.of_several(words)


class _One:
    """One option, or the words that belong to none."""

    def __init__(self, names: Sequence[str], how: dict[str, Any]) -> None:
        action, self._count = how.get("action"), how.get("nargs")
        self._convert: Callable[[str], Any] | None = how.get("type")
        self._choices = how.get("choices")
        self.named = names[0][:1] == "-"
        self.alone = action == "store_true"
        self.required = bool(how.get("required"))
        self.default = how.get("default", False if self.alone else None)
        self._several = action == "append"
        self.name = how.get("dest") or _name(names)
        known = action in (None, "store", "store_true", "append") and "const" not in how
        if not known or (self.named and self._count is not None):
            raise NotPlain
        if self._convert and isinstance(self.default, str):
            raise NotPlain

    def taken(self, before: Any, text: str) -> Any:
        """The value after this option was given once more."""
        if self.alone:
            return True
        value = self._converted(text)
        return [*(before or ()), value] if self._several else value

    def of_several(self, words: list[str]) -> Any:
        many = self._count in ("+", "*")
        if not words and self._count == "?":
            return self.default
        if not words or self._several or not (many or (self._count in (None, "?") and len(words) == 1)):
            raise NotPlain
        found = [self._converted(word) for word in words]
        return found if many else found[0]

    def _converted(self, text: str) -> Any:
        try:
            value = self._convert(text) if self._convert else text
        except Exception as error:
            raise NotPlain from error
        if self._choices is not None and value not in self._choices:
            raise NotPlain
        return value


def _name(names: Sequence[str]) -> str:
    """argparse's rule: of the first long name."""
    long = next((one for one in names if one[:2] == "--"), names[0])
    return long.lstrip("-").replace("-", "_") if long[:1] == "-" else long


def _value(words: Sequence[str], at: int) -> str:
    if at >= len(words) or (words[at][:1] == "-" and words[at] != "-"):
        raise NotPlain
    return words[at]
