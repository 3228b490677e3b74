"""What every page before the records has: the picture, one form, one foot."""
