"""Signed policies for tests, made by an organisation that exists nowhere."""

import json
from typing import Any

from visit_app.vault.policy_file import PURPOSE, Signed, check
from visit_app.vault.signed_file import SigningKey

KEY = SigningKey.generate()
TRUST = KEY.public.fingerprint


def signed(serial: int = 1, key: SigningKey = KEY, **fields: Any) -> Signed:
    """A policy with these settings, signed."""
    data = {
        "format": 1,
        "organisation": "Example Trust",
        "serial": serial,
        "issued": "2026-11-26",
        **fields,
    }
    content = json.dumps(data).encode()
    return check(content, key.sign(content, PURPOSE))
