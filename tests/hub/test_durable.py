"""What was accepted is stored: the server is killed at any moment, and nothing of that is missing."""

from __future__ import annotations

import os
import random
import threading
import time
from pathlib import Path

import httpx
import pytest

from farhand.case import Case
from farhand.hub.state import digest_of
from tests.hub.server import Server, free_port, start
from tests.hub.world import MINE, World, world

CASE = f"/cases/{MINE}"
ROUNDS = 100 if os.environ.get("FARHAND_ALL") == "1" else 8
WRITERS = 3


@pytest.mark.timeout(3600)
def test_a_killed_server_has_lost_nothing_that_it_accepted(tmp_path: Path) -> None:
    chance = random.Random(8)
    with world(tmp_path) as hub:
        cookies = [hub.desk.state.begin(hub.clock() + 36_000, user="lead") for _ in range(WRITERS)]
        tokens = [hub.desk.state.csrf(digest_of(cookie)) for cookie in cookies]
        port, accepted, cut = free_port(), set[str](), 0
        for round_ in range(ROUNDS):
            server = start(hub.folder, port)
            yes, asked = _until_killed(server, cookies, tokens, round_, chance.uniform(0.05, 0.8))
            accepted |= yes
            cut += asked - len(yes)
            assert accepted <= _kept(hub), "an entry that was accepted is missing"
        assert len(accepted) >= ROUNDS  # they did get through
        assert _twice(hub) == []


def _until_killed(
    server: Server, cookies: list[str], tokens: list[str], round_: int, after: float
) -> tuple[set[str], int]:
    """What was accepted, and how much was sent: each writer goes on until the line breaks."""
    accepted: set[str] = set()
    sent = [0] * len(cookies)
    ready = threading.Barrier(len(cookies) + 1)
    begun = threading.Event()
    headers = {"origin": server.base}

    def write(writer: int) -> None:
        with server.browser(cookies[writer]) as browser:
            form = {"csrf": tokens[writer]}
            ready.wait()
            for number in range(10_000):
                text = f"round {round_}, writer {writer}, number {number}."
                sent[writer] += 1
                try:
                    answer = browser.post(f"{CASE}/note", data={**form, "text": text}, headers=headers)
                except httpx.HTTPError:
                    return
                if answer.status_code == 303:
                    accepted.add(text)
                    begun.set()
                elif answer.status_code == 429:
                    time.sleep(0.05)

    threads = [threading.Thread(target=write, args=(n,)) for n in range(len(cookies))]
    for thread in threads:
        thread.start()
    ready.wait()
    if round_ % 4:  # every fourth is killed while its first answers are still being made
        assert begun.wait(120)
    time.sleep(after)
    server.kill()
    for thread in threads:
        thread.join()
    assert server.process.stderr
    server.process.stderr.close()
    return accepted, sum(sent)


def _kept(hub: World) -> set[str]:
    return set(_notes(hub))


def _twice(hub: World) -> list[str]:
    found = _notes(hub)
    return sorted({text for text in found if found.count(text) > 1})


def _notes(hub: World) -> list[str]:
    """Read anew, chains proved."""
    with Case(hub.folder / MINE, "reader") as case:
        return [str(e.body["says"]) for e in case.entries() if e.kind == "note"]
