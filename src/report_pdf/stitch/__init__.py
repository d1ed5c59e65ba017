"""Supplements are stitched onto the body: a Packet."""
