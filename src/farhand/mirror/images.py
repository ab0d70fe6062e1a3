"""Which image runs which kind of server, and which one a mirror takes for a version.  Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping

from farhand.mirror.versions import release, version_in


class Image:
    """`name` on the public registry; `port` inside; `latest`: the tag where no version is known."""

    def __init__(self, name: str, port: int, latest: str, words: str) -> None:
        self.name, self.port, self.latest, self.words = name, port, latest, re.compile(words)


IMAGES: Mapping[str, Image] = {
    "postgres": Image("postgres", 5432, "16", r"postgres|postgis|timescale|pgvector"),
    "mysql": Image("mariadb", 3306, "11.4", r"mysql|mariadb|percona"),
    "redis": Image("redis", 6379, "7", r"redis|valkey|keydb"),
    "amqp": Image("rabbitmq", 5672, "3", r"rabbitmq"),
    "mongodb": Image("mongo", 27017, "7", r"mongo"),
    "nats": Image("nats", 4222, "2", r"nats"),
    "memcached": Image("memcached", 11211, "1", r"memcached"),
    "mqtt": Image("eclipse-mosquitto", 1883, "2", r"mosquitto"),
    "kafka": Image("apache/kafka", 9092, "3.9.0", r"kafka"),
}
_HELPERS = re.compile(r"exporter|backup|operator|pgbouncer|sentinel|proxy|admin|commander")


def kind_of(image: str) -> str:
    """The kind of server that an image runs; empty for any other."""
    name = image.rpartition("@")[0] or image
    last = name.rpartition("/")[2].partition(":")[0].lower()
    if _HELPERS.search(last):
        return ""
    return next((kind for kind, one in IMAGES.items() if one.words.search(last)), "")


def version_of(image: str) -> str:
    """By its tag; empty for `latest` and digests."""
    return version_in(image.partition("@")[0].rpartition("/")[2].partition(":")[2])


def image_for(kind: str, version: str) -> str:
    """NAME:TAG of the release. A MySQL and a MariaDB are told apart by their numbers."""
    known = IMAGES[kind]
    tag = release(kind, version) or known.latest
    name = known.name
    if kind == "mysql" and tag.partition(".")[0] in ("5", "8", "9"):
        name = "mysql"
    if kind == "nats":
        tag += "-alpine"  # the other one has no shell, and its settings are in a file only
    if kind == "kafka" and tag.count(".") < 2:
        tag = f"{tag}.0" if tag.count(".") == 1 else f"{tag}.0.0"
    return f"{name}:{tag}"
