"""What is to run: servers, and the surroundings of one command.  Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

#: Names of paths that are given: "postgres 12" or "python 3.9" -> a folder or a program.
Given = Mapping[str, str]


@dataclass(frozen=True)
class Service:
    """A server that the app needs. `version` may be empty: whichever there is."""

    name: str  # as the declaration calls the dependency
    kind: str  # postgres mysql redis; others are run by container engines only
    version: str = ""
    settings: Mapping[str, str] = field(default_factory=dict)
    user: str = "app"
    password: str = "mirror"  # made up; nobody else can reach the server
    database: str = "app"
    encoding: str = ""
    locale: str = ""
    tables: str = ""  # SQL of made-up tables, as the built folder has them


@dataclass(frozen=True)
class Place:
    """The surroundings of the command and, where it says so, of the servers."""

    env: Mapping[str, str | None] = field(default_factory=dict)  # None: not set
    uid: int | None = None
    gid: int | None = None
    clock_s: float = 0.0  # how far the command's clock is ahead
    memory_bytes: int = 0
    cpus: float = 0.0  # how much of how many processors it may use; 0: all of all
    limits: Mapping[str, int] = field(default_factory=dict)  # nofile, nproc, fsize … as `ulimit` counts them
    read_only: Sequence[str] = ()  # folders; "/" is the whole root file system
    egress: str = "open"  # open; refused, dropped: for everything that is not on this host
    proxy: str = ""  # "auth": the only way out is a proxy that answers 407
    trust: str = ""  # "internal": only an internal CA is trusted
    tls_min: str = ""  # "1.2"
    tls_max: str = ""
    tls_level: str = ""  # OpenSSL's security level
    python: str = ""  # "3.9"
    #: Python packages: the wanted version, then the one to take where that cannot be had; "": not there
    packages: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class World:
    """All that one run of the command is to find."""

    services: tuple[Service, ...] = ()
    place: Place = Place()
    left_out: tuple[str, ...] = ()  # recipes that cannot be followed, in words


@dataclass(frozen=True)
class Address:
    """Where a server of a running world is."""

    service: str
    host: str
    port: int
    url: str  # with the made-up password: it opens nothing else


@dataclass(frozen=True)
class Done:
    """How a command ended. `exit` is 128 + signal where one ended it; `output` is cut at the front."""

    exit: int
    output: str
    took_ms: int
    timed_out: bool = False


class CannotRun(Exception):
    """This world cannot be had here: the text says what is missing and how to give it."""
