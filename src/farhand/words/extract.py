"""Brings the catalogues up to date with the code: `python -m farhand.words.extract`, by Babel.

New texts come in without a translation, which the tests then miss; what is said nowhere any more goes out.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from farhand.words import compiling, sources
from farhand.words.sources import Text

#: A head without dates: the same texts and translations give the same bytes.
_HEAD = """\
# What Farhand says to people, in another language. Kept up to date by `python -m farhand.words.extract`:
# write the msgstr lines, nothing else. What stays as it is has the same msgstr as msgid.
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Language: {language}\\n"
"Plural-Forms: {plural}\\n"

"""


def templates(texts: Iterable[Text]) -> Mapping[str, Catalog]:
    """For each catalogue all its texts, without translations."""
    made = {path.stem: Catalog(fuzzy=False) for path in compiling.sources()}
    for text in texts:
        known = made[text.catalogue]
        english = (text.english, text.plural) if text.plural else text.english
        known.add(english, locations=[(text.file, 0)], context=text.context or None)
    return made


def updated(source: Path, template: Catalog) -> bytes:
    """A catalogue with the texts of the template and the translations that it had."""
    with source.open("rb") as file:
        had = read_po(file, locale=source.parts[-3])
    made = Catalog(locale=source.parts[-3], fuzzy=False)
    for message in template:
        if message.id:
            old = had.get(message.id, message.context)
            same = old.string if old is not None else message.string
            made.add(message.id, same, message.locations, context=message.context)
    held = io.BytesIO()
    write_po(held, made, width=100, include_lineno=False, omit_header=True)
    head = _HEAD.format(language=source.parts[-3], plural=made.plural_forms)
    return head.encode() + held.getvalue()


def main() -> None:
    made = templates(sources.every())
    for source in compiling.sources():
        source.write_bytes(updated(source, made[source.stem]))
        print(f"{source.parts[-3]} {source.stem}: {len(made[source.stem])} texts")


if __name__ == "__main__":
    main()
