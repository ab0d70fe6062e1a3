"""Line ends of Windows."""


def mangle(text: str) -> str:
    return text.replace("\n", "\r\n")
