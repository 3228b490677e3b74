"""Taking a family over from the file of another team."""
