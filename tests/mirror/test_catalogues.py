"""What is shipped is what the real servers say."""

from __future__ import annotations

import pytest

from farhand.mirror.knowledge import catalogue, features
from farhand.mirror.knowledge.catalogue import MAJORS
from tests.mirror.catalogues import entries, tried
from tests.mirror.postgres import RELEASES, USUAL, Server


def test_the_catalogues_are_those_of_the_running_servers(running: dict[int, Server]) -> None:
    shipped = catalogue.rows()
    for major, server in running.items():
        with server.connect() as connection:
            real = set(entries(connection))
        assert {row for row, majors in shipped.items() if major in majors} == real
        assert len(real) > 5000


def test_every_probe_ends_as_it_is_kept(running: dict[int, Server]) -> None:
    for major, server in running.items():
        with server.connect() as connection:
            ended = {one.id: tried(connection, one) for one in features.load()}
        assert ended == {one.id: one.errors.get(major, "") for one in features.load()}


def test_every_probe_has_a_result_on_every_major_and_works_on_the_newest() -> None:
    for one in features.load():
        assert one.works | set(one.errors) == set(MAJORS), one.id
        assert MAJORS[-1] in one.works, one.id
        assert one.instead or not one.errors, f"{one.id}: what is to be written instead?"
    assert len(features.load()) >= 40


def test_majors_are_the_same_everywhere() -> None:
    assert tuple(RELEASES) == MAJORS
    assert set(USUAL) <= set(MAJORS)


def test_packing_is_steady_and_loses_nothing() -> None:
    rows = {("function", "f", "int4 text", "int4", "f", "1", ""): {12, 18}, ("setting", "x"): {14}}
    assert catalogue.unpack(catalogue.pack(rows)) == {row: frozenset(majors) for row, majors in rows.items()}
    assert catalogue.pack(rows) == catalogue.pack(dict(reversed(rows.items())))
    assert catalogue.pack(catalogue.rows()) == catalogue.pack(dict(reversed(catalogue.rows().items())))


@pytest.mark.parametrize(
    ("name", "counts", "not_counts"),
    [
        ("split_part", (3,), (2, 4)),
        ("concat", (1, 9), (0,)),
        ("make_interval", (0, 7), (8,)),
        ("now", (0,), (1,)),
    ],
)
def test_how_many_arguments_a_function_takes(
    name: str, counts: tuple[int, ...], not_counts: tuple[int, ...]
) -> None:
    (function,) = catalogue.load().functions[name]
    assert all(function.accepts(count) for count in counts)
    assert not any(function.accepts(count) for count in not_counts)
