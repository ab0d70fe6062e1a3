"""What was hidden, counted by class, with samples that show a line as it was and as it leaves."""

from __future__ import annotations

import io

from farhand.redact import Policy, Redactor, Tally

LINE = "user=ann@example.com password=hunter2secret from 10.1.2.3"


def tallied(text: str, profile: str = "default") -> Tally:
    tally = Tally()
    Redactor(key=b"k" * 32, policy=Policy(profile)).stream(io.BytesIO(text.encode()), io.BytesIO(), tally)
    return tally


def test_every_class_is_counted() -> None:
    assert tallied(f"{LINE}\n" * 50).counts == {"email": 50, "password": 50}
    assert tallied(LINE, "strict").counts == {"email": 1, "password": 1, "ipv4": 1}
    assert tallied("nothing here").counts == {}


def test_a_sample_shows_the_line_as_it_leaves() -> None:
    samples = tallied(f"before\n{LINE}\n" * 9).samples
    assert [s.kind for s in samples] == ["email", "password"] * 3
    for sample in samples:
        assert sample.before == LINE
        assert "hunter2secret" not in sample.after
        assert "ann@" not in sample.after
        assert sample.after.endswith(" from 10.1.2.3")
