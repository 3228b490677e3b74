"""Identifiers, made on the device."""

from uuid import uuid4


def new_id() -> str:
    """A fresh identifier: a random UUID as 36 characters."""
    return str(uuid4())
