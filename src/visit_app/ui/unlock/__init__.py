"""The first window: a passphrase, or the recovery code, opens the records."""
