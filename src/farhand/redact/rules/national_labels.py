"""Numbers by which states and banks know people, after their label, in the words of many countries.

The label decides: a number may have any digits. What it must not be is a sentence that goes on.
"""

from __future__ import annotations

from collections.abc import Iterator

from farhand.redact.rules import Span, Where
from farhand.redact.rules._labelled import Labelled

GROUP = "person"

#: Groups of digits and capital letters, with five digits at least: `12.345.678-9`, `QQ 12 34 56 C`, `A123456(3)`.
_NUMBER = (
    r"(?-i:(?=(?:[A-Z./ ()-]{0,4}\d){5})[A-Z0-9]{1,20}(?:[ ./(-]{1,2}(?=[A-Z]{0,2}\d)[A-Z0-9]{1,12}){0,6}"
    r"(?:[ -][A-Z](?![A-Za-z0-9]))?(?:\([0-9A]\)|\))?)(?![\w-])"
)
_AFTER = r"(?:[ _.-]?(?:no|number|num|nr|id|nummer|серия)\b)?\.?"


def _signed(words: str) -> tuple[str, ...]:
    """Short labels, each with a sign after it: without one they are parts of everyday words."""
    return tuple(word + sign for word in words.split() for sign in (":", "=", " ", '"', "-", "_"))


_SHORT = "cnpj cuit cuil curp nie cpr hetu ahv tfn abn nric hkid cnp oib jmbg amka ppsn itin svnr nino rut vsnr pesel idnr cif nss gstin mykad nik cccd tckn fnr iqama nip"
_CODES = Labelled(
    "national-id", (*_signed(_SHORT), "ein:", "ein=", "utr:", "utr=", "rg:", "pps n"),
    rf"(?<![a-z])(?:{'|'.join(_SHORT.split())}|ein|utr|rg|pps){_AFTER}", _NUMBER, loose=True, plain=True,
)  # fmt: skip
_MEXICO = Labelled(
    "national-id",
    _signed("rfc"),
    rf"(?<![a-z])rfc{_AFTER}",
    r"[A-ZÑ&]{3,4}\d{6}[A-Z0-9]{3}(?!\w)",
    loose=True,
)
_LONG = (
    "fødselsnummer", "fodselsnummer", "henkilötunnus", "henkilotunnus", "burgerservicenummer", "rijksregister", "steuernummer",
    "steuer-id", "personnummer", "codice fiscale", "sécurité sociale", "securite sociale", "social insurance", "social security",
    "national insurance", "nhs n", "tax file", "medicare", "pan card", "aadhaar", "voter id", "kimlik", "rodné číslo",
    "rodne cislo", "cédula", "cedula", "personalausweis", "ausweisnummer", "reisepass", "passeport", "pasaporte", "passaporto",
    "paspoort", "passport", "führerschein", "fuehrerschein", "permis de conduire", "driver", "driving licen", "identity card",
    "id card", "employer identification", "numéro fiscal", "carte d'identité", "dowód",
    "identifikationsnummer", "versicherungsnummer", "versichertennummer", "partita iva", "n° sécu", "voter_id", "citizen id", "emirates id",
    "személyi", "isikukood", "asmens kodas", "personas kods", "kennitala", "numéro national", "numero national", "tax_id", "seguridad","número de",
)  # fmt: skip
_NAMED = Labelled(
    "national-id", _LONG,
    r"[\w.-]{0,20}(?:fødselsnummer|fodselsnummer|henkilötunnus|henkilotunnus|burgerservicenummer|rijksregister(?:nummer)?"
    r"|steuer(?:nummer|-id)|personnummer|codice fiscale|s[ée]curit[ée] sociale|social[ _](?:insurance|security)|national insurance|nhs"
    r"|tax file|seguridad[ _]social|(?:steuer|tax)?identifikationsnummer|[a-z]{0,20}(?:versicherungs|versicherten)nummer|partita iva|n° sécu|citizen id|emirates id|személyi(?: szám| igazolvány)?|isikukood|asmens kodas|personas kods|kennitala|num[ée]ro national|medicare|pan card|aadhaar|voter[ _]id|kimlik|rodn[ée] [čc][íi]slo|c[ée]dula|personalausweis|ausweisnummer|reisepass|passeport"
    r"|pasaporte|passaporto|paspoort|passport|f(?:ü|ue)hrerschein|permis de conduire|driv(?:er'?s?|ing)[ _]?licen[cs]e|(?:identity|id)[ _]card"
    rf"|employer identification|numéro fiscal|carte d'identité|dowód(?: osobisty)?){_AFTER}",
    rf"{_NUMBER}|(?-i:(?=[A-Z]*\d)[A-Z0-9]{{8,12}}(?![\w-]))", loose=True, plain=True,
)  # fmt: skip
_ABROAD = (
    "身份证", "身分證", "護照", "护照", "マイナンバー", "個人番号", "个人番号", "住民票", "рнокпп", "旅券番号", "주민등록", "여권", "инн", "снилс", "паспорт", "егн",
    "αφμ", "αμκα", "ת.ז", "ת\"ז", "תעודת זהות", "מספר זהות", "الهوية", "الرقم القومي", "جواز", "कार्ड", "आधार",
)  # fmt: skip
_SCRIPTS = Labelled(
    "national-id", _ABROAD,
    r"(?:身份证|身分證|護照|护照|マイナンバー|[個个]人番号|住民票(?:コード)?|рнокпп|旅券番号|주민등록|여권|инн|снилс|паспорт|егн|αφμ|αμκα|ת\.ז\.?|ת\"ז|תעודת זהות|מספר זהות"
    r"|الهوية(?: الوطنية)?|الرقم القومي|جواز(?: السفر)?|आधार|कार्ड)(?:号码|号|號碼|號|番号|번호|字號| серия)?[ \t：:]{0,2}",
    _NUMBER, loose=True, plain=True,
)  # fmt: skip
_BANK = Labelled(
    "bank-account",
    ("account_number", "account number", "account no", "accountnumber", "account_no", "bank account", "bank_account", "routing_number",
     "routing number", "routingnumber", "sort code", "sort_code", "sortcode", "kontonummer", "konto-nr", "clabe", "bsb ", "bsb:", "acct", "compte bancaire"),
    r"[\w.-]{0,20}(?:account[ _]?(?:number|no)|bank[ _]account|routing[ _]?number|sort[ _]?code|kontonummer|konto-nr|clabe|(?<![a-z])bsb|(?<![a-z])acct(?:[ _]no)?|compte bancaire)\.?",
    r"\d{6,18}(?!\w)|\d{3}-\d{3}(?!\w)|\d{2}[- ]\d{2}[- ]\d{2}(?: account:? \d{8})?(?!\w)|\d{2,6}(?:[ -]\d{2,6}){2,4}(?!\w)", loose=True, plain=True,
)  # fmt: skip
_ALL = (_CODES, _MEXICO, _NAMED, _SCRIPTS, _BANK)
ANCHORS = tuple(dict.fromkeys(label for one in _ALL for label in one.labels))


def find(text: str, where: Where) -> Iterator[Span]:
    for one in _ALL:
        yield from one.find(text, where)
