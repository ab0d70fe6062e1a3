"""What a container image's name says: the product and its version."""

from __future__ import annotations

import re
from collections.abc import Iterator

from farhand.found.manifests import served


def short(image: str) -> str:
    """Without the registry's host, which may be private, and without a digest."""
    return image.partition("@")[0].rpartition("/")[2]


def said(image: str) -> Iterator[tuple[str, str]]:
    """The image, and kind and version where it is of a product that is known."""
    yield "image", short(image)
    product = served(image)
    tag = re.match(r"v?(\d+(?:\.\d+)*)", short(image).partition(":")[2])
    if product:
        yield "kind", product[0]
        yield "version", tag[1] if tag else ""
