"""What is sealed here the real `age` opens, and back; the real `openssl` checks a signature."""

from __future__ import annotations

import base64
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from farhand.bundle import keys, sealing
from farhand.errors import Mistake
from tests.conftest import need_tool

DATA = b"a bundle, in the end\x00\xff" * 5000


def identity(folder: Path, name: str = "one.age") -> tuple[Path, str]:
    pair = keys.new(keys.ENCRYPTION)
    keys.write(pair, folder / name)
    return folder / name, pair.public


def ssh_key(folder: Path, kind: str, words: str = "") -> tuple[Path, str]:
    tool, path = need_tool("ssh-keygen"), folder / f"id_{kind}"
    bits = ["-b", "2048"] if kind == "rsa" else []
    subprocess.run([tool, "-q", "-t", kind, *bits, "-N", words, "-f", path], check=True)
    return path, Path(f"{path}.pub").read_text()


@pytest.fixture
def signing(tmp_path: Path) -> tuple[Path, str]:
    pair = keys.new(keys.SIGNING)
    keys.write(pair, tmp_path / "sign.pem")
    return tmp_path / "sign.pem", pair.public


def test_the_vendor_and_the_customer_can_both_read_it(tmp_path: Path) -> None:
    vendor, customer = identity(tmp_path, "v"), identity(tmp_path, "c")
    sealed = sealing.seal(DATA, [vendor[1], customer[1]])
    assert b"in the end" not in sealed
    assert sealing.is_sealed(sealed)
    assert not sealing.is_sealed(DATA)
    assert [sealing.unseal(sealed, [path]) for path, _ in (vendor, customer)] == [DATA, DATA]


@pytest.mark.parametrize("kind", ["ed25519", "rsa"])
def test_keys_of_ssh_can_read_it(kind: str, tmp_path: Path) -> None:
    path, public = ssh_key(tmp_path, kind)
    assert sealing.unseal(sealing.seal(DATA, [public]), [path]) == DATA


@pytest.mark.parametrize("kind", ["x25519", "ed25519", "rsa"])
@pytest.mark.parametrize("armor", [[], ["--armor"]])
def test_the_real_age_and_this_read_each_other(kind: str, armor: list[str], tmp_path: Path) -> None:
    age = need_tool("age")
    path, public = identity(tmp_path) if kind == "x25519" else ssh_key(tmp_path, kind)
    theirs = subprocess.run(
        [age, *armor, "--encrypt", "-r", public.strip()], input=DATA, capture_output=True, check=True
    )
    assert sealing.unseal(theirs.stdout, [path]) == DATA
    ours = sealing.seal(DATA, [public])
    sent = sealing.armored(ours).encode() if armor else ours
    opened = subprocess.run([age, "--decrypt", "-i", path], input=sent, capture_output=True, check=True)
    assert opened.stdout == DATA


def test_a_key_that_age_keygen_made_reads_it(tmp_path: Path) -> None:
    made = subprocess.run(
        [need_tool("age-keygen"), "-o", tmp_path / "k"], capture_output=True, text=True, check=True
    )
    public = made.stderr.rpartition(" ")[2].strip()
    assert sealing.unseal(sealing.seal(DATA, [public]), [tmp_path / "k"]) == DATA


@pytest.mark.parametrize("wrong", ["age1nonsense", "bob@example.com", "ssh-ed25519 AAAA", "ssh-dss AAAA", ""])
def test_a_wrong_recipient_is_named(wrong: str, tmp_path: Path) -> None:
    with pytest.raises(Mistake) as told:
        sealing.seal(DATA, [identity(tmp_path)[1], wrong])
    assert repr(wrong) in str(told.value)
    assert "age1" in str(told.value)


def test_a_private_key_given_as_recipient_is_not_repeated() -> None:
    private = keys.new(keys.ENCRYPTION).private.splitlines()[-1]
    with pytest.raises(Mistake) as told:
        sealing.seal(DATA, [private])
    assert private not in str(told.value)


def test_without_a_recipient_nothing_is_sealed() -> None:
    with pytest.raises(Mistake, match="--recipient"):
        sealing.seal(DATA, [])


def test_the_wrong_key_is_told_apart_from_a_damaged_file(tmp_path: Path) -> None:
    mine, other = identity(tmp_path, "mine"), identity(tmp_path, "other")
    sealed = sealing.seal(DATA, [mine[1]])
    with pytest.raises(Mistake, match=r"no key in .*other can read it"):
        sealing.unseal(sealed, [other[0]])
    with pytest.raises(Mistake, match="no key is given"):
        sealing.unseal(sealed, [])
    for damaged in (sealed[:-5], sealed[:2000] + b"X" + sealed[2001:]):
        with pytest.raises(Mistake, match="cut off or altered"):
            sealing.unseal(damaged, [mine[0]])


