"""Data of persons: names nobody has, numbers with the right check digits."""

from __future__ import annotations

from random import Random

from tests.redaction.issue.chars import DIGITS, LOW36, UPPER, some

_FIRST = [
    "Anna", "Bertil", "Chiara", "Dmitri", "Elif", "Fatima", "Gustav", "Hana", "Imre", "Jolanta",
    "Kwame", "Lucía", "Mei", "Noor", "Oluwaseun", "Priya",
]  # fmt: skip
_LAST = [
    "Achterberg", "Brzezinski", "Castellano", "Dubois", "Eriksen", "Fernández", "Grünwald",
    "Holloway", "Ivanova", "Johansson", "Kowalczyk", "Lindqvist",
]  # fmt: skip


def full_name(r: Random) -> str:
    return f"{r.choice(_FIRST)} {r.choice(_LAST)}"


def last_name(r: Random) -> str:
    return r.choice(_LAST)


def email(r: Random) -> str:
    who = r.choice(_LAST).lower().replace("ü", "ue").replace("á", "a")
    end = r.choice(("com", "de", "co.uk", "io", "example"))
    return f"{r.choice(_FIRST)[0].lower()}.{who}{r.choice(('', r.randint(2, 99)))}@{some(r, LOW36, 7)}.{end}"


def phone(r: Random) -> str:
    n = [some(r, DIGITS[2:], 1) + some(r, DIGITS, k - 1) for k in (3, 3, 4, 4)]
    return r.choice(
        (
            f"+1 {n[0]}-{n[1]}-{n[2]}",
            f"+49 30 {n[2]}{n[3]}",
            f"+44 20 7{n[0]} {n[3]}",
            f"({n[0]}) {n[1]}-{n[2]}",
            f"+33 6 12 {n[0][:2]} {n[1][:2]} {n[2][:2]}",
            f"+91{r.choice('789')}{n[0]}{n[1]}{n[0]}",
            f"+1-{n[0]}-{n[1]}-{n[2]}",
        )
    )


def _luhn(digits: str) -> str:
    """The check digit of Luhn for these digits."""
    total = 0
    for i, d in enumerate(reversed(digits)):
        n = int(d) * (2 if i % 2 == 0 else 1)
        total += n - 9 if n > 9 else n
    return str(-total % 10)


def card(r: Random) -> str:
    head, length = r.choice((("4", 16), ("51", 16), ("37", 15), ("6011", 16), ("2221", 16), ("3528", 16)))
    body = head + some(r, DIGITS, length - len(head) - 1)
    number = body + _luhn(body)
    if length == 15:
        return r.choice((number, f"{number[:4]} {number[4:10]} {number[10:]}"))
    sign = r.choice(("", " ", "-"))
    return sign.join(number[i : i + 4] for i in range(0, 16, 4))


def iban(r: Random) -> str:
    land, body = r.choice(
        (
            ("DE", some(r, DIGITS, 18)),
            ("GB", some(r, UPPER, 4) + some(r, DIGITS, 14)),
            ("NL", some(r, UPPER, 4) + some(r, DIGITS, 10)),
            ("FR", some(r, DIGITS, 23)),
            ("ES", some(r, DIGITS, 20)),
            ("CH", some(r, DIGITS, 17)),
        )
    )
    number = int("".join(str(int(c, 36)) for c in body + land + "00"))
    full = f"{land}{98 - number % 97:02d}{body}"
    return r.choice((full, " ".join(full[i : i + 4] for i in range(0, len(full), 4))))


def ssn(r: Random) -> str:
    area = r.choice([n for n in range(101, 800) if n != 666])
    return f"{area:03d}-{r.randint(11, 99):02d}-{r.randint(1001, 9999):04d}"


def nino(r: Random) -> str:
    pairs = (some(r, "ABCEGHJ", 2), *(some(r, DIGITS, 2) for _ in range(3)), r.choice("ABCD"))
    return " ".join(pairs)


def nir(r: Random) -> str:
    """France: 13 digits and their key modulo 97."""
    body = f"{r.choice('12')}{r.randint(40, 99)}{r.randint(1, 12):02d}{r.randint(10, 95)}"
    body += f"{r.randint(1, 990):03d}{r.randint(1, 990):03d}"
    return body + f"{97 - int(body) % 97:02d}"


def dni(r: Random) -> str:
    number = r.randint(10**7, 10**8 - 1)
    return f"{number}{'TRWAGMYFPDXBNJZSQVHLCKE'[number % 23]}"


def bsn(r: Random) -> str:
    """The Netherlands: the test of eleven."""
    while True:
        digits = [r.randint(1, 9), *(r.randint(0, 9) for _ in range(7))]
        last = sum(d * (9 - i) for i, d in enumerate(digits)) % 11
        if last < 10:
            return "".join(map(str, [*digits, last]))


def pesel(r: Random) -> str:
    body = f"{r.randint(40, 99)}{r.randint(1, 12):02d}{r.randint(1, 28):02d}{some(r, DIGITS, 4)}"
    return body + str(-sum(int(d) * w for d, w in zip(body, (1, 3, 7, 9) * 3)) % 10)


def cpf(r: Random) -> str:
    digits = [r.randint(0, 9) for _ in range(9)]
    for _ in range(2):
        rest = sum(d * w for d, w in zip(digits, range(len(digits) + 1, 1, -1))) * 10 % 11
        digits.append(rest % 10)
    d = "".join(map(str, digits))
    return f"{d[:3]}.{d[3:6]}.{d[6:9]}-{d[9:]}"


def steuer_id(r: Random) -> str:
    """Germany: eleven digits, the last by ISO 7064."""
    digits, product = [r.randint(1, 9), *(r.randint(0, 9) for _ in range(9))], 10
    for d in digits:
        total = (d + product) % 10 or 10
        product = total * 2 % 11
    return "".join(map(str, digits)) + str((11 - product) % 10)


def sin_ca(r: Random) -> str:
    body = r.choice("1234567") + some(r, DIGITS, 7)
    number = body + _luhn(body)
    return f"{number[:3]} {number[3:6]} {number[6:]}"


def codice(r: Random) -> str:
    """Italy: the form only."""
    born = f"{r.randint(40, 99)}{r.choice('ABCDEHLMPRST')}{r.randint(1, 28):02d}"
    return f"{some(r, UPPER, 6)}{born}{r.choice(UPPER)}{some(r, DIGITS, 3)}{r.choice(UPPER)}"


def aadhaar(r: Random) -> str:
    return f"{r.randint(2000, 9999)} {r.randint(1000, 9999)} {r.randint(1000, 9999)}"


def mrn(r: Random) -> str:
    return some(r, DIGITS, r.choice((7, 8)))


def birth(r: Random) -> str:
    y, m, d = r.randint(1940, 2010), r.randint(1, 12), r.randint(1, 28)
    return r.choice((f"{y}-{m:02d}-{d:02d}", f"{d:02d}/{m:02d}/{y}", f"{d:02d}.{m:02d}.{y}"))


def passport(r: Random) -> str:
    return r.choice("CFGHJK") + some(r, "CFGHJKLMNPRTVWXYZ0123456789", 7) + some(r, DIGITS, 1)


def street(r: Random) -> str:
    return f"{r.randint(1, 240)} {r.choice(_LAST)} Street"


def first_name(r: Random) -> str:
    return r.choice(_FIRST)


def cvv(r: Random) -> str:
    return some(r, DIGITS, 3)


def card16(r: Random) -> str:
    """Sixteen digits and no sign between them."""
    body = r.choice("45") + "1" + some(r, DIGITS, 13)
    return body + _luhn(body)
