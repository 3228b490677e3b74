"""Backups on screen: made by themselves, looked at, gone back to."""
