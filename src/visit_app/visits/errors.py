"""What a verb refuses to do, in words for the practitioner."""


class NotPossible(Exception):
    """A verb that cannot be done now; `str()` says why and what to do instead."""
