"""The PDF as an object file; the only room that imports pypdf and pikepdf."""

from report_pdf.pdf.admission import BodyFacts, PdfFacts, open_body, open_supplement
from report_pdf.pdf.binding import Bound, bind
from report_pdf.pdf.closing import ClosingFacts, close
from report_pdf.pdf.geometry import PageFacts, Rectangle
from report_pdf.pdf.grafting import Insert, Leaf
from report_pdf.pdf.images import ImageFacts, images_of
from report_pdf.pdf.inspection import FontFacts, PageBoxes, fonts_of, outlines, page_boxes
from report_pdf.pdf.labels import page_labels, set_page_labels
from report_pdf.pdf.particulars import Particulars, particulars
from report_pdf.pdf.picture_page import picture_page
from report_pdf.pdf.ranges import parse_page_range
from report_pdf.pdf.rules import RULES

__all__ = [
    "RULES",
    "BodyFacts",
    "Bound",
    "ClosingFacts",
    "FontFacts",
    "ImageFacts",
    "Insert",
    "Leaf",
    "PageBoxes",
    "PageFacts",
    "Particulars",
    "PdfFacts",
    "Rectangle",
    "bind",
    "close",
    "fonts_of",
    "images_of",
    "open_body",
    "open_supplement",
    "outlines",
    "page_boxes",
    "page_labels",
    "parse_page_range",
    "particulars",
    "picture_page",
    "set_page_labels",
]
