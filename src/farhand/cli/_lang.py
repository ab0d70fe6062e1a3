"""The option --lang: the language of the person at the terminal, or of the one that is written to."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from farhand import words

#: What a person may answer to a question, in every language that there is.
YES, NO = ("y", "yes", "j", "ja"), ("n", "no", "nein")


def lang_option(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--lang",
        metavar="LANG",
        help="answer in this language: en, de (default: FARHAND_LANG, else the system's)",
    )


def their_lang_option(parser: ArgumentParser) -> None:
    """For what is written to a customer: that is not the language of whoever writes it."""
    parser.add_argument(
        "--lang",
        dest="their_lang",
        metavar="LANG",
        help="the language of the one it is for: en (default), de",
    )


def their_language(args: Namespace, known: str = "") -> str:
    """That of `--lang`, else the one that is known of them, else English. Raises Mistake."""
    return words.chosen(args.their_lang or known or words.ENGLISH, {})
