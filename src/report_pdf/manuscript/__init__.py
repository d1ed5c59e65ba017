"""A text becomes typed blocks."""
