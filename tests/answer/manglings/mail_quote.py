"""Quoted in a reply."""


def mangle(text: str) -> str:
    quoted = "".join(f"> {line}".rstrip() + "\n" for line in text.splitlines())
    return f"Hi Ann,\n\nOn Mon, Ann wrote:\n{quoted}\nBest, Bob\n"
