"""Outcomes: what was done in a period, as counts without anybody's details."""
