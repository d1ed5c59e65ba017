"""An Issue becomes PaginatedHtml for one edition."""
