"""The PDF as an object file; the only room that imports pypdf and pikepdf."""

from report_pdf.pdf.admission import BodyFacts, PdfFacts, open_body, open_supplement
from report_pdf.pdf.archive.checks import ARCHIVE_CHECKS, ArchiveBreach, ArchiveCheck, check_archive
from report_pdf.pdf.archive.facts import (
    STANDARDS,
    Archived,
    ArchiveFacts,
    ArchiveStandard,
    Attachment,
    PagePicture,
    SupplementPages,
)
from report_pdf.pdf.archive.rules import ARCHIVE_RULES
from report_pdf.pdf.archive.tag_tree import TagNode, TagText, TagTree, read_tag_tree, tag_tree_text
from report_pdf.pdf.archive.tagging import archive_pass
from report_pdf.pdf.binding import Bound, bind
from report_pdf.pdf.closing import ClosingFacts, close
from report_pdf.pdf.geometry import Matrix, PageFacts, Rectangle
from report_pdf.pdf.grafting import Insert, Leaf
from report_pdf.pdf.images import ImageFacts, images_of
from report_pdf.pdf.imposing import ImposedPdf, Line, PlacedPage, SheetSide, bound_on_the_right, impose_sheets
from report_pdf.pdf.inspection import FontFacts, PageBoxes, fonts_of, outlines, page_boxes
from report_pdf.pdf.labels import page_labels, set_page_labels
from report_pdf.pdf.particulars import Particulars, particulars
from report_pdf.pdf.picture_page import picture_page
from report_pdf.pdf.press.checks import PRESS_CHECKS, PressBreach, PressCheck, PressStandard, check_press
from report_pdf.pdf.press.identity import FOGRA39, OutputCondition, PressFacts, identify_press
from report_pdf.pdf.press.inking import press_pass
from report_pdf.pdf.press.rules import PRESS_RULES
from report_pdf.pdf.press.sheet import DressedPdf, MissingBleed, SheetSpec, dress_sheet
from report_pdf.pdf.press.spec import Cmyk, PressedPdf, PressSpec, Rgb8
from report_pdf.pdf.ranges import parse_page_range
from report_pdf.pdf.rasterising import PageRaster, rasterise
from report_pdf.pdf.rules import RULES

__all__ = [
    "ARCHIVE_CHECKS",
    "ARCHIVE_RULES",
    "FOGRA39",
    "PRESS_CHECKS",
    "PRESS_RULES",
    "RULES",
    "STANDARDS",
    "ArchiveBreach",
    "ArchiveCheck",
    "ArchiveFacts",
    "ArchiveStandard",
    "Archived",
    "Attachment",
    "BodyFacts",
    "Bound",
    "ClosingFacts",
    "Cmyk",
    "DressedPdf",
    "FontFacts",
    "ImageFacts",
    "ImposedPdf",
    "Insert",
    "Leaf",
    "Line",
    "Matrix",
    "MissingBleed",
    "OutputCondition",
    "PageBoxes",
    "PageFacts",
    "PagePicture",
    "PageRaster",
    "Particulars",
    "PdfFacts",
    "PlacedPage",
    "PressBreach",
    "PressCheck",
    "PressFacts",
    "PressSpec",
    "PressStandard",
    "PressedPdf",
    "Rectangle",
    "Rgb8",
    "SheetSide",
    "SheetSpec",
    "SupplementPages",
    "TagNode",
    "TagText",
    "TagTree",
    "archive_pass",
    "bind",
    "bound_on_the_right",
    "check_archive",
    "check_press",
    "close",
    "dress_sheet",
    "fonts_of",
    "identify_press",
    "images_of",
    "impose_sheets",
    "open_body",
    "open_supplement",
    "outlines",
    "page_boxes",
    "page_labels",
    "parse_page_range",
    "particulars",
    "picture_page",
    "press_pass",
    "rasterise",
    "read_tag_tree",
    "set_page_labels",
    "tag_tree_text",
]
