"""UTF-8 taken for Windows-1252."""


def mangle(text: str) -> str:
    return "Grüße\n".encode().decode("cp1252") + text.encode().decode("cp1252", "replace")
