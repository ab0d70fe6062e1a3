"""What a customer's security team asks for, made from the code: as Markdown and as a page.

What it says is gathered by the parts in `pack/`; this lays it out, with everything escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from farhand.bundle import pack
from farhand.bundle.pack import Block, Code, Lines, Scope, Table
from farhand.faces import escape

#: A piece of a text, and whether it is code.
Pieces = tuple[tuple[str, bool], ...]


def title(scope: Scope) -> str:
    name = f"{scope.app.name} {scope.app.version}".strip() if scope.app else "Farhand"
    return f"Security pack: {name}"


def markdown(scope: Scope) -> str:
    """The whole pack as Markdown. The same scope and code give the same text."""
    lines = [f"# {escape.markdown(title(scope))}", ""]
    for heading, blocks in pack.parts(scope):
        lines += [f"## {escape.markdown(heading)}", ""]
        for block in blocks:
            lines += [*_markdown(block), ""]
    return "\n".join(lines).rstrip() + "\n"


def html(scope: Scope) -> str:
    """The whole pack as one page that loads nothing and runs no script."""
    from farhand.faces import rendering

    parts = [(f"p{n}", heading, blocks) for n, (heading, blocks) in enumerate(pack.parts(scope), 1)]
    kinds = {"lines": Lines, "table": Table, "code": Code}
    return rendering.page(
        "security_pack.html",
        ("report.css", "security_pack.css"),
        title=title(scope),
        parts=[(at, heading, [_kind(block, kinds) for block in blocks]) for at, heading, blocks in parts],
        pieces=pieces,
    )


def pieces(text: str) -> Pieces:
    """A text in which what stands between backticks is code."""
    parts = text.split("`")
    return tuple((part, number % 2 == 1) for number, part in enumerate(parts) if part)


def _kind(block: Block, kinds: dict[str, type]) -> tuple[str, Block]:
    return next((name for name, kind in kinds.items() if isinstance(block, kind)), "text"), block


def _markdown(block: Block) -> Iterator[str]:
    if isinstance(block, str):
        yield _inline(block)
    elif isinstance(block, Lines):
        yield from (f"- {_inline(line)}" for line in block.lines)
    elif isinstance(block, Table):
        yield _row(block.header)
        yield "|" + "---|" * len(block.header)
        yield from (_row(row) for row in block.rows)
    else:
        fence = "`" * max(3, 1 + max(map(len, re.findall("`+", block.text)), default=0))
        yield from (_inline(block.says), "", f"{fence}text", escape.terminal(block.text), fence)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(map(_inline, cells))} |"


def _inline(text: str) -> str:
    return "".join(_code(part) if is_code else escape.markdown(part) for part, is_code in pieces(text))


def _code(text: str) -> str:
    """A span of code; a bar would still end the cell of a table."""
    return f"`{''.join(c if c.isprintable() else ' ' for c in text)}`".replace("|", "\\|")
