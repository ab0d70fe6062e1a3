"""The command line: thin. Each command is a module here, found by its name.

A command module has GROUP ("vendor", "customer", "engineer"), SUMMARY (one line), `options(parser)`
and `run(args) -> exit status`. `help.txt` is generated from them (`python -m farhand.cli._help`),
so that `farhand --help` need not import them all.
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False  # typing itself takes longer to import than `--help` may
if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Sequence
    from typing import Any, NoReturn

FAULT_OF_FARHAND, INTERRUPTED, USAGE, WRONG = 70, 130, 2, 1


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line; returns the exit status. Without `argv` it is the process: then it ends it."""
    if argv is not None:
        return _run(list(argv))
    from farhand.cli import _process

    try:
        _process.prepare()
        _process.listen()
        code = _run(sys.argv[1:])
    except KeyboardInterrupt:
        code = INTERRUPTED
    except SystemExit as wanted:  # argparse
        code = wanted.code if isinstance(wanted.code, int) else 0
    except (OSError, ImportError) as error:  # --help, --version and messages of argparse
        code = _failed("", error)
    return _process.end(code)


def _run(words: list[str]) -> int:
    if not words or words[0] in ("-h", "--help", "help"):
        _print_help()
        return 0 if words else USAGE
    if words[0] in ("-V", "--version"):
        from farhand import __version__

        print(f"farhand {__version__}")
        return 0
    return _command(words[0], words[1:])


def parser_for(name: str, part: str = "") -> ArgumentParser:
    """The parser of one command, or of that part of it. Raises LookupError where there is no such command.

    A command whose module has PARTS, a package, has a part for each module there.
    """
    import argparse

    from farhand.cli import _process

    class Parser(argparse.ArgumentParser):
        def error(self, message: str) -> NoReturn:
            """Words of the command line are shown as harmless as all others."""
            _process.tell(f"{self.format_usage()}{self.prog}: {message}")
            raise SystemExit(USAGE)

    module, command = _of(name, part)
    width = _width()
    parser = Parser(
        prog=f"farhand {name} {part}" if command else f"farhand {name}",
        description=module.__doc__,
        formatter_class=lambda prog: argparse.RawDescriptionHelpFormatter(prog, width=width),
    )
    module.options(parser)
    if command:
        parser.set_defaults(command=command)
    return parser


def _of(name: str, part: str) -> tuple[Any, str]:
    """The module of a command, or of that part of it, with the part's name. Raises LookupError."""
    import importlib

    from farhand import listed

    module = _module(name)
    parts: Any = getattr(module, "PARTS", None)
    word = part.replace("-", "_")
    if parts and word in listed.names(parts.__path__):
        return importlib.import_module(f"{parts.__name__}.{word}"), word
    return module, ""


def _width() -> int:
    """Columns of the help; argparse itself would import shutil to know, at every start."""
    import os

    try:
        return int(os.environ.get("COLUMNS", "")) - 2
    except ValueError:
        pass
    try:
        return (os.get_terminal_size(1).columns or 80) - 2
    except OSError:
        return 78


def names() -> list[str]:
    from farhand import listed

    return sorted(name.replace("_", "-") for name in listed.names(__path__))


def _command(name: str, words: list[str]) -> int:
    from farhand.cli import _quick

    first = words[0] if words else ""
    try:
        module, part = _of(name, first)
    except LookupError as error:
        from farhand.cli import _process

        _process.tell(f"farhand: {error}")
        return USAGE
    words = _with_times(words[1:] if part else words)
    args = _quick.parsed(module, words, **({"command": part} if part else {}))
    # argparse exits with 2 by itself on wrong usage
    return _guarded(name, args or parser_for(name, first).parse_args(words))


def _with_times(words: list[str]) -> list[str]:
    """`--since -15m` as `--since=-15m`: argparse would take the time for an option."""
    found: list[str] = []
    for word in words:
        ago = word[:1] == "-" and word[1:2].isdigit() and word[1:].isalnum() and not word[1:].isdigit()
        if ago and found and found[-1].startswith("--") and "=" not in found[-1]:
            found[-1] += f"={word}"
        else:
            found.append(word)
    return found


def _guarded(name: str, args: object) -> int:
    import os

    from farhand import words
    from farhand.cli import _process
    from farhand.errors import Mistake

    words.use(words.ENGLISH)
    try:
        words.use(words.chosen(getattr(args, "lang", None) or "", os.environ))
        return _process.deliver(lambda: None, int(_module(name).run(args)))
    except Mistake as mistake:
        _process.tell(f"farhand {name}: {words.said(str(mistake))}")
        return USAGE
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _process.forget_stdout()
        return 0
    except Exception as error:  # the one place where a fault of Farhand's own is reported
        return _failed(name, error)


def _module(name: str):  # type: ignore[no-untyped-def]
    import importlib

    path = f"{__name__}.{name.replace('-', '_')}"
    if name.startswith("_") or not name.replace("-", "_").isidentifier():
        raise LookupError(_no_such(name))
    try:
        return importlib.import_module(path)
    except ModuleNotFoundError as error:
        if error.name != path:
            raise
        raise LookupError(_no_such(name)) from None


def _no_such(name: str) -> str:
    import difflib

    near = difflib.get_close_matches(name, names(), 1)
    hint = f"; did you mean {near[0]!r}?" if near else "; `farhand --help` lists the commands"
    return f"there is no command {name!r}{hint}"


def _print_help() -> None:
    # Through the loader, so that it works from a zip file too; importlib.resources takes far longer.
    sys.stdout.write(globals()["__loader__"].get_data(f"{__path__[0]}/help.txt").decode())


def _failed(name: str, error: Exception) -> int:
    from farhand.cli import _process

    if _process.is_unwritable(error):
        _process.forget_stdout()
        why = getattr(error, "strerror", None) or error
        _process.tell(f"{f'farhand {name}'.strip()}: could not be written: {why}")
        return USAGE
    if _process.lacks_files(error):
        says = (
            "no further file can be opened: all that this user (ulimit -n) or the whole host "
            "(fs.file-max) may have open are open; end what holds them, then run it again"
        )
        _process.say(f"{f'farhand {name}'.strip()}: {says}")  # which loads nothing more
        return WRONG
    if isinstance(error, (MemoryError, RecursionError)):
        _process.tell(f"farhand {name}: there is not enough memory for this, or it is nested too deeply")
        return USAGE
    _own_fault(name, error)
    return FAULT_OF_FARHAND


def _own_fault(name: str, error: Exception) -> None:
    import traceback

    from farhand.cli import _process

    where = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{where.filename.rpartition('/')[2]}:{where.lineno}"
    _process.say(
        f"farhand {name}: a fault of Farhand itself: {type(error).__name__} at {place}. "
        "Please report it; it tells nothing of the site."
    )
