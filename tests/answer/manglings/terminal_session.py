"""A whole terminal session: prompts, the command as it was typed, then its output."""

from farhand import framing


def mangle(text: str) -> str:
    script = framing.typed(framing.frame(framing.words("tcp", "payments"), "echo hello\ncurl -v https://x"))
    first, *rest = script.splitlines()
    echo = "\n".join([f"[root@web-1 ~]# {first}", *(f"> {line}" for line in rest)])
    return f"Last login: Mon Nov 24 10:00:00 2025\n{echo}\n{text}[root@web-1 ~]# exit\nlogout\n"
