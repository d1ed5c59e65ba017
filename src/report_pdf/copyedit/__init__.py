"""A Manuscript is corrected, with findings."""
