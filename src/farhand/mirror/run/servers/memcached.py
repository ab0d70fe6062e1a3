"""memcached: without a login, only on this host. Settings have the names that `stats settings` prints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from farhand.mirror.run.nouns import Service
from farhand.mirror.run.servers._start import Start, tokens

PROGRAMS = ("memcached",)
SETTINGS = frozenset({"maxbytes", "maxconns", "item_size_max", "evictions", "cas_enabled", "num_threads"})
FORM = tokens
_MIB = 1 << 20


def start(service: Service, folder: str, programs: str, port: int) -> Start:
    """`programs` holds memcached."""
    place = ["-l", "127.0.0.1", "-p", str(port), "-U", "0"]
    return Start(
        argv=[f"{programs}/memcached", *place, *options(service.settings)],
        ready=lambda port_file, _: "TCP" in port_file,
        ready_file=f"{folder}/port",
        env={"MEMCACHED_PORT_FILENAME": f"{folder}/port"},
        url=f"memcached://127.0.0.1:{port}",
    )


def options(settings: Mapping[str, str]) -> list[str]:
    """The words of its command line; a number that is none is left out."""
    found = tokens(settings, SETTINGS)
    return [word for words in _options(found) for word in words]


def _options(found: Mapping[str, str]) -> Iterator[list[str]]:
    number = {name: int(value) for name, value in found.items() if value.isdecimal()}
    if "maxbytes" in number:
        yield ["-m", str(max(1, number["maxbytes"] // _MIB))]
    if "item_size_max" in number:
        size = number["item_size_max"]
        # Pieces of large values must fit into the largest one.
        yield ["-I", str(size), *(["-o", f"slab_chunk_max={size // 2}"] if size < _MIB else [])]
    for name, option in (("maxconns", "-c"), ("num_threads", "-t")):
        yield [option, str(number[name])] if name in number else []
    for name, option in (("evictions", "-M"), ("cas_enabled", "-C")):
        yield [option] if found.get(name) in ("off", "no", "0") else []
