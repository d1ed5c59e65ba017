"""The press pass: content to press inks, sheets with marks, PDF/X-4 identification, and the checks of all that."""
