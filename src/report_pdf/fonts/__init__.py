"""The type case: catalogue, coverage, subsetting."""
