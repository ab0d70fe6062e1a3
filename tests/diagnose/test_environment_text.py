"""A printed environment against the declared variables."""

from __future__ import annotations

from farhand import environment_text
from farhand.model import App, Variable

APP = App(
    "app",
    env=(
        Variable("DATABASE_URL", required=True, secret=True, format="url", aliases=("DB_URL",)),
        Variable("EXPORT", format="bool"),
        Variable("RULES", format="json"),
    ),
)


def _causes(text: str) -> list[str]:
    return [clue.cause for clue in environment_text.clues(text, "stdin", APP)]


def test_a_value_of_the_wrong_form_is_told_without_the_value() -> None:
    text = "$ env | sort\nDATABASE_URL=postgres://app:s3cret@db/app\nEXPORT=enabledd\nPATH=/bin\n"
    (clue,) = environment_text.clues(text, "stdin", APP)
    assert (clue.cause, clue.line) == ("config.value_malformed", 3)
    assert "enabledd" not in f"{clue.lines} {clue.why} {clue.params}"


def test_a_name_given_in_the_place_of_another_one() -> None:
    assert _causes("$ env | cut -d= -f1 | sort\nDB_URL\nPATH\n") == ["config.env_misnamed"]


def test_missing_only_where_the_environment_is_the_apps() -> None:
    assert _causes("$ printenv\nEXPORT=true\nPATH=/bin\n") == ["config.env_missing"]
    assert _causes("$ printenv\nPATH=/bin\nHOME=/root\n") == []


def test_a_name_without_its_value_and_a_masked_one_are_not_judged() -> None:
    assert _causes("$ env | cut -d= -f1\nDATABASE_URL\nEXPORT\n") == []
    assert _causes("$ env\nDATABASE_URL=***\nEXPORT=<redacted>\n") == []


def test_a_value_of_several_lines_that_was_sorted() -> None:
    text = '$ env | sort\n  "a": 1\nDATABASE_URL=postgres://db/app\nRULES={\n}\n'
    assert _causes(text) == []


def test_without_a_prompt_or_a_declaration_nothing_is_said() -> None:
    assert _causes("EXPORT=enabledd\n") == []
    assert environment_text.clues("$ env\nEXPORT=enabledd\n", "stdin", None) == []
