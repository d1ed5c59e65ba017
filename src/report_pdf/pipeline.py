"""The whole way on one page."""
