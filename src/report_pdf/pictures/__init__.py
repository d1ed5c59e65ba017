"""Photographs: strict decoding, colour, resampling."""
