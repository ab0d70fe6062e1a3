"""Secrets planted in every form that records have: none may be seen in the output, the ring or the errors."""

from __future__ import annotations

import base64
import io
import json
import logging
import pickle
from collections.abc import Callable
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from farhand.embed import secrets
from farhand.embed.process import Process
from farhand.embed.records import JsonFormatter, TextFormatter, context, query
from farhand.embed.records.errors import Errors
from farhand.embed.records.guards import Full
from farhand.embed.records.ring import Ring, RingHandler
from farhand.redact import Redactor, policy, rules, shapes
from farhand.redact.harmless import Harmless
from tests.redact.samples import KEEPS, LEAKS, SHAPED

Make = Callable[..., Process]
SECRET = 'Zq7"xKp4/vR9m wü\\n'
FORMS = {
    "as it is": SECRET,
    "url": quote(SECRET, safe=""),
    "url, plus": quote_plus(SECRET),
    "url twice": quote(quote(SECRET, safe=""), safe=""),
    "json": json.dumps(SECRET),
    "json, not ascii": json.dumps(SECRET, ensure_ascii=False),
    "json in json": json.dumps({"m": json.dumps({"x": SECRET})}),
    "repr": repr(SECRET),
    "repr of bytes": repr(SECRET.encode()),
    "base64": base64.b64encode(SECRET.encode()).decode(),
    "base64 of user and password": base64.b64encode(f"u:{SECRET}".encode()).decode(),
    "base64 for urls": base64.urlsafe_b64encode(b"ab" + SECRET.encode()).decode(),
    "hex": SECRET.encode().hex(),
    "in colours": f"\x1b[1m{SECRET[:5]}\x1b[31m{SECRET[5:]}\x1b[0m",
    "html": SECRET.replace('"', "&quot;"),
}
#: Any of these seen means that the secret, or most of it, was seen.
ENCODED = [form for name, form in FORMS.items() if name.startswith(("base64", "hex"))]
TRACES = ("Zq7", "xKp4", "vR9m", *ENCODED)


class Holder:
    def __init__(self, text: str) -> None:
        self.text = text

    def __repr__(self) -> str:
        return f"Holder({self.text})"


def _raise(text: str) -> None:
    local_variable = text  # noqa: F841  its value must not be in the stack
    raise ValueError(f"cannot use {text}")


def log_everywhere(logger: logging.Logger, form: str) -> None:
    logger.info(form)
    logger.info(f"glued{form}glued")
    logger.info("%s", form)
    logger.info("%r", form)
    logger.info({"inside": form})
    logger.info(Holder(form))
    logger.info("%s %d", form, "no number")
    logger.info("x", extra={"field": form})
    logger.info("x", extra={"field": {"deep": [{"er": (form,)}]}})
    logger.info("x", extra={"field": {form: 1}})
    logger.info("x", extra={form: 1})
    logger.info("x", extra={"field": form.encode("utf-8", "surrogatepass")})
    logger.info("x", extra={"field": Holder(form)})
    logger.info("y" * 20_000 + form)
    logger.getChild(form).info("x")
    try:
        try:
            _raise(form)
        except ValueError as error:
            raise RuntimeError("outer") from error
    except RuntimeError:
        logger.exception("failed")
    token = context.begin("", form)
    logger.info("x")
    context.end(token)


@pytest.mark.matrix(2)
@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
@pytest.mark.parametrize("redact", ["declared", "full", "text"])
def test_nowhere(form: str, redact: str, make: Make) -> None:
    process = make(folder=False)
    secrets.secret(SECRET)
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(TextFormatter() if redact == "text" else JsonFormatter(redact=redact))
    logger = logging.Logger("leaks", logging.DEBUG)
    logger.manager = logging.Manager(logger)  # type: ignore[arg-type]  # its children go to it
    logger.addHandler(handler)
    logger.addHandler(RingHandler())
    log_everywhere(logger, form)
    guard = Full()
    ring = json.dumps(query.rows(process.of(Ring), query.Query(limit=1000), guard), ensure_ascii=False)
    errors = json.dumps(process.of(Errors).rows(guard.text), ensure_ascii=False)
    assert len(process.of(Ring).rows) >= 16
    for place, text in (("output", stream.getvalue()), ("ring", ring), ("errors", errors)):
        assert not [trace for trace in TRACES if trace in text], place
    assert "<password:" in stream.getvalue()


