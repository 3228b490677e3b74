"""The neutral page that covers everything at once (F8)."""
