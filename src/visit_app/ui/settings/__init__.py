"""Settings: how it looks, when it locks, who you are, keys, whom to phone."""
