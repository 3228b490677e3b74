"""Training: invented families to practise with, away from every record."""
