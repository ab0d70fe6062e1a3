"""A kit is read by a security team: shellcheck has nothing to say of it, and its words stay words."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from farhand import commands, declare, kit
from tests.conftest import need_tool
from tests.kit import made

ROOT = Path(__file__).parents[2]
PLATFORMS = [
    ("bare", ""),
    ("systemd", "billing.service"),
    ("docker", "web"),
    ("compose", "web"),
    ("kubernetes", "ns/p/c"),
]


@pytest.mark.parametrize(("platform", "target"), PLATFORMS, ids=lambda word: word.replace("/", "-"))
def test_shellcheck_has_nothing_to_say(platform: str, target: str, tmp_path: Path) -> None:
    text = made.text({"one": "echo one", "two": "exit 1"}, platform=platform, target=target)
    checked(text)


EVERYTHING = """
[app]
name = "billing"
[env.DATABASE_URL]
secret = true
[env.CACHE_URL]
[env.API_URL]
[env.DATA]
[dependencies.database]
kind = "postgres"
url = "${DATABASE_URL}"
[dependencies.cache]
kind = "redis"
url = "${CACHE_URL}"
[dependencies.payments]
kind = "http"
url = "${API_URL}"
[dependencies.rates]
kind = "http"
url = "https://rates.example.com/"
[dependencies.data]
kind = "directory"
path = "${DATA}"
[dependencies.ledger]
kind = "sqlite"
path = "/var/lib/billing/ledger.db"
[dependencies.queue]
kind = "tcp"
host = "queue.example.com"
port = 5000
[dependencies.names]
kind = "dns"
host = "queue.example.com"
[dependencies.orders]
kind = "mysql"
url = "mysql://app:secret@orders.example.com/shop"
tables = ["orders"]
[dependencies.events]
kind = "kafka"
url = "kafka.example.com:9092"
topics = ["orders"]
[dependencies.jobs]
kind = "amqp"
url = "amqp://app:secret@queue.example.com/shop"
queues = ["orders"]
[dependencies.sensors]
kind = "mqtt"
url = "mqtt://app:secret@broker.example.com"
topics = ["plant/+"]
[dependencies.bus]
kind = "nats"
url = "nats://app:secret@bus.example.com"
streams = ["ORDERS"]
[dependencies.mail]
kind = "smtp"
url = "smtp://app:secret@mail.example.com:587"
from = "billing@example.com"
[dependencies.licence]
kind = "license"
path = "/etc/billing/license.json"
[dependencies.certificate]
kind = "tls"
host = "queue.example.com"
port = 443
"""


def everything(folder: Path) -> str:
    """The kit of a declaration with every kind that has a command, and one of them twice."""
    (folder / "farhand.toml").write_text(EVERYTHING)
    app = declare.load(folder / "farhand.toml")
    return kit.kit(app, commands.of_app(app), app.platform, app.target)


def test_the_kit_of_a_whole_declaration_parses_and_shellcheck_has_nothing_to_say(tmp_path: Path) -> None:
    text = everything(tmp_path)
    for shell in (
        ["dash", "-n"],
        ["bash", "--posix", "-n"],
        ["busybox", "sh", "-n"],
        ["ksh93", "-n"],
        ["mksh", "-n"],
    ):
        need_tool(shell[0])
        subprocess.run(shell, input=text.encode(), check=True, stderr=subprocess.DEVNULL)
    checked(text)


def test_what_checks_share_stands_there_once(tmp_path: Path) -> None:
    text = everything(tmp_path)
    (definitions,) = re.findall(r"(?ms)^kit_shared\(\) \{\n(.*?)^\} # end of kit_shared$", text)
    bodies = re.findall(r"(?ms)^check_\d+\(\) \{\n(.*?)^\} # end of check_\d+$", text)
    libraries = "".join(part for _, part in re.findall(r"(?ms)^#== (\w+): (.*?)^#== end of \1$", text))
    names = re.findall(r"(?m)^([a-z_0-9]+)\(\) \{", libraries + definitions)
    assert {"fh_has", "fh_tcp", "fh_var"} <= set(names)
    assert len(names) == len(set(names))
    for body in bodies:
        local = re.findall(r"(?m)^([a-z_0-9]+)\(\) \{", definitions)
        called = [name for name in local if re.search(rf"(?<![\w-]){name}(?![\w-])", body)]
        assert body.startswith("kit_shared\n") or not called
        assert not set(called) & set(re.findall(r"(?m)^([a-z_0-9]+)\(\) \{", body))


def checked(text: str) -> None:
    done = subprocess.run(
        [need_tool("shellcheck"), "-s", "sh", "-S", "style", "-"],
        input=text.encode(),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout.decode()


def test_the_same_declaration_gives_the_same_bytes() -> None:
    assert made.text({"one": "echo"}) == made.text({"one": "echo"})
    assert made.text({"one": "echo"}) != made.text({"one": "echo "})


def test_the_top_says_what_it_is_in_plain_words() -> None:
    top = made.text({"one": "echo"}).split("\n\n")[0]
    words = " ".join(line.lstrip("# ") for line in top.splitlines())
    for said in (
        "Questions to the surroundings of billing 2.4.1.",
        "It writes no file, changes no setting, and sends nothing to anybody",
        "support@vendor.example",
        "replaced by <secret>",
        "sh kit.sh --dry-run",
        "It connects to:",
    ):
        assert said in words


@pytest.mark.parametrize(
    "evil", ["x\n; touch HERE", "$(touch HERE)", "`touch HERE`", "'; touch HERE; '", "a\rb", "\u202eevil"]
)
def test_words_of_a_declaration_stay_words(evil: str, tmp_path: Path) -> None:
    """Names, reasons and contacts from a declaration are comments and quoted words, whatever is in them."""
    from farhand.commands import Asked
    from farhand.model import App, Command, Dependency

    evil = evil.replace("HERE", str(tmp_path / "touched"))
    app = App(evil, evil, contact=evil)
    one = Asked(
        evil, evil, Command("echo ran", evil, 5, evil, evil, (evil,)), Dependency(evil, evil, run_by="vendor")
    )
    (tmp_path / "kit.sh").write_text(kit.kit(app, [one], "bare", ""), "utf-8")
    for words in ([], ["--list"], ["--help"], ["--dry-run"]):
        made.run(tmp_path / "kit.sh", *words)
    (frame,) = made.frames(made.run(tmp_path / "kit.sh").stdout)
    assert frame.body == "ran"
    assert not (tmp_path / "touched").exists()
    assert "\u202e" not in (tmp_path / "kit.sh").read_text("utf-8")


def test_no_line_is_too_long_to_read() -> None:
    text = made.text({"one": "echo"})
    assert [line for line in text.splitlines() if len(line) > 160] == []
