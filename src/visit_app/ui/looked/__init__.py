"""Who looked at a family, and what was done with it."""
