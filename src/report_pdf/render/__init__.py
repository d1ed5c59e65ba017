"""PaginatedHtml becomes a RenderedDocument."""
