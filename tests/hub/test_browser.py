"""A call with a clinic whose security lets nobody in, in two real browsers, from the first question on.

The network drops what the app sends to the laboratory. The vendor's engineer asks, the clinic's operator runs
the very commands that the page shows, and pastes what they print; each sees what the other does at once.
"""

from __future__ import annotations

import socket
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from threading import Thread
from typing import Any

from farhand.case import Case
from farhand.hub import passwords
from farhand.hub.state import State
from tests.conftest import need_tool
from tests.hub.browsing import chromium, faults, looks, person
from tests.hub.server import served
from tests.hub.world import MINE, world
from tests.own_network import own_network

DECLARATION = """
[app]
name = "records"
version = "3.1"
contact = "support@vendor.example"
[dependencies.labs]
kind = "tcp"
host = "10.20.0.9"
port = 8443
why = "results of the laboratory"
run_by = "customer"
"""
BEN = {
    "id": "ben",
    "name": "Ben",
    "side": "customer",
    "role": "contact",
    "contact": "ben@clinic.example",
    "zone": "Europe/Berlin",
    "hours": "mon-fri 08:00-17:00",
}
LABS = ("10.20.0.9", 8443)
DROPS = "table ip site { chain way { type filter hook input priority 0; tcp dport 8443 drop; }; }\n"
#: More questions than this the call does not need.
MOST = 8


@contextmanager
def clinic(mended: bool) -> Iterator[None]:
    """The clinic's network for this thread's programs: what goes to the laboratory vanishes, until mended."""
    with own_network(), ExitStack() as ends:
        subprocess.run(["ip", "addr", "add", f"{LABS[0]}/32", "dev", "lo"], check=True)
        if mended:
            place = ends.enter_context(closing(socket.create_server(LABS)))
            Thread(target=_greet, args=(place,), daemon=True).start()
        else:
            subprocess.run([need_tool("nft"), "-f", "-"], input=DROPS, text=True, check=True)
        yield


def _greet(place: socket.socket) -> None:
    """Take each connection and hold it, until the place is closed."""
    taken = []
    while True:
        try:
            taken.append(place.accept())
        except OSError:
            return


def _begin(folder: Path) -> None:
    with Case(folder / "clinic-3", "lea", create=True) as case:
        case.add("opened", {"title": "No laboratory results since the move", "site": "St. Anna clinic",
                            "app": "records", "declaration": DECLARATION})  # fmt: skip
        case.add("problem", {"says": "results of the laboratory do not arrive any more"})
        case.add("person", BEN)
        case.add("person", {"id": "lea", "name": "Lea", "side": "vendor", "role": "field engineer"})
    with closing(State(folder)) as state:
        state.put_user("lea", "lead", passwords.hashed("twelve letters"))


def test_the_call_with_the_clinic(tmp_path: Path) -> None:
    complaints: list[str] = []
    with clinic(False):
        pass  # where it cannot be made, nothing else is begun
    _begin(tmp_path)
    with (
        chromium() as browser,
        served(tmp_path) as server,
        person(browser, server.base, complaints) as lea,
        person(browser, server.base, complaints) as ben,
    ):
        _log_in(lea)
        _open_link(lea, ben)
        command = _ask_until_decided(lea, ben)
        _share_and_hand_over(lea, ben)
        _send_a_file(lea, ben)
        _mended(lea, ben, command)
        _close(lea, ben)
    assert not complaints


def _log_in(lea: Any) -> None:
    lea.goto("/")
    assert lea.url.endswith("/login")
    _sound(lea, "login")
    lea.get_by_label("Name").fill("lea")
    lea.get_by_label("Password").fill("twelve letters")
    lea.keyboard.press("Enter")
    lea.get_by_role("heading", name="Cases").wait_for()
    _sound(lea, "cases")
    lea.get_by_role("link", name="No laboratory results").click()
    lea.get_by_role("heading", name="No laboratory results").wait_for()


def _open_link(lea: Any, ben: Any) -> None:
    lea.get_by_label("For whom").select_option("Ben")
    lea.get_by_role("button", name="Make a link").click()
    address = lea.locator("#address").inner_text().strip()
    _sound(lea, "link")
    ben.goto(address)
    ben.wait_for_url("**/shared")
    token = address.rpartition("/")[2]
    assert token not in ben.content()
    assert ben.evaluate("history.length") <= 2
    _sound(ben, "shared-nothing-yet")
    lea.get_by_role("link", name="Back to the case").first.click()


def _ask_until_decided(lea: Any, ben: Any) -> str:
    """Lea asks what the page proposes; Ben sees it at once, and answers. Gives the command of labs."""
    commands: dict[str, str] = {}
    for number in range(MOST):
        ask = lea.get_by_role("button", name="Ask the customer")
        if lea.locator(".decided").count() or not ask.count():
            break
        ask.first.click()
        ben.locator("#tasks section").first.wait_for()
        if number == 0:
            _sound(ben, "shared-asked")
            _sound(lea, "case-asked")
        _answer(ben, commands)
        lea.locator("#steps .asked").first.wait_for(state="detached")
    assert lea.locator("#causes .cause").count()
    assert "Packets are dropped silently" in lea.locator("#causes").inner_text()
    _sound(lea, "case-decided")
    return commands["labs"]


