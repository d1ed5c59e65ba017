"""``python -m report_pdf``."""

from report_pdf.cli import main

if __name__ == "__main__":
    main()
