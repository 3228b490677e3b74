"""What an object store's error means for the person in front of the laptop.

Measured: an expired SAS is PermissionDenied on put and get but Generic on list; a
missing container is "not found" on get but Generic on list; so the <Code> of the
answer is looked at as well as the class.
"""

import re

from obstore.exceptions import (
    NotSupportedError,
    PermissionDeniedError,
    UnauthenticatedError,
)

from visit_app.sync.errors import (
    CaptivePortal,
    Full,
    Misconfigured,
    NotThere,
    Offline,
    Refused,
    StoreError,
)

_CODE = re.compile(r"<Code>([A-Za-z]+)</Code>")
_REFUSED = {
    "AccessDenied",
    "AccountIsDisabled",
    "AuthenticationFailed",
    "AuthorizationFailure",
    "AuthorizationPermissionMismatch",
    "ExpiredToken",
    "InsufficientAccountPermissions",
    "InvalidAccessKeyId",
    "RequestTimeTooSkewed",
    "SignatureDoesNotMatch",
    "TokenRefreshRequired",
}
_MISSING = {"ContainerNotFound", "NoSuchBucket", "ResourceNotFound"}
_FULL = {"InsufficientStorage", "QuotaExceeded", "AccountBeingCreated"}
_HTML = re.compile(r"<!doctype html|<html", re.IGNORECASE)


def not_found(problem: Exception, name: str) -> StoreError:
    """An object that is not there, or the bucket or container it would be in."""
    codes = set(_CODE.findall(str(problem)))
    return _missing() if codes & _MISSING else NotThere(name)


def in_words(problem: Exception) -> StoreError:
    """The StoreError for an error of obstore; nothing of its text is repeated."""
    text = str(problem)
    codes = set(_CODE.findall(text))
    if codes & _MISSING:
        return _missing()
    if codes & _FULL or " 507 " in text:
        return Full()
    if codes & _REFUSED or _is_refusal(problem, text):
        return Refused()
    if _cannot_create_only(problem, text):
        return _not_a_team_store()
    if _HTML.search(text) or "InvalidListResponse" in text:
        return CaptivePortal()
    return Offline()


def _is_refusal(problem: Exception, text: str) -> bool:
    kinds = (PermissionDeniedError, UnauthenticatedError)
    return isinstance(problem, kinds) or "403 Forbidden" in text


def _cannot_create_only(problem: Exception, text: str) -> bool:
    kinds = (NotImplementedError, NotSupportedError)
    return isinstance(problem, kinds) or "501 Not Implemented" in text


def _missing() -> Misconfigured:
    return Misconfigured(
        "The bucket or container of the team store does not exist. Check the address, "
        "or ask IT."
    )


def _not_a_team_store() -> Misconfigured:
    return Misconfigured(
        "This kind of store cannot keep a parcel without replacing another, so it "
        "cannot hold a team's records. Ask IT for Azure Blob, S3, Google Cloud Storage "
        "or a shared folder."
    )
