"""Addresses as people write them: what is read, what is wrong with them, and that no secret is told."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from farhand.target import MALFORMED_VALUE, read_target
from farhand.target.schemes import SCHEMES

RIGHT = [
    ("postgres", "postgres://app:secret@db:5433/app", ("db", 5433, "app", "secret", "/app")),
    ("postgres", "postgresql+psycopg://app@db/app?sslmode=require", ("db", 5432, "app", "", "/app")),
    ("postgres", "jdbc:postgresql://db/app", ("db", 5432, "", "", "/app")),
    ("postgres", "postgres://u:p%40ss@[fd77:2::2]:5432/d", ("fd77:2::2", 5432, "u", "p@ss", "/d")),
    ("postgres", "postgres://u:p#ss@db/d", ("db", 5432, "u", "p#ss", "/d")),  # libpq takes it as it stands
    ("postgres", "host=db port=5433 dbname=x user='a b' password=p\\ w", ("db", 5433, "a b", "p w", "x")),
    ("redis", "rediss://u:p@cache:1/2", ("cache", 1, "u", "p", "/2")),
    ("redis", "redis://cache", ("cache", 6379, "", "", "")),
    ("http", "https://h/@scope/todo?q=a b", ("h", 443, "", "", "/@scope/todo")),
    ("http", "HTTP://H_1:8080", ("H_1", 8080, "", "", "")),
    ("http", "https://bücher.example/", ("bücher.example", 443, "", "", "/")),
    ("tcp", "h:22", ("h", 22, "", "", "")),
    ("kafka", "a:1,b:2", ("a", 1, "", "", "")),
    ("mongodb", "mongodb+srv://u:p@c.example.net/db", ("c.example.net", 27017, "u", "p", "/db")),
]


@pytest.mark.parametrize(("kind", "url", "parts"), RIGHT)
def test_a_right_address_is_read(kind: str, url: str, parts: tuple[object, ...]) -> None:
    target = read_target({"url": url}, kind)
    assert not target.problems
    assert (target.host, target.port, target.user, target.password, target.path) == parts


WRONG = [
    ("postgres", "postgres://app:p@ss@db/app", "unescaped"),
    ("postgres", "postgres://app:p/ss@db/app", "unescaped"),
    ("postgres", "postgres://app:100%@db/app", "unescaped_percent"),
    ("redis", "redis://:pa#ss@h:6379/0", "unescaped"),
    ("redis", "redis://:12#34@h", "unescaped"),
    ("postgres", "mysql://x@h/d", "scheme_wrong"),
    ("postgres", "postgress://h/d", "scheme_wrong"),
    ("http", "htp://h/", "scheme_wrong"),
    ("redis", "http://h:6379/0", "scheme_wrong"),
    ("http", "h/ping", "no_scheme"),
    ("postgres", "db:5432/app", "no_scheme"),
    ("http", "http:/h/x", "slashes"),
    ("http", "http://http://h/", "scheme_twice"),
    ("http", "http:///x", "no_host"),
    ("postgres", "postgres://@:5432/app", "no_host"),
    ("postgres", "postgres://h:54x2/d", "port_bad"),
    ("postgres", "postgres://h:70000/d", "port_bad"),
    ("postgres", "postgres://u:p@::1:5432/d", "ipv6_brackets"),
    ("http", "http://10.0.0.300/", "host_odd"),
    ("http", "http://a..b/", "host_odd"),
    ("http", f"http://{'a' * 64}.example/", "host_odd"),
    ("postgres", "postgres://USER:PASSWORD@HOST:5432/NAME", "placeholder"),
    ("http", "http://<your-host>/", "placeholder"),
    ("http", "http://${API_HOST}/", "placeholder"),
    ("redis", "redis://:changeme@cache", "placeholder"),
    ("http", "https://undefined:8080/", "placeholder"),
    ("postgres", "hots=db user=app", "dsn"),
    ("postgres", "host=db password=two words=1", "dsn"),
    ("postgres", "postgres://app@None/x", "placeholder"),
    ("http", '"http://h/"', "quoted"),
    ("http", "“http://h/”", "quoted"),
    ("http", '"http://h/', "quote_open"),
    ("http", "http://h/\r", "carriage_return"),
    ("http", "http://h/\n", "newline"),
    ("http", "http://h/ ", "trailing_blank"),
    ("http", " http://h/", "leading_blank"),
    ("http", "\ufeffhttp://h/", "bom"),
    ("http", "http://h:8080 # main", "comment"),
    ("http", "http://h\u200b/", "invisible"),
]


@pytest.mark.parametrize(("kind", "url", "code"), WRONG)
def test_what_is_wrong_has_a_code(kind: str, url: str, code: str) -> None:
    assert code in [p.code for p in read_target({"url": url}, kind).problems]


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        ({"host": "redis://h"}, "host_has_scheme"),
        ({"host": "h:6379"}, "host_has_port"),
        ({"host": "h/0"}, "host_has_path"),
        ({"host": "h "}, "trailing_blank"),
        ({"host": "h", "port": "6379 # cache"}, "comment"),
        ({"host": "h", "port": "six"}, "port_type"),
        ({"host": "h", "port": 0xFFFF + 1}, "port_type"),
        ({"host": "HOST"}, "placeholder"),
        ({"host": ""}, "no_host"),
    ],
)
def test_separate_settings_are_judged_as_well(settings: dict[str, object], code: str) -> None:
    assert [p.code for p in read_target(settings, "redis").problems] == [code]


def test_the_two_causes_are_told_apart() -> None:
    of_value = {"quoted", "carriage_return", "bom", "comment", "port_type", "placeholder", "trailing_blank"}
    of_structure = {"unescaped", "scheme_wrong", "host_has_port", "host_has_scheme", "port_bad", "no_host"}
    assert of_value <= MALFORMED_VALUE
    assert not of_structure & MALFORMED_VALUE


def test_sockets_take_the_place_of_a_host() -> None:
    by_url = read_target({"url": "postgresql:///app?host=/run/pg"}, "postgres")
    by_setting = read_target({"host": "/run/pg", "port": 5433}, "postgres")
    redis = read_target({"url": "unix:///run/redis.sock"}, "redis")
    assert (by_url.socket, by_setting.socket) == ("/run/pg/.s.PGSQL.5432", "/run/pg/.s.PGSQL.5433")
    assert redis.socket == "/run/redis.sock"
    assert not by_url.problems + by_setting.problems + redis.problems


def test_several_hosts_are_all_read() -> None:
    target = read_target({"url": "postgres://h1:5432,h2:5433/db"}, "postgres")
    assert target.hosts == (("h1", 5432), ("h2", 5433))
    assert not target.problems


def test_settings_beside_a_url_fill_in_what_it_leaves_out() -> None:
    settings = {"url": "postgres://db", "user": "app", "password": "pw", "name": "x", "sslmode": "require"}
    target = read_target(settings, "postgres")
    assert (target.user, target.password, target.path, target.query["sslmode"]) == (
        "app",
        "pw",
        "/x",
        "require",
    )


_WORDS = st.text(st.characters(blacklist_categories=("Cs",)), min_size=8, max_size=12)


@given(_WORDS, st.sampled_from(sorted(SCHEMES)))
@example("A000000:", "redis")
@example("http+A000000:", "redis")
def test_no_problem_ever_repeats_a_password(password: str, kind: str) -> None:
    scheme = SCHEMES[kind][0]
    for url in (
        f"{scheme}://app:{password}@host:1/db",
        f"{scheme}://app:{password}@",
        f"app:{password}@host",
        password,
    ):
        for problem in read_target({"url": url}, kind).problems:
            assert password not in problem.says
    for problem in read_target({"host": password, "port": password, "password": password}, kind).problems:
        assert password not in problem.says


@given(st.dictionaries(st.sampled_from(["url", "host", "port", "user", "password", "name", "path",
    "scheme", "socket"]),
                       st.one_of(st.text(max_size=80), st.integers(), st.booleans(), st.none(),
                           st.lists(st.text(max_size=3)))),
       st.sampled_from([*sorted(SCHEMES), "tcp", "directory", "made-up"]))  # fmt: skip
def test_nothing_makes_it_raise(settings: dict[str, object], kind: str) -> None:
    target = read_target(settings, kind)
    assert isinstance(target.host, str)
    assert target.port is None or 0 < target.port < 65536
