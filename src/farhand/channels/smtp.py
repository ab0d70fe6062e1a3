"""One mail to one server, encrypted before anything is said; tried again where that may help.  I/O."""

from __future__ import annotations

import smtplib
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from farhand.errors import Mistake
from farhand.target import is_loopback

TRIES, FIRST, TIMEOUT = 4, 2.0, 30.0


@dataclass(frozen=True)
class Server:
    """Where mail is handed in. `tls`: from the first byte (smtps), else by STARTTLS."""

    host: str
    port: int
    tls: bool = False
    user: str = ""
    password: str = ""

    @property
    def plain_is_fine(self) -> bool:
        """On this machine nobody listens in."""
        return is_loopback(self.host) and not self.user


def server(url: str, name: str, password: str = "") -> Server:
    """smtp://USER@HOST:587 (STARTTLS) or smtps://USER@HOST:465. Raises Mistake that does not repeat it."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        raise Mistake(f"{name} cannot be read; write smtp://USER@HOST:587 or smtps://USER@HOST:465") from None
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise Mistake(f"{name} must be smtp://USER@HOST:587 or smtps://USER@HOST:465")
    tls = parts.scheme == "smtps"
    secret = password or unquote(parts.password or "")
    return Server(parts.hostname, port or (465 if tls else 587), tls, unquote(parts.username or ""), secret)


def hand_in(mail: EmailMessage, where: Server, wait: Callable[[float], None] = time.sleep) -> tuple[str, int]:
    """What the server said, and after how many tries. Raises Mistake where it did not take the mail."""
    number = 1
    while True:
        try:
            return _once(mail, where), number
        except (OSError, smtplib.SMTPException) as error:
            why, final = _refusal(error)
            if final or number == TRIES:
                raise Mistake(f"not sent: {where.host}: {why}") from None
        wait(FIRST * 2 ** (number - 1))
        number += 1


def _refusal(error: Exception) -> tuple[str, bool]:
    """Why it was not taken, without the server's own words, and whether another try would be in vain."""
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return f"it refuses the login ({error.smtp_code})", error.smtp_code >= 500
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = sorted({code for code, _ in error.recipients.values()})
        return f"it refuses the recipient ({', '.join(map(str, codes))})", max(codes) >= 500
    if isinstance(error, smtplib.SMTPResponseException):
        return f"it answered {error.smtp_code}", error.smtp_code >= 500
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return "it offers no login, or no addresses of this kind", True
    if isinstance(error, ssl.SSLError):
        return f"its certificate is not accepted ({error.reason})", True
    return f"no connection ({type(error).__name__})", False


def _once(mail: EmailMessage, where: Server) -> str:
    context = ssl.create_default_context()
    if where.tls:
        client: smtplib.SMTP = smtplib.SMTP_SSL(where.host, where.port, timeout=TIMEOUT, context=context)
    else:
        client = smtplib.SMTP(where.host, where.port, timeout=TIMEOUT)
    with client:
        if not where.tls:
            _encrypt(client, where, context)
        if where.user:
            client.login(where.user, where.password)
        refused = sorted(client.send_message(mail))
    return f"accepted, but not for {', '.join(refused)}" if refused else "accepted"


def _encrypt(client: smtplib.SMTP, where: Server, context: ssl.SSLContext) -> None:
    """Nothing is said in clear, but to this machine. Raises Mistake where the server cannot encrypt."""
    client.ehlo()
    if client.has_extn("starttls"):
        client.starttls(context=context)
    elif not where.plain_is_fine:
        raise Mistake(f"not sent: {where.host} offers no encryption (STARTTLS); use its port 465 (smtps://)")
