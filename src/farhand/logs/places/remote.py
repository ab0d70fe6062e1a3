"""A log in an object store, or wherever else fsspec reads: `s3://BUCKET/KEY`. Read in parts, never to disk.

Wants fsspec, and for object stores obstore, which `farhand[dask]` brings: unlike s3fs it ties no version of
boto. Keys and the address of the store are those of the environment: AWS_ACCESS_KEY_ID,
AWS_SECRET_ACCESS_KEY, AWS_REGION, AWS_ENDPOINT_URL.
"""

from __future__ import annotations

import os
import time

from farhand.errors import Mistake
from farhand.logs.places import BLOCK

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from farhand.logs.places import Place


#: Addresses of object stores.
_STORES = ("s3", "gs", "abfs", "az")


class Remote:
    """`size` bytes that can be read anywhere; as they were at opening."""

    def __init__(self, name: str, store: Any, path: str, size: int, changed: float) -> None:
        self.name, self.size, self.changed, self.stopped = name, size, changed, ""
        self._store, self._path = store, path

    def read(self, offset: int, count: int) -> bytes:
        """Up to `count` bytes; none where the store does not give them, and `stopped` says why."""
        end = min(offset + count, self.size)
        if offset >= end:
            return b""
        try:
            return bytes(self._store.cat_file(self._path, start=offset, end=end))
        except Exception as error:  # what a store's client raises is its own
            self.stopped = f"byte {offset}: {_why(error)}"
            return b""

    def blocks(self, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        end = self.size if end is None else min(end, self.size)
        while start < end:
            data = self.read(start, min(4 * BLOCK, end - start))
            if not data:
                return
            start += len(data)
            yield data


class RemoteCompressed:
    """What a compressed object holds, from its beginning, as often as wanted. `compressed`: its bytes."""

    def __init__(self, plain: Remote) -> None:
        self.name, self.changed, self.stopped = plain.name, plain.changed, ""
        self.compressed = plain.size
        self._plain = plain

    def blocks(self) -> Iterator[bytes]:
        from farhand.archives.compressed import Damaged

        self.stopped, done = "", 0
        try:
            source = self._opened()
            while data := source.read(BLOCK):
                done += len(data)
                yield data
        except (Damaged, OSError) as error:
            self.stopped = f"after {done} bytes of its text: {_why(error)}"
        self.stopped = self.stopped or self._plain.stopped

    def head(self, offset: int, count: int) -> bytes:
        """Up to `count` bytes of the text's beginning; `offset` is 0."""
        from farhand.archives.compressed import Damaged

        try:
            return bytes(self._opened().read(offset + count)[offset:])
        except (Damaged, OSError):
            return b""

    def _opened(self) -> Any:
        import io

        from farhand.archives import compressed

        return compressed.opened(io.BufferedReader(_raw(self._plain.blocks()), BLOCK))


def _raw(blocks: Iterator[bytes]) -> Any:
    import io

    class Raw(io.RawIOBase):
        rest = b""

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: Any) -> int:
            self.rest = self.rest or next(blocks, b"")
            count = min(len(buffer), len(self.rest))
            buffer[:count], self.rest = self.rest[:count], self.rest[count:]
            return count

    return Raw()


def opened(name: str) -> Place:
    """Raises Mistake where there is none of that name, or it may not be read."""
    from farhand.logs.places import compressed

    store, path = _store(name)
    try:
        about = store.info(path)
    except Exception as error:
        raise Mistake(f"{name}: {_why(error)}") from None
    if about.get("type") == "directory":
        raise Mistake(f"{name}: is a folder; name the logs in it, or give it to `farhand logs triage`")
    changed = about.get("LastModified") or about.get("mtime") or about.get("created")
    seconds = changed.timestamp() if hasattr(changed, "timestamp") else changed
    plain = Remote(name, store, path, int(about.get("size") or 0), float(seconds or time.time()))
    if compressed.known(plain.read(0, 10)):
        return RemoteCompressed(plain)
    return plain


def under(name: str) -> list[str]:
    """The names of all that is there under a prefix, in order; the name itself where it is one object.

    Raises Mistake where the store does not answer.
    """
    store, path = _store(name)
    scheme = name.partition("://")[0]
    try:
        found = store.find(path)
    except Exception as error:
        raise Mistake(f"{name}: {_why(error)}") from None
    return [f"{scheme}://{one.lstrip('/') if scheme != 'file' else one}" for one in sorted(found)]


def _store(name: str) -> tuple[Any, str]:
    try:
        from fsspec.core import url_to_fs  # type: ignore[import-not-found,import-untyped,unused-ignore]
    except ImportError:
        raise Mistake(f"{name}: to read there wants fsspec: pip install 'farhand[dask]'") from None
    try:
        return url_to_fs(name, **_client(name))  # type: ignore[no-any-return]
    except (ImportError, ValueError) as error:
        raise Mistake(f"{name}: {_why(error)}") from None


def _client(name: str) -> dict[str, Any]:
    """Have fsspec read object stores through obstore; what that is to be told."""
    scheme = name.partition("://")[0]
    if scheme not in _STORES:
        return {}
    try:
        from obstore.fsspec import register  # type: ignore[import-not-found,import-untyped,unused-ignore]
    except ImportError:
        return {}  # whatever else fsspec knows for this kind of address
    register(scheme)
    plain = os.environ.get("AWS_ENDPOINT_URL", "").startswith("http://")
    return {"client_options": {"allow_http": True}} if plain and scheme == "s3" else {}


def _why(error: BaseException) -> str:
    return str(getattr(error, "strerror", None) or error or type(error).__name__)[:300]
