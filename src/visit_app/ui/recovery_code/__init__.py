"""The recovery code: shown once, printed or saved or written down, then checked."""
