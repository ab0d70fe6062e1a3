"""A field of a line of JSON is the same whether the line is parsed or only looked at."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from farhand.logs.formats import json_lines

KEYS = st.sampled_from(["tenant", "a", "message", "a.tenant", "ten"])
TEXTS = st.one_of(
    st.sampled_from(
        ["t-7", "tenant", '"tenant":"t-7"', "{", "}", ":", "", "é", "\\", 'x"', '","tenant":"t-7']
    ),
    st.text(max_size=8),
)
VALUES: st.SearchStrategy[Any] = st.one_of(
    TEXTS, st.integers(), st.none(), st.booleans(), st.lists(TEXTS, max_size=2), st.dictionaries(KEYS, TEXTS)
)


@given(
    record=st.dictionaries(KEYS, VALUES, max_size=5),
    name=KEYS,
    spaced=st.booleans(),
    escaped=st.booleans(),
    cut=st.integers(0, 12),
)
def test_it_is_what_the_parser_finds(
    record: dict[str, Any], name: str, spaced: bool, escaped: bool, cut: int
) -> None:
    separators = (", ", ": ") if spaced else (",", ":")
    line = json.dumps(record, ensure_ascii=escaped, separators=separators).encode("utf-8", "surrogatepass")
    line = line[: len(line) - cut]  # a last line that is still being written
    found = json_lines._flat(line, name.encode())
    if found is not None:
        assert found == json_lines._parsed(line, name.encode())
