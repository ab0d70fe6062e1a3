"""Extensions that come with the server. Others (PostGIS, timescaledb) are not known here."""

from __future__ import annotations

from collections.abc import Iterator

from farhand.mirror.knowledge import catalogue
from farhand.mirror.sql.lacks._told import lack
from farhand.mirror.sql.model import Lack, Use
from farhand.mirror.sql.nodes import Node


def find(use: Use, nodes: list[Node], claimed: set[int]) -> Iterator[Lack]:
    for node in nodes:
        name = str(node.get("extname", "")) if node.kind == "CreateExtensionStmt" else ""
        majors = catalogue.load().extensions.get(name)
        if majors and use.major not in majors:
            yield lack("extension", name, majors)
