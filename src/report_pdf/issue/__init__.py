"""Articles, pictures and supplements become an Issue."""
