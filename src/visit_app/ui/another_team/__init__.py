"""Handing a family over to a team with another store: one file, one code."""
