"""Server-sent events of a real server: they say that something changed, to whom it concerns, no more."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hub.server import Server, served
from tests.hub.test_hostile import EVIL
from tests.hub.world import MINE, World, post, world

CASE = f"/cases/{MINE}"


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[World, Server]]:
    with world(tmp_path_factory.mktemp("live")) as hub, served(hub.folder) as server:
        yield hub, server


def token(hub: World, link: str = "") -> str:
    until = hub.clock() + 3600
    if link:
        return hub.desk.state.begin(until, board=MINE, link=hub.links[link])
    return hub.desk.state.begin(until, user="lead")


class Stream:
    """An open stream: `next` waits for the next event."""

    def __init__(self, server: Server, path: str, cookie: str) -> None:
        self.browser = server.browser(cookie)
        self.answer = self.browser.send(self.browser.build_request("GET", path), stream=True)
        self._lines = self.answer.iter_lines() if self.answer.status_code == 200 else iter(())
        self.seen = ""

    def next(self) -> tuple[str, str] | None:
        """Kind and data; None where the stream has ended."""
        kind = ""
        for line in self._lines:
            self.seen += line + "\n"
            if line.startswith("event: "):
                kind = line[7:]
            elif line.startswith("data: "):
                return kind, line[6:]
        return None

    def close(self) -> None:
        self.answer.close()
        self.browser.close()


@pytest.fixture
def opened(live: tuple[World, Server]) -> Iterator[list[Stream]]:
    streams: list[Stream] = []
    yield streams
    for stream in streams:
        stream.close()


def test_both_sides_hear_of_what_concerns_them(live: tuple[World, Server], opened: list[Stream]) -> None:
    hub, server = live
    ours, theirs = (
        Stream(server, f"{CASE}/events", token(hub)),
        Stream(server, "/shared/events", token(hub, "customer")),
    )
    opened += [ours, theirs]
    first, shown = ours.next(), theirs.next()
    assert first == ("version", str(len(hub.entries())))
    assert shown
    hub.add("note", {"says": EVIL})  # by another process than the server: the command line does so, too
    assert ours.next() == ("version", str(len(hub.entries())))
    browser = server.browser(token(hub))
    assert post(browser, f"{CASE}/share", text=f"for you {EVIL}").status_code == 303
    assert ours.next()
    heard = theirs.next()
    assert heard == ("version", str(int(shown[1]) + 1))  # of the message, and not of the note
    for stream in (ours, theirs):
        assert "script" not in stream.seen
        assert stream.answer.headers["content-type"].startswith("text/event-stream")
    browser.close()


def test_a_stream_ends_with_the_link(live: tuple[World, Server], opened: list[Stream]) -> None:
    hub, server = live
    stream = Stream(server, "/shared/events", token(hub, "customer"))
    opened.append(stream)
    stream.next()
    with server.browser(token(hub)) as browser:
        assert post(browser, f"{CASE}/links/revoke", id=hub.links["customer"]).status_code == 303
        post(browser, f"{CASE}/share", text="something new")
    assert stream.next() == ("ended", "0")
    assert stream.next() is None


def test_so_many_streams_of_one_session(live: tuple[World, Server], opened: list[Stream]) -> None:
    hub, server = live
    cookie, most = token(hub), hub.settings.limits.streams
    opened += [Stream(server, f"{CASE}/events", cookie) for _ in range(most + 1)]
    assert [s.answer.status_code for s in opened] == [200] * most + [429]


def test_two_who_write_at_once_lose_nothing(tmp_path: Path) -> None:
    with world(tmp_path) as hub, served(hub.folder) as server:
        rounds = 20
        statuses: list[int] = []

        def write(name: str, cookie: str, path: str) -> None:
            with server.browser(cookie) as browser:
                home = "/shared" if path.startswith("/shared") else CASE
                for number in range(rounds):
                    answer = post(browser, path, page=home, text=f"{name} says {number}.")
                    statuses.append(answer.status_code)

        cookies = [token(hub), token(hub)]
        people = [("anna", cookies[0], f"{CASE}/note"), ("ben", cookies[1], f"{CASE}/note")]
        threads = [threading.Thread(target=write, args=row) for row in people]
        for thread in threads:
            thread.start()
        for number in range(
            rounds
        ):  # and a third one by the command line, in another process than the server
            hub.add("note", {"says": f"carl says {number}."}, author="carl")
        for thread in threads:
            thread.join()
        assert statuses == [303] * 2 * rounds
        says = [e.body["says"] for e in hub.entries() if e.kind == "note"]
        wanted = {f"{name} says {n}." for name in ("anna", "ben", "carl") for n in range(rounds)}
        assert len(says) == len(wanted)
        assert set(says) == wanted


def test_a_stopped_server_lets_go_of_its_streams(live: tuple[World, Server], tmp_path: Path) -> None:
    with world(tmp_path) as hub, served(hub.folder) as server:
        stream = Stream(server, f"{CASE}/events", token(hub))
        stream.next()
        said = server.stop()
        rest = [event for event in iter(stream.next, None) if event[0] == "version"]
        stream.close()
    assert rest == []
    assert "Traceback" not in said