@pytest.mark.parametrize("cut", [-1, -34, -40, -300])
def test_a_cut_armor_is_told(cut: int, tmp_path: Path) -> None:
    path, public = identity(tmp_path)
    text = sealing.armored(sealing.seal(DATA, [public])).rstrip()
    with pytest.raises(Mistake, match="cut off or altered"):
        sealing.unseal(text[:cut].encode(), [path])


def test_a_file_without_a_key_and_one_with_a_passphrase_say_so(tmp_path: Path) -> None:
    sealed = sealing.seal(DATA, [identity(tmp_path)[1]])
    locked, _ = ssh_key(tmp_path, "ed25519", "a passphrase")
    with pytest.raises(Mistake, match="without passphrase"):
        sealing.unseal(sealed, [locked])
    with pytest.raises(Mistake, match="could not be read"):
        sealing.unseal(sealed, [tmp_path / "not there"])
    (tmp_path / "empty").write_bytes(b"# nothing\n\xff")
    with pytest.raises(Mistake, match="no key is given"):
        sealing.unseal(sealed, [tmp_path / "empty"])


@given(st.binary(max_size=400))
@settings(max_examples=60)
def test_whatever_is_no_age_file_is_a_mistake_and_no_fault(data: bytes) -> None:
    for made in (data, sealing._BINARY + data, sealing.ARMOR_BEGIN + data):
        with pytest.raises(Mistake):
            sealing.unseal(made, [])


def test_a_signature_holds_for_its_message_only(signing: tuple[Path, str]) -> None:
    path, public = signing
    signature = sealing.sign(DATA, path)
    assert sealing.check(DATA, signature, public)
    assert not sealing.check(DATA + b" ", signature, public)
    assert not sealing.check(DATA, signature[:-4] + "AAA=", public)
    assert not sealing.check(DATA, "no base64 \u2014", public)
    assert not sealing.check(DATA, signature, keys.new(keys.SIGNING).public)
    raw = base64.b64encode(base64.b64decode(public)[-32:]).decode()
    assert sealing.check(DATA, signature, raw)


def test_openssl_checks_a_signature_without_farhand(signing: tuple[Path, str], tmp_path: Path) -> None:
    openssl, (path, public) = need_tool("openssl"), signing
    (tmp_path / "m").write_bytes(DATA)
    (tmp_path / "s").write_bytes(base64.b64decode(sealing.sign(DATA, path)))
    (tmp_path / "p").write_text(f"-----BEGIN PUBLIC KEY-----\n{public}\n-----END PUBLIC KEY-----\n")
    words = f"pkeyutl -verify -pubin -inkey {tmp_path}/p -rawin -in {tmp_path}/m -sigfile {tmp_path}/s"
    assert subprocess.run([openssl, *words.split()], check=False).returncode == 0
    (tmp_path / "m").write_bytes(DATA + b" ")
    assert subprocess.run([openssl, *words.split()], check=False).returncode != 0


def test_a_key_of_another_kind_is_a_mistake(tmp_path: Path, signing: tuple[Path, str]) -> None:
    path, _ = identity(tmp_path)
    with pytest.raises(Mistake, match="farhand key new signing"):
        sealing.sign(DATA, path)
    with pytest.raises(Mistake, match="verify_key"):
        sealing.check(DATA, "AAAA", "nonsense")
    subprocess.run(
        [need_tool("openssl"), "genpkey", "-algorithm", "X25519", "-out", tmp_path / "x"], check=True
    )
    with pytest.raises(Mistake, match="no Ed25519 key"):
        sealing.sign(DATA, tmp_path / "x")


def test_without_the_packages_it_says_what_to_install(tmp_path: Path) -> None:
    """A real interpreter that has nothing but the standard library."""
    code = (
        "from farhand.bundle import sealing\nfrom farhand.errors import Mistake\n"
        "for call in (lambda: sealing.seal(b'', ['age1x']), lambda: sealing.check(b'', '', 'x')):\n"
        "    try: call()\n    except Mistake as told: print(told)\n"
    )
    source = Path(sealing.__file__).parents[2]
    ran = subprocess.run(
        [sys.executable, "-S", "-c", code],
        env={"PYTHONPATH": str(source), "PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.count("pip install 'farhand[sign]'") == 2
