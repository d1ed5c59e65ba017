"""Editions become files on disk."""
