"""A first declaration from what lies in a folder: `.env`, compose, Kubernetes, Django or pydantic settings.

Everything is read as text, YAML or a syntax tree; nothing is imported or run, and no value that might be
a secret is carried over.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import tomllib

from farhand.errors import Mistake
from farhand.found.draft import Draft, toml
from farhand.found.manifests import compose, kubernetes
from farhand.found.python import python
from farhand.found.variables import about, env_file

__all__ = ["Draft", "draft", "toml"]

MOST, MOST_FILES = 512 * 1024, 400
_SKIP = {
    ".git",
    ".venv",
    "venv",
    "env",
    "node_modules",
    "__pycache__",
    "site-packages",
    "tests",
    "test",
    "migrations",
    ".tox",
    "build",
    "dist",
}
_ENV = re.compile(
    r"\.env(\.(example|sample|template|dist|default|production|prod))?|env\.(example|sample|template)"
)
_COMPOSE = re.compile(r"(docker-)?compose(\.[\w-]+)?\.ya?ml")

Reader = Callable[[Draft, str, Path], None]


def _called(folder: Path) -> str:
    """The folder's own name; none where it is gone."""
    try:
        return folder.resolve().name
    except (OSError, RuntimeError):  # a loop of links
        return ""


def draft(folder: Path, named: Sequence[Path] = ()) -> Draft:
    """What the files say, together. Raises Mistake for a named file that cannot be read or understood."""
    made = Draft(name=_plain(_called(folder)) or "app")
    _project(made, folder)
    for path in named or list(_found(folder)):
        text = _text(path, bool(named))
        reader = _reader(path, text)
        if reader:
            reader(made, text, path)
            made.sources.append(str(path))
        elif named:
            raise Mistake(f"{path}: this is no .env, compose, Kubernetes or Python settings file")
    for settings in made.dependencies.values():  # what a dependency refers to must be declared
        for name in re.findall(r"\$\{(\w+)\}", " ".join(map(str, settings.values()))):
            made.variable(about(name, "", required=True))
    return made


def _found(folder: Path) -> Iterator[Path]:
    """Files worth reading, the nearest first, at most three folders down and a few hundred in all."""
    todo, seen = [(folder, 0)], 0
    while todo and seen < MOST_FILES:
        here, depth = todo.pop(0)
        try:
            entries = sorted(here.iterdir())
        except OSError:
            continue
        for entry in entries:
            if entry.is_symlink():
                continue
            if entry.is_dir() and depth < 3 and entry.name not in _SKIP and not entry.name.startswith("."):
                todo.append((entry, depth + 1))
            elif entry.is_file() and (_ENV.fullmatch(entry.name) or entry.suffix in (".yml", ".yaml", ".py")):
                seen += 1
                yield entry


def _text(path: Path, must: bool) -> str:
    try:
        if must and not path.is_file():
            raise Mistake(
                f"{path}: {'this is not a regular file' if path.exists() else 'there is no such file'}"
            )
        with path.open("rb") as file:
            raw = file.read(MOST + 1)
    except OSError as error:
        if must:
            raise Mistake(f"{path}: {error.strerror}") from None
        return ""
    if len(raw) > MOST:
        if must:
            raise Mistake(f"{path}: larger than 512 KiB; this is no settings file")
        return ""
    return raw.decode("utf-8", "replace").removeprefix("\ufeff")


def _reader(path: Path, text: str) -> Reader | None:
    if not text.strip():
        return None
    if path.suffix == ".py":
        return python if re.search(r"BaseSettings|environ|getenv|DATABASES|decouple", text) else None
    if path.suffix in (".yml", ".yaml"):
        if _COMPOSE.fullmatch(path.name) or re.search(r"^services:\s*$", text, re.MULTILINE):
            return compose
        return kubernetes if re.search(r"^kind:\s*\w+", text, re.MULTILINE) and "apiVersion" in text else None
    return env_file if "=" in text else None


def _project(made: Draft, folder: Path) -> None:
    try:
        project = tomllib.loads(_text(folder / "pyproject.toml", False)).get("project", {})
    except (tomllib.TOMLDecodeError, RecursionError):
        return
    if isinstance(project, dict):
        made.name = _plain(str(project.get("name", ""))) or made.name
        version = project.get("version")
        made.version = version[:60] if isinstance(version, str) else ""


def _plain(name: str) -> str:
    return re.sub(r"[^\w.-]+", "-", name)[:60].strip("-")
