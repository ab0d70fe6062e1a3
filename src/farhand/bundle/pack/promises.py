"""What is promised, and the test that holds each promise."""

from __future__ import annotations

from collections.abc import Iterator

from farhand.bundle.pack import Block, Scope, Table

TITLE, ORDER = "Promises, and the tests that hold them", 95
#: The promise, and the file of the test in the source of Farhand.
PROMISES = (
    ("Sockets are opened in one room of the code only; the imports run one way", "tests/test_layers.py"),
    ("Masked are secrets in all forms; what only looks like one survives", "tests/redact/test_redactor.py"),
    ("After an error nothing more is written; all else is as before", "tests/redact/test_stream.py"),
    ("No output holds a secret of variable, address, header or error", "tests/hostile/test_secrets.py"),
    ("What stands in evidence is shown harmless on every face", "tests/hostile/test_faces.py"),
    ("Any text that is read costs time only as it is long", "tests/hostile/test_any_text.py"),
    ("A self-test ends within its time, whatever does not answer", "tests/hostile/test_in_time.py"),
    ("It runs without tools, home, IPv6 or a writable disk", "tests/hostile/test_surroundings.py"),
    ("A full disk or a closed stream never looks like success", "tests/hostile/test_streams.py"),
    ("Without a credential there is no endpoint in the app", "tests/embed/test_guard.py"),
    ("What an app loads needs nothing but the standard library", "tests/embed/test_alone.py"),
    ("Of planted secrets of some 160 kinds at most one in fifty is left", "tests/redaction/test_corpus.py"),
    ("A process that is killed while it redacts lets nothing through", "tests/redact/test_parallel.py"),
    ("A bundle connects and writes only where its plan says", "tests/bundle/test_promises.py"),
    ("What does not answer costs only its own time; nothing goes on", "tests/bundle/test_ways.py"),
    ("An altered bundle is told", "tests/bundle/test_verify.py"),
    ("No archive can write outside of the folder it is opened in", "tests/bundle/test_opening_hostile.py"),
    ("The real age and openssl open and check what is sealed here", "tests/bundle/test_sealing.py"),
    ("A private key is for its owner alone and never written over", "tests/cli/test_key.py"),
    ("The facts for a mail are always redacted and below 100 KB", "tests/bundle/test_facts.py"),
    ("What was cut off or altered on its way is told, never misread", "tests/bundle/test_armor.py"),
    ("The review shows every item and loads nothing", "tests/bundle/test_review.py"),
    ("This pack says what the code does", "tests/bundle/test_security_pack.py"),
)  # fmt: skip


def part(scope: Scope) -> Iterator[Block]:
    yield "Each promise is held by a test in the source of this version, which anybody can run:"
    yield Table(("Promise", "Test"), PROMISES)
