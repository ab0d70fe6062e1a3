"""Examples of the reader for `openssl s_client`: runs of OpenSSL 3.0 against servers of its own."""

from __future__ import annotations

from farhand.model import Example

_CHAIN = """CONNECTED(00000003)
---
Certificate chain
 0 s:CN = api.example.test
   i:O = Corp, CN = Corp Issuing CA
   a:PKEY: rsaEncryption, 2048 (bit); sigalg: RSA-SHA256
   v:NotBefore: Nov 26 08:59:36 2026 GMT; NotAfter: Sep 22 08:59:36 2027 GMT
"""
_SECOND = """ 1 s:O = Corp, CN = Corp Issuing CA
   i:O = Corp, CN = Corp Root CA
   a:PKEY: rsaEncryption, 2048 (bit); sigalg: RSA-SHA256
   v:NotBefore: Nov 26 08:59:36 2026 GMT; NotAfter: Feb 12 08:59:36 2035 GMT
"""
_TRUSTED = """depth=2 O = Corp, CN = Corp Root CA
verify return:1
depth=1 O = Corp, CN = Corp Issuing CA
verify return:1
depth=0 CN = api.example.test
verify return:1
"""
_FIRST = """depth=0 CN = api.example.test
verify error:num=20:unable to get local issuer certificate
verify return:1
depth=0 CN = api.example.test
verify error:num=21:unable to verify the first certificate
verify return:1
"""
_TAIL = """---
SSL handshake has read 2202 bytes and written 402 bytes
---
New, TLSv1.3, Cipher is TLS_AES_256_GCM_SHA384
Server public key is 2048 bit
Secure Renegotiation IS NOT supported
No ALPN negotiated
Verify return code: {code}
---
"""
_NONE = """---
no peer certificate available
---
No client certificate CA names sent
---
SSL handshake has read {read} bytes and written 297 bytes
Verification: OK
---
New, (NONE), Cipher is (NONE)
Secure Renegotiation IS NOT supported
Verify return code: 0 (ok)
---
"""
_RUN = "run: OpenSSL 3.0 against openssl s_server"
_COMMAND = "$ openssl s_client -connect 10.0.0.9:443 -servername api.example.test </dev/null\n"

EXAMPLES = (
    Example(
        "all well, behind a prompt, and the name was checked",
        pasted=_COMMAND
        + _TRUSTED
        + _CHAIN
        + _SECOND
        + "Verified peername: api.example.test\n"
        + _TAIL.format(code="0 (ok)"),
        outcome="healthy",
        source=_RUN,
    ),
    Example(
        "the server sends no intermediate",
        pasted=_FIRST + _CHAIN + _TAIL.format(code="21 (unable to verify the first certificate)"),
        finds=("tls.incomplete_chain",),
        source=_RUN,
    ),
    Example(
        "the server sends an intermediate, but another one",
        pasted=_FIRST
        + _CHAIN
        + _SECOND.replace("Corp Issuing", "Corp Old Issuing")
        + _TAIL.format(code="21 (unable to verify the first certificate)"),
        finds=("tls.incomplete_chain",),
        source="made after a run of OpenSSL 3.0",
    ),
    Example(
        "the same of a public authority, cut off after the chain",
        pasted="depth=0 CN = shop.example.com\n"
        "verify error:num=20:unable to get local issuer certificate\nverify return:1\n"
        "CONNECTED(00000003)\n---\nCertificate chain\n 0 s:CN = shop.example.com\n"
        "   i:C = US, O = Let's Encrypt, CN = R11\n---\n",
        finds=("tls.incomplete_chain",),
        source="made after a run of OpenSSL 3.0",
    ),
    Example(
        "a company's own authority",
        pasted="depth=1 O = Corp, CN = Corp Issuing CA\n"
        "verify error:num=20:unable to get local issuer certificate\nverify return:1\n"
        "depth=0 CN = api.example.test\nverify return:1\n"
        + _CHAIN
        + _SECOND
        + _TAIL.format(code="20 (unable to get local issuer certificate)"),
        finds=("tls.unknown_ca",),
        source=_RUN,
    ),
    Example(
        "a device decrypts, seen through egrep",
        pasted="verify error:num=20:unable to get local issuer certificate\n"
        " 0 s:CN = api.vendor.example\n   i:C = US, O = Zscaler Inc., CN = Zscaler Intermediate Root CA\n"
        " 1 s:C = US, O = Zscaler Inc., CN = Zscaler Intermediate Root CA\n"
        "   i:C = US, O = Zscaler Inc., CN = Zscaler Root CA\n"
        "New, TLSv1.3, Cipher is TLS_AES_256_GCM_SHA384\n"
        "Verify return code: 20 (unable to get local issuer certificate)\n",
        finds=("tls.intercepted",),
        source="made after a run of OpenSSL 3.0, with names of Zscaler's authorities",
    ),
    Example(
        "a client certificate is asked for, and none shown",
        pasted=_TRUSTED
        + "80EB7305717F0000:error:0A000410:SSL routines:ssl3_read_bytes:sslv3 alert handshake failure:"
        "../ssl/record/rec_layer_s3.c:1601:SSL alert number 40\n"
        + _CHAIN
        + _SECOND
        + "---\nNo client certificate CA names sent\n"
        "Client Certificate Types: RSA sign, DSA sign, ECDSA sign\n" + _TAIL.format(code="0 (ok)"),
        finds=("tls.client_cert",),
        source=_RUN,
    ),
    Example(
        "TLS 1.3 with a wish for a client certificate: the refusal comes later",
        pasted=_TRUSTED
        + _CHAIN
        + _SECOND
        + "---\nNo client certificate CA names sent\n"
        + "Requested Signature Algorithms: ECDSA+SHA256:ed25519:RSA-PSS+SHA256\n"
        + _TAIL.format(code="0 (ok)"),
        finds=("tls.client_cert",),
        source=_RUN,
        note="possible, not sure: the verdict stays undecided",
    ),
    Example(
        "nothing came back, though it says ok",
        pasted="CONNECTED(00000003)\n" + _NONE.format(read=0),
        finds=("tls.handshake_cut",),
        source=_RUN,
    ),
    Example(
        "no TLS behind that port, though it says ok",
        pasted="80CB586E117F0000:error:0A00010B:SSL routines:ssl3_get_record:wrong version number:"
        "../ssl/record/ssl3_record.c:350:\nCONNECTED(00000003)\n" + _NONE.format(read=5),
        finds=("tls.not_tls",),
        source=_RUN,
    ),
    Example(
        "dates against the clock beside them",
        pasted="$ date -u\nThu Nov 26 08:59:39 UTC 2026\n"
        "$ openssl x509 -noout -dates -in tls.crt\n"
        "notBefore=Jan  1 00:00:00 2025 GMT\nnotAfter=Jan  1 00:00:00 2026 GMT\n",
        finds=("tls.expired",),
        source="run: OpenSSL 3.0",
    ),
    Example(
        "still valid by the clock beside it",
        pasted="notBefore=Jan  1 00:00:00 2026 GMT\nnotAfter=Jan  1 00:00:00 2027 GMT\n"
        "Thu Nov 26 08:59:39 UTC 2026\n",
        outcome="healthy",
        source="run: OpenSSL 3.0",
    ),
    Example(
        "dates without a clock say nothing",
        pasted="notBefore=Jan  1 00:00:00 2025 GMT\nnotAfter=Jan  1 00:00:00 2026 GMT\n",
        outcome="undecided",
        source="run: OpenSSL 3.0",
    ),
)