def _answer(ben: Any, commands: dict[str, str]) -> None:
    if ben.locator("#tasks input[type=radio]").count():
        ben.locator("#tasks input[type=radio]").first.check()
        ben.get_by_role("button", name="Answer").click()
    else:
        ben.get_by_role("button", name="Copy").first.click()
        command = ben.evaluate("navigator.clipboard.readText()")
        commands["labs" if LABS[0] in command else "other"] = command
        _paste(ben, _run(command))
        _sound(ben, "shared-thanks")
        assert "dropped silently" not in ben.content()  # what we think is ours until we say it
        ben.get_by_role("link", name="Back to the case").first.click()
    ben.locator("#tasks section").first.wait_for(state="detached")


def _paste(ben: Any, text: str) -> None:
    ben.get_by_label("Paste it here").fill(text)
    ben.get_by_role("button", name="Send it").click()
    ben.get_by_role("heading", name="Thank you").wait_for()


def _run(command: str, mended: bool = False) -> str:
    with clinic(mended):
        done = subprocess.run(["sh"], input=command, capture_output=True, text=True, timeout=120)
    return "operator@clinic:~$ here is what it says\n" + done.stdout + done.stderr


def _share_and_hand_over(lea: Any, ben: Any) -> None:
    lea.get_by_text("Write a note, or a message").click()
    lea.get_by_label("Note, for us only").fill("They moved to a new cluster on Tuesday.")
    lea.get_by_role("button", name="Keep the note").click()
    lea.get_by_text("note: They moved").wait_for()
    lea.get_by_text("Write a note, or a message").click()
    lea.get_by_label("Message that the customer reads").fill("Something drops our packets: a network policy?")
    lea.get_by_role("button", name="Show it to the customer").click()
    ben.get_by_text("Something drops our packets").wait_for()
    assert "new cluster" not in ben.content()
    draft = lea.locator("#escalation")
    assert "10.20.0.9" in draft.inner_text()
    lea.get_by_role("button", name="I have sent this").first.click()
    lea.locator("#escalation").get_by_text("handed over, waited for").wait_for()
    _sound(lea, "case-handed-over")


def _send_a_file(lea: Any, ben: Any) -> None:
    ben.get_by_text("Send a file instead").click()
    log = b"10:00 connect labs timed out\n10:01 DATABASE_URL=postgres://app:hunter2-and-more@db/records\n"
    ben.get_by_label("File").set_input_files({"name": "app.log", "mimeType": "text/plain", "buffer": log})
    ben.get_by_role("button", name="Look through it").click()
    ben.get_by_role("heading", name="what would be kept").wait_for()
    assert "hunter2" not in ben.content()
    _sound(ben, "file")
    ben.get_by_role("button", name="Keep it").click()
    ben.get_by_role("link", name="app.log").wait_for()
    lea.locator("#files").get_by_role("link", name="app.log").wait_for()


def _mended(lea: Any, ben: Any, command: str) -> None:
    """The clinic lets the packets pass, and says so by the same command once more."""
    _paste(ben, _run(command, mended=True))
    ben.get_by_role("link", name="Back to the case").first.click()
    lea.locator("#causes").get_by_text("Everything that was looked at works").wait_for()
    lea.locator("#waiting").get_by_role("button", name="Not needed any more").first.click()
    lea.locator("#waiting").get_by_text("the closing of the case").wait_for()
    _sound(lea, "case-mended")


def _close(lea: Any, ben: Any) -> None:
    lea.get_by_label("What it was, in a sentence").fill(
        "A network policy of the new cluster did not know the laboratory."
    )
    lea.get_by_role("button", name="Close it").click()
    lea.locator("#head").get_by_text("Closed: A network policy").wait_for()
    ben.get_by_text("This case is closed").wait_for()
    assert "network policy of the new cluster" not in ben.content()
    _sound(lea, "case-closed")
    _sound(ben, "shared-closed")
    lea.get_by_role("link", name="What happened, and what it cost").click()
    lea.get_by_text("round trips").first.wait_for()
    lea.go_back()
    lea.get_by_role("link", name="All ").click()
    lea.get_by_role("heading", name="All that happened").wait_for()
    _sound(lea, "timeline")
    lea.get_by_role("link", name="clinic-3").click()
    lea.get_by_role("link", name="See what the customer sees").click()
    lea.get_by_text("What was sent so far").wait_for()
    _sound(lea, "as-customer")


def _sound(page: Any, name: str) -> None:
    """Nothing serious for people who do not see or use a mouse; and a picture, where one is wanted."""
    looks(page, name)
    assert not faults(page), name


def test_the_pages_beside_the_story(tmp_path: Path) -> None:
    """A wrong login, a link that has ended, no page at all, what an engineer pastes, the post-mortem."""
    with ExitStack() as ends:
        hub = ends.enter_context(world(tmp_path))
        server = ends.enter_context(served(tmp_path))
        page = ends.enter_context(person(ends.enter_context(chromium()), server.base, []))
        page.goto("/login")
        page.get_by_label("Name").fill("lead")
        page.get_by_label("Password").fill("wrong")
        page.keyboard.press("Enter")
        page.get_by_role("alert").wait_for()
        _sound(page, "login-wrong")
        page.goto(f"/link/{hub.tokens['revoked']}")
        _sound(page, "link-ended")
        token = hub.desk.state.begin(hub.clock() + 3600, user="lead")
        page.context.add_cookies([{"name": "farhand", "value": token, "url": server.base}])
        page.goto("/nothing")
        _sound(page, "message")
        page.goto(f"/cases/{MINE}")
        page.get_by_label("Paste what came back").fill(
            "connect to 10.0.0.5 port 5432 failed: Connection refused"
        )
        page.get_by_role("button", name="Take the answer").click()
        page.get_by_role("heading", name="What was understood").wait_for()
        _sound(page, "answer")
        page.goto(f"/cases/{MINE}/post-mortem")
        _sound(page, "post-mortem")
