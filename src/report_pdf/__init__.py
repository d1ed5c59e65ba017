"""A manuscript, photographs and supplements in; one Chinese magazine issue in three editions out."""

__version__ = "0.1.0"
__all__ = ["__version__"]
