"""Records as FHIR R4 resources: one module for each part of a record."""