def test_a_secret_that_is_registered_later_is_hidden_in_records_from_before(make: Make) -> None:
    process = make(folder=False)
    RingHandler().handle(logging.LogRecord("a", 20, "f", 1, "early %s", ("Late-Secret-77",), None))
    process.of(Errors).note(ValueError("early Late-Secret-77"))
    secrets.secret("Late-Secret-77")
    guard = Full()
    assert "Late" not in json.dumps(query.rows(process.of(Ring), query.Query(), guard))
    assert "Late" not in json.dumps(process.of(Errors).rows(guard.text))
    assert secrets.mark("Late-Secret-77") in query.rows(process.of(Ring), query.Query(), guard)[0]["message"]


def test_nobody_can_try_out_a_secret_by_searching_for_it(make: Make) -> None:
    process = make(folder=False)
    secrets.secret("Late-Secret-77")
    RingHandler().handle(logging.LogRecord("a", 20, "f", 1, "early Late-Secret-77", (), None))
    assert not query.rows(process.of(Ring), query.Query(text="late-secret"), Full())
    assert query.rows(process.of(Ring), query.Query(text="early"), Full())


def test_declared_and_secret_sounding_variables(make: Make) -> None:
    process = make('[app]\nname = "x"\n[env.ODD]\nsecret = true\n[env.PLAIN]\n', folder=False)
    environment = {
        "ODD": "declared-value-1",
        "PLAIN": "shown-value-2",
        "DATABASE_URL": "postgres://app:p%40ss-word-3@db/x",
        "DB_PASSWORD": "sounds-secret-4",
        "MY_TOKEN": "tok-5-abcdef123456",
        "TOKEN_TTL": "3600-seconds",
        "PASSWORD_FILE": "/run/secrets/password",
    }
    known = secrets.declared(process.app, environment)
    assert {"declared-value-1", "p%40ss-word-3", "p@ss-word-3", "sounds-secret-4"} <= known
    assert "tok-5-abcdef123456" in known
    assert not {"shown-value-2", "3600-seconds", "/run/secrets/password"} & known
    assert known is secrets.known(), "what is registered later is in it, too"


def test_secret_gives_its_value_back() -> None:
    class Wrapped:
        def get_secret_value(self) -> str:
            return "wrapped-secret-1"

    wrapped = Wrapped()
    for value in ("text-secret-2", b"bytes-secret-3", wrapped, 17, None, "abc", ""):
        assert secrets.secret(value) is value
    assert secrets.mask("wrapped-secret-1 text-secret-2 bytes-secret-3").count("<password:") == 3
    assert secrets.mask("abc and postgres stay") == "abc and postgres stay"


def test_marks_are_those_of_the_redactor() -> None:
    secrets.secret("steady-secret-1")
    redactor = Redactor({"steady-secret-1"}, secrets.key())
    assert secrets.mask("a steady-secret-1 b") == redactor.text("a steady-secret-1 b")
    assert secrets.mask(secrets.mask("steady-secret-1")) == secrets.mask("steady-secret-1")


def test_passwords_in_urls_and_bearer_tokens_need_no_declaration() -> None:
    text = "to https://bob:pass-word-9@h/x with Authorization: Bearer abc123def456ghi; mail bob@example.com"
    said = secrets.mask(text)
    assert "pass-word-9" not in said
    assert "abc123def456ghi" not in said
    assert "bob@example.com" in said


@pytest.mark.parametrize("name", ["password", "db_password", "apiKey", "client_secret"])
def test_a_field_with_a_name_that_hides(name: str) -> None:
    record = logging.LogRecord("a", 20, "f", 1, "x", (), None)
    record.__dict__[name] = "nobody knows me"
    record.__dict__["nested"] = {name: ["or", "me"], "n": 1}
    line = JsonFormatter().format(record)
    assert "nobody" not in line
    assert '"or"' not in line
    assert '"n":1' in line


def test_the_values_of_variables_are_not_in_a_stack() -> None:
    try:
        _raise("plain")
    except ValueError as error:
        record = logging.LogRecord("a", 40, "f", 1, "x", (), (type(error), error, error.__traceback__))
    line = JsonFormatter().format(record)
    assert "cannot use plain" in line
    assert "local_variable = 'plain'" not in line


