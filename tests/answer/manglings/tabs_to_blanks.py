"""Tabs are shown as blanks."""


def mangle(text: str) -> str:
    return text.expandtabs(8)
