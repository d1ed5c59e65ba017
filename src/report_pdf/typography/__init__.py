"""The rules of Chinese text as pure functions."""
