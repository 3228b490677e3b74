"""When sync runs while the window is open, and what is said about it."""
