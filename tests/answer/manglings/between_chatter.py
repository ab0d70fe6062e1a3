"""Between chatter and log lines."""


def mangle(text: str) -> str:
    log = "2026-11-20 08:14:41 INFO pool ready\n" * 3
    return f"\ufeffHello,\nthis is what came:\n{log}{text}{log}Kind regards,\nBob -- Customer Ltd.\n"
