"""The first run: who the practitioner is, a passphrase, the recovery code."""
