"""What the error codes of an object store mean.  Pure data and one look-up.

Source: AWS, "Error responses" of the S3 API reference; MinIO, cmd/api-errors.go; SeaweedFS and rclone give
the same codes.
"""

from __future__ import annotations

from typing import NamedTuple

MISCONFIGURED = "s3.misconfigured"
CLOCK, KEY, RIGHT, BUSY = "clock.skew", "http.unauthorized", "http.forbidden", "http.rate_limited"
#: Seconds by which the time of a request may be off: 15 minutes.
ALLOWED_SKEW = 900.0


class Meaning(NamedTuple):
    cause: str
    sure: float
    says: str


_REGION = Meaning(MISCONFIGURED, 0.95, "the bucket is in another region than the app asks in")
_SKEWED = Meaning(CLOCK, 0.93, "the store refuses the request because of its time")
_NO_KEY = Meaning(KEY, 0.95, "the store does not know the access key")
_ENDED = Meaning(KEY, 0.95, "the session token has ended, or does not belong to the access key")
_ACCOUNT = Meaning(KEY, 0.85, "the account of the access key is closed, or not signed up for the store")
_NAME = Meaning(MISCONFIGURED, 0.95, "a bucket cannot have this name")
_BUSY = Meaning(BUSY, 0.93, "the store asks to be asked less often")

CODES = {
    "RequestTimeTooSkewed": _SKEWED,
    "RequestExpired": _SKEWED,
    "RequestNotYetValid": _SKEWED,
    "AuthorizationHeaderMalformed": _REGION,
    "PermanentRedirect": _REGION,
    "TemporaryRedirect": _REGION,
    "Redirect": _REGION,
    "IllegalLocationConstraintException": _REGION,
    "InvalidRegion": _REGION,
    "XMinioInvalidRegion": _REGION,
    "SignatureDoesNotMatch": Meaning(
        MISCONFIGURED, 0.93, "the signature is wrong: the secret key does not belong to the access key"
    ),
    "InvalidAccessKeyId": _NO_KEY,
    "InvalidSecurity": _NO_KEY,
    "ExpiredToken": _ENDED,
    "InvalidToken": _ENDED,
    "TokenRefreshRequired": _ENDED,
    "InvalidClientTokenId": _ENDED,
    "NotSignedUp": _ACCOUNT,
    "AccountProblem": _ACCOUNT,
    "AccessDenied": Meaning(RIGHT, 0.6, "the store knows the access key and does not let it list the bucket"),
    "AllAccessDisabled": Meaning(RIGHT, 0.9, "all access to the bucket is switched off"),
    "NoSuchBucket": Meaning(MISCONFIGURED, 0.96, "there is no bucket of this name"),
    "InvalidBucketName": _NAME,
    "SlowDown": _BUSY,
    "SlowDownRead": _BUSY,
    "TooManyRequests": _BUSY,
    "RequestLimitExceeded": _BUSY,
    "ThrottlingException": _BUSY,
    "ServiceUnavailable": Meaning("http.bad_gateway", 0.85, "the store says that it is not available"),
    "InternalError": Meaning("http.server_error", 0.9, "the store fails by itself"),
    "XMinioServerNotInitialized": Meaning("http.bad_gateway", 0.85, "the store has not started yet"),
}  # fmt: skip
#: Words by which some stores tell of the time under a general code.
TIME_WORDS = (
    "too skewed",
    "is now earlier",
    "not yet current",
    "request has expired",
    "request time and the",
)


def meaning(code: str, message: str, offset_s: float | None) -> Meaning:
    """`offset_s`: this host's clock less the store's, where it is known."""
    off = offset_s is not None and abs(offset_s) >= ALLOWED_SKEW
    low = message.lower()
    if code in ("SignatureDoesNotMatch", "AccessDenied") and (off or any(w in low for w in TIME_WORDS)):
        return _SKEWED
    if code in ("InvalidArgument", "InvalidRequest", "MethodNotAllowed", "NotImplemented"):
        return Meaning(MISCONFIGURED, 0.75, "the store does not understand the request")
    return CODES.get(code) or Meaning(MISCONFIGURED, 0.5, f"the store answers {code}")
