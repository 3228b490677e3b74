"""Erasing one family, with two confirmations and a receipt."""
