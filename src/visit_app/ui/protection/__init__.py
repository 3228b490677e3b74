"""Who can open the records, and what the organisation has settled."""
