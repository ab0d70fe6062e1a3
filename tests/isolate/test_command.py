"""The start command with a port of our own in it."""

from __future__ import annotations

import pytest

from farhand.isolate.start.command import made

PORT = 45001


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("gunicorn app:app", "gunicorn --bind 127.0.0.1:45001 app:app"),
        ("gunicorn -b 0.0.0.0:80 -w 4 app:app", "gunicorn --bind 127.0.0.1:45001 -w 4 app:app"),
        ("gunicorn -b0.0.0.0:80 --bind=unix:/run/x app:app", "gunicorn --bind 127.0.0.1:45001 app:app"),
        ("/srv/venv/bin/gunicorn3 app:app", "/srv/venv/bin/gunicorn3 --bind 127.0.0.1:45001 app:app"),
        ("python -m uvicorn app:app --port 80 --host 0.0.0.0",
         "python -m uvicorn --host 127.0.0.1 --port 45001 app:app"),
        ("uv run uvicorn app:app --uds=/run/x.sock", "uv run uvicorn --host 127.0.0.1 --port 45001 app:app"),
        ("hypercorn -b 0.0.0.0:80 app:app", "hypercorn --bind 127.0.0.1:45001 app:app"),
        ("daphne -b 0.0.0.0 -p 80 app:app", "daphne -b 127.0.0.1 -p 45001 app:app"),
        ("waitress-serve --listen=*:80 app:app", "waitress-serve --listen=127.0.0.1:45001 app:app"),
        ("flask --app app run -p 80", "flask --app app run --host 127.0.0.1 --port 45001"),
        ("python manage.py runserver 0.0.0.0:80", "python manage.py runserver 127.0.0.1:45001"),
        ("python manage.py runserver --noreload", "python manage.py runserver --noreload 127.0.0.1:45001"),
        ("puma -p 80 config.ru", "puma -b tcp://127.0.0.1:45001 config.ru"),
        ("./billing --listen :{port}", "./billing --listen :45001"),
    ],
)  # fmt: skip
def test_the_port_is_ours(text: str, words: str) -> None:
    start = made(text, PORT)
    assert " ".join(start.words) == words
    assert start.is_ours


@pytest.mark.parametrize("text", ["node server.js", "java -jar app.jar", "flask db upgrade", "./billing"])
def test_only_the_variables_say_it(text: str) -> None:
    start = made(text, PORT)
    assert " ".join(start.words) == text
    assert dict(start.environ)["PORT"] == "45001"
    assert not start.is_ours
    assert made(text, PORT, "BILLING_PORT").is_ours
    assert dict(made(text, PORT, "BILLING_PORT").environ)["BILLING_PORT"] == "45001"


@pytest.mark.parametrize(
    "text", ["cd /srv && gunicorn app:app", "A=1 ./billing", "./billing > log", "./billing $X"]
)
def test_what_only_a_shell_understands(text: str) -> None:
    assert made(text, PORT).words == ("sh", "-c", text)


@pytest.mark.parametrize("text", ["", "   ", "gunicorn 'app"])
def test_what_is_no_command(text: str) -> None:
    with pytest.raises(ValueError):
        made(text, PORT)