def test_a_process_keeps_nothing_of_the_app_alive(make: Make) -> None:
    import gc
    import weakref

    class Big:
        pass

    make(folder=False)
    big = Big()
    gone = weakref.ref(big)
    handler = RingHandler()
    try:
        raise ValueError(big)
    except ValueError as error:
        record = logging.LogRecord("a", 20, "f", 1, "%s", (big,), (type(error), error, error.__traceback__))
    record.__dict__["extra"] = {"deep": [big]}
    handler.handle(record)
    del big, record
    gc.collect()
    assert gone() is None
    pickle.dumps(list(handler._ring.rows))


# What lets the redactor run on the record path: a proof that no rule can find anything.

HARMLESS, REDACTOR = Harmless(), Redactor()


@pytest.mark.parametrize("line", [*LEAKS, *(f"found {key} there" for key in SHAPED)])
def test_nothing_that_a_rule_finds_is_called_harmless(line: str) -> None:
    for text in (line, line.upper(), f"x\n{line}\ny", f"ü {line}"):
        found = any(span.end > span.start for span in rules.in_text(text))
        for asked in ([text], ["a", text], [text]):  # the last time every run of letters is known
            assert not found or not HARMLESS.passes(asked), text


BEYOND = sorted(
    {one for rule in rules.of(frozenset({policy.SECRET})) for one in rule.ANCHORS if not one.isascii()}
)
SIGNS = (": ", ":", "=", " = ", "：", "\t", '": "', "':'", '="', " is ", "は", "는", " - ", " ", "\n")


@pytest.mark.parametrize("word", BEYOND)
def test_words_of_other_alphabets_are_suspected_in_any_case(word: str) -> None:
    """Alphabets without small letters have one case; most signs hide the value, and each is asked twice."""
    spelled = dict.fromkeys((word, word.upper(), word.title(), word.capitalize(), word.swapcase()))
    keys = [f"{before}{one}{sign}" for before in ("", "ü ", "\0") for one in spelled for sign in SIGNS]
    texts = [f"{key}{value}" for key in keys for value in ("0", "geheim123X")]
    hidden = [text for text in texts if REDACTOR.text(text) != text]
    assert len(hidden) > len(texts) / 4
    assert not [text for text in hidden if HARMLESS.passes([text]) or HARMLESS.passes([text])]


def test_a_text_goes_on_after_nul_as_after_a_line_end() -> None:
    """As in a dumped environment."""
    text = "TERM=xterm\0localhost:5432:*:app:hunter2secret"
    assert REDACTOR.text(text) != text
    assert not HARMLESS.passes([text])


def test_plain_texts_are_called_harmless() -> None:
    assert sum(HARMLESS.passes([line]) for line in KEEPS) > 0.9 * len(KEEPS)


@settings(max_examples=50, deadline=None)
@given(st.data())
def test_keys_of_every_shape_are_suspected(data: st.DataObject) -> None:
    kind, _, pattern = data.draw(st.sampled_from(shapes.SHAPES))
    compiled = shapes._compiled(kind, pattern)
    key = data.draw(st.from_regex(pattern, fullmatch=True))
    text = f"a {key} b"
    if compiled.search(text) and any(rules.in_text(text)):
        assert not HARMLESS.passes([text])


TORN = [line.replace("=", "= ").replace(":", ": ").split() for line in LEAKS]
WORDS = st.sampled_from([*(word for words in TORN for word in words), "the", "took", "12"])


@settings(max_examples=600, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=8), st.sampled_from([" ", "", "\n", "="]), st.text(max_size=6))
@example(["Κωδικός:"], " ", "0")
def test_harmless_texts_are_left_alone_by_the_redactor(words: list[str], joint: str, more: str) -> None:
    text = joint.join([*words, more])
    if HARMLESS.passes([text]):
        assert REDACTOR.text(text) == text


@settings(max_examples=300, deadline=None)
@given(st.text(min_size=6, max_size=30), st.text(max_size=20), st.sampled_from(range(5)))
def test_what_is_hidden_is_never_passed_by_the_fast_part(value: str, around: str, form: int) -> None:
    secrets.known().clear()
    secrets.secret(value)
    secrets._Watch.now = None
    try:
        spelled = [
            value,
            quote(value.encode("utf-8", "surrogatepass"), safe=""),
            json.dumps(value)[1:-1],
            base64.b64encode(value.encode("utf-8", "surrogatepass")).decode(),
            repr(value)[1:-1],
        ][form]
        text = f"{around} {spelled} {around}"
        redacted = Redactor({value}, secrets.key())
        found = [span for each in redacted._declared() for span in each.find(text, text.lower())]
        if found:
            assert not secrets.passes([text])
    finally:
        secrets.known().clear()
