"""The PDF as an object file; the only room that imports pypdf and pikepdf."""

from report_pdf.pdf.admission import (
    ArrivingPdf,
    BodyFacts,
    PdfFacts,
    open_body,
    open_supplement,
    open_supplements,
    refuse_changed,
)
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
from report_pdf.pdf.closing import close
from report_pdf.pdf.compact import FontProgram, NewPicture, NewProgram, compact, font_programs
from report_pdf.pdf.compact_parts import PartPages, part_of
from report_pdf.pdf.compact_pictures import HeldPicture, held_pictures
from report_pdf.pdf.compact_slots import MARK, NAME, Filling, SlotSpec, Spot, Template, fill, template_of
from report_pdf.pdf.compact_tags import tag_whole
from report_pdf.pdf.foreign import ForeignFacts, foreign_particulars, look_at_foreign
from report_pdf.pdf.geometry import Matrix, PageFacts, Rectangle
from report_pdf.pdf.images import ImageFacts, images_of
from report_pdf.pdf.imposing import ImposedPdf, PlacedPage, SheetSide, bound_on_the_right, impose_sheets
from report_pdf.pdf.inspection import FontFacts, PageBoxes, fonts_of, outlines, page_boxes
from report_pdf.pdf.labels import page_labels, set_page_labels
from report_pdf.pdf.locating import pages_using
from report_pdf.pdf.metadata import ClosingFacts, xmp_of
from report_pdf.pdf.painting import Line, Painted
from report_pdf.pdf.particulars import Particulars, particulars
from report_pdf.pdf.parting import PageTooLarge, PartLimit, bounds_of
from report_pdf.pdf.picture_page import pages_of_pictures, picture_page
from report_pdf.pdf.press.checks import PRESS_CHECKS, PressBreach, PressCheck, PressStandard, check_press
from report_pdf.pdf.press.conditions import condition_of
from report_pdf.pdf.press.identity import FOGRA39, OutputCondition, PressFacts, identify_press
from report_pdf.pdf.press.inking import press_pass
from report_pdf.pdf.press.leaves import PressLeaf, ready_leaves
from report_pdf.pdf.press.pictured import picture_pages
from report_pdf.pdf.press.rules import PRESS_RULES, reason_of_fault, remarked
from report_pdf.pdf.press.sheet import DressedPdf, MissingBleed, SheetSpec, dress_sheet
from report_pdf.pdf.press.spec import Cmyk, PressedPdf, PressSpec, Rgb8
from report_pdf.pdf.press_survey import (
    BrokenPlaces,
    PlacedImage,
    PressSurvey,
    SurveyedPage,
    survey_press,
    uncounted,
)
from report_pdf.pdf.ranges import parse_page_range
from report_pdf.pdf.rasterising import PageRaster, rasterise
from report_pdf.pdf.rules import RULES
from report_pdf.pdf.splitting import PartMade, cut_points, make_parts
from report_pdf.pdf.stitch_passport import Passport
from report_pdf.pdf.stitch_progress import Hearing, Progress
from report_pdf.pdf.stitch_source import Insert, Leaf
from report_pdf.pdf.stitch_stamps import Stamped, stamp_pages
from report_pdf.pdf.weights import weigh

__all__ = [
    "ARCHIVE_CHECKS",
    "ARCHIVE_RULES",
    "FOGRA39",
    "MARK",
    "NAME",
    "PRESS_CHECKS",
    "PRESS_RULES",
    "RULES",
    "STANDARDS",
    "ArchiveBreach",
    "ArchiveCheck",
    "ArchiveFacts",
    "ArchiveStandard",
    "Archived",
    "ArrivingPdf",
    "Attachment",
    "BodyFacts",
    "Bound",
    "BrokenPlaces",
    "ClosingFacts",
    "Cmyk",
    "DressedPdf",
    "Filling",
    "FontFacts",
    "FontProgram",
    "ForeignFacts",
    "Hearing",
    "HeldPicture",
    "ImageFacts",
    "ImposedPdf",
    "Insert",
    "Leaf",
    "Line",
    "Matrix",
    "MissingBleed",
    "NewPicture",
    "NewProgram",
    "OutputCondition",
    "PageBoxes",
    "PageFacts",
    "PagePicture",
    "PageRaster",
    "PageTooLarge",
    "Painted",
    "PartLimit",
    "PartMade",
    "PartPages",
    "Particulars",
    "Passport",
    "PdfFacts",
    "PlacedImage",
    "PlacedPage",
    "PressBreach",
    "PressCheck",
    "PressFacts",
    "PressLeaf",
    "PressSpec",
    "PressStandard",
    "PressSurvey",
    "PressedPdf",
    "Progress",
    "Rectangle",
    "Rgb8",
    "SheetSide",
    "SheetSpec",
    "SlotSpec",
    "Spot",
    "Stamped",
    "SupplementPages",
    "SurveyedPage",
    "TagNode",
    "TagText",
    "TagTree",
    "Template",
    "archive_pass",
    "bind",
    "bound_on_the_right",
    "bounds_of",
    "check_archive",
    "check_press",
    "close",
    "compact",
    "condition_of",
    "cut_points",
    "dress_sheet",
    "fill",
    "font_programs",
    "fonts_of",
    "foreign_particulars",
    "held_pictures",
    "identify_press",
    "images_of",
    "impose_sheets",
    "look_at_foreign",
    "make_parts",
    "open_body",
    "open_supplement",
    "open_supplements",
    "outlines",
    "page_boxes",
    "page_labels",
    "pages_of_pictures",
    "pages_using",
    "parse_page_range",
    "part_of",
    "particulars",
    "picture_page",
    "picture_pages",
    "press_pass",
    "rasterise",
    "read_tag_tree",
    "ready_leaves",
    "reason_of_fault",
    "refuse_changed",
    "remarked",
    "set_page_labels",
    "stamp_pages",
    "survey_press",
    "tag_tree_text",
    "tag_whole",
    "template_of",
    "uncounted",
    "weigh",
    "xmp_of",
]
