"""What several commands share: the declaration to use, and the environment of the app."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from farhand import declare, environment
from farhand.cli._process import tell
from farhand.control import census, place, running
from farhand.deadline import Deadline
from farhand.errors import Mistake
from farhand.look import Environment
from farhand.model import App

#: A key shorter than this could be guessed.
_SHORTEST_KEY = 16


def config_option(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--config",
        metavar="FILE",
        help="the declaration (default: FARHAND_CONFIG, else farhand.toml here or above)",
    )


def environment_options(parser: ArgumentParser) -> None:
    group = parser.add_argument_group(
        "whose environment",
        "One of these; --env-file beside --pid or --unit tells what has changed since the start.",
    )
    one = group.add_mutually_exclusive_group()
    one.add_argument("--pid", type=int, help="of this process")
    one.add_argument("--unit", metavar="NAME", help="of this systemd unit")
    one.add_argument("--container", metavar="NAME", help="of this docker or podman container")
    one.add_argument("--pod", metavar="[NS/]POD", help="of this Kubernetes pod")
    one.add_argument(
        "--here", action="store_true", help="Farhand's own: right only where it is started as the app is"
    )
    group.add_argument(
        "--env-file", metavar="FILE", help="as this file gives it, read as [deploy] platform reads it"
    )


def app_of(args: Namespace) -> App:
    return declare.load(place.found(args.config))


def app_if_any(args: Namespace) -> App | None:
    """The declaration where one is named, or found and sound; None where there is none. Raises Mistake."""
    try:
        return app_of(args)
    except Mistake:
        if args.config:
            raise
        return None


def environment_of(args: Namespace, app: App, whole: Deadline | None = None) -> Environment | None:
    """The app's environment by the options given; None where it cannot be seen. Raises Mistake.

    `whole` is the time for everything, of which helpers (docker, kubectl) may take a part.
    """
    platform = getattr(args, "platform", None) or app.platform
    if args.env_file and (args.container or args.pod or args.here):
        raise Mistake("--env-file goes alone, or beside --pid or --unit")
    try:
        env = _of_what_runs(args, environment.runner_within(whole) if whole else None)
        if env is None and not args.env_file:
            env = _of_the_living_app(app)
    except environment.NotVisible as hidden:
        args.env_hidden = str(hidden)
        tell(f"farhand: {hidden}")
        return None
    if args.env_file and env is not None:
        return environment.with_file(env, Path(args.env_file), platform)
    return environment.of_file(Path(args.env_file), platform) if args.env_file else env


def _of_what_runs(args: Namespace, run: environment.Runner | None) -> Environment | None:
    if args.pid is not None:
        return environment.of_process(args.pid)
    if args.unit:
        return environment.of_unit(args.unit, run)
    if args.container:
        return environment.of_container(args.container, run)
    if args.pod:
        return environment.of_pod(args.pod, run)
    return environment.here() if args.here else None


def _of_the_living_app(app: App) -> Environment | None:
    """That of the app's own process where one with Farhand inside is alive; None where there is none."""
    found = _living(app)
    if not found:
        return None
    first = next((w for w in found if w.role == "web"), found[0])
    tell(f"farhand: environment of process {first.pid} ({first.role}), where the app runs")
    if len({w.config for w in found}) > 1:
        rows = ", ".join(f"{w.pid} ({w.role})" for w in found if w.config != first.config)
        tell(f"farhand: differently configured: {rows}; give --pid to look at one of these")
    return environment.of_process(first.pid)


def _living(app: App) -> list[census.Worker]:
    """The app's processes whose numbers count here: those in a container have others outside of it."""
    told = app.sections.get("embed", {}).get("run_dir", "")
    places = running.places(app.name, str(told))
    every = [w for place in places for w in census.workers(place, clean=False)]
    return [w for w in every if w.space == census.space_of("self")]


def environment_hint(app: App, args: Namespace | None = None) -> str:
    """Why the environment could not be seen, else which option would show it, by what [deploy] says."""
    hidden = getattr(args, "env_hidden", "")
    if hidden:
        return str(hidden)
    option = {
        "systemd": "--unit",
        "docker": "--container",
        "compose": "--container",
        "kubernetes": "--pod",
    }.get(app.platform)
    if option and app.target:
        return f"give {option} {app.target}"
    if option:
        return f"give {option} NAME, or --env-file FILE"
    return "give --pid, --unit, --container, --pod or --env-file, or --here"


def redaction_key(path: str | None) -> bytes | None:
    """The key that makes marks the same in every run; None without a file. Raises Mistake."""
    if path is None:
        return None
    try:
        key = Path(path).read_bytes()
    except OSError as error:
        raise Mistake(f"--key {path}: {error.strerror}; {_how_to_make(path)}") from None
    if len(key) < _SHORTEST_KEY:
        raise Mistake(f"--key {path}: too short to be a key; {_how_to_make(path)}")
    return key


def _how_to_make(path: str) -> str:
    return f"make one with: head -c 32 /dev/urandom > {path}"


def write_new(path: str, text: str, force: bool) -> None:
    """Write a file that must not be there yet, but with `force`. Raises Mistake."""
    try:
        with open(path, "w" if force else "x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise Mistake(f"{path} is there already; give --force to overwrite it") from None
    except (OSError, ValueError) as error:
        raise Mistake(f"{path} could not be written: {getattr(error, 'strerror', None) or error}") from None
