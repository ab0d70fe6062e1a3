"""What is no name of a host, and what is one, though it looks odd."""

from __future__ import annotations

import pytest

from farhand.readers import asked_names

_SAID = 'psql: error: could not translate host name "{}" to address: Name or service not known'


@pytest.mark.parametrize(
    "name",
    [
        "db.corp.example",
        "redis",
        "DBSERVER01",
        "my_db",
        "10.77.2.2",
        "fd77:2::2",
        "fe80::1%eth0",
        "xn--bcher-kva.de",
    ],
)
def test_a_name_is_left_to_the_resolver(name: str) -> None:
    assert list(asked_names.find([_SAID.format(name)])) == []


@pytest.mark.parametrize(
    "name",
    [
        "redis:",
        "http",
        "http://db",
        "db:5432",
        "None",
        "${DB_HOST}",
        "db ",
        "10.77.2.2\\n",
        "pa55@db",
        "10.77.2.2n",
    ],
)
def test_what_is_no_name_is_a_fault_of_the_setting(name: str) -> None:
    assert list(asked_names.find([_SAID.format(name)])) == [(0, 1)]
