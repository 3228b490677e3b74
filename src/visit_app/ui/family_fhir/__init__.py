"""Saving one family's record as FHIR."""
