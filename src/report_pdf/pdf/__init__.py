"""PDF primitives on pypdf and pikepdf."""
