"""The word for password in other languages, in each way in which it is written and stored.

Capitals are written without accents in some languages (ΚΩΔΙΚΟΣ), a Turkish capital i keeps its dot in lower
case, and a text may hold each accent as a character of its own (Unicode, NFD). Pure, standard library only.
"""

from __future__ import annotations

import unicodedata

_WORDS = """
    密码 密碼 パスワード 비밀번호 lösenord adgangskode kodeord passord parola şifre парола
    пароль jelszó hasło heslo salasana wachtwoord κωδικός סיסמה contraseña contrasenya
    lozinka zaporka geslo лозинка slaptažodis parool lykilorð पासवर्ड haslo
"""
_PHRASES = ("كلمة المرور", "รหัสผ่าน", "mật khẩu", "kata sandi", "kata laluan", "mot de passe")

#: The Turkish capital i with its dot, as `rules.lowered` leaves it, and in two characters.
DOTTED = ("ş\u0130fre", "s\u0327i\u0307fre")


def folded(text: str) -> str:
    """`text` without accents, however they are stored; capitals stay."""
    if text.isascii():
        return text
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def _ways(word: str) -> set[str]:
    apart = unicodedata.normalize("NFD", word)
    ways = {word, apart, folded(word), unicodedata.normalize("NFC", folded(word))}
    return ways | {one.replace("ς", "σ") for one in ways}


def _all_ways(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted({way for word in words for way in _ways(word)}))


#: Literals in lower case, as they stand in a text.
WORDS, PHRASES = (*_all_ways(tuple(_WORDS.split())), *DOTTED), _all_ways(_PHRASES)
#: What a key ends with once it is folded and in lower case.
ENDS = tuple(sorted({folded(word).casefold() for word in _WORDS.split()}))
