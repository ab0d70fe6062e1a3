"""A fence of back-ticks."""


def mangle(text: str) -> str:
    return f"here you go\n```sh\n{text}```\nthanks\n"
