"""Photographs: strict decoding, colour, crop, resampling; nothing but pixels comes out (see docs, pictures)."""

from __future__ import annotations

from report_pdf.pictures.cleaning import CleanPicture, clean
from report_pdf.pictures.crop import Window, crop_window, effective_ppi
from report_pdf.pictures.cutting import cut_out
from report_pdf.pictures.exif import PhotoFacts, read_facts
from report_pdf.pictures.fitting import FittedPicture, fit, fit_all, picture_url
from report_pdf.pictures.light import Tone, contrast, tones
from report_pdf.pictures.lighter import Finest, Rung, finest_of_placement, finest_of_samples, rungs
from report_pdf.pictures.page import is_picture, page_jpeg, page_jpegs
from report_pdf.pictures.press import PressConverter, PressImage, check_press_profile
from report_pdf.pictures.proof import InkReading, heat_colour, page_view, read_ink
from report_pdf.pictures.raster import RasterJpeg, raster_jpeg
from report_pdf.pictures.resolution import LEAST_PPI, RESOLUTION_RULES, coarse_pictures, pages_of
from report_pdf.pictures.rules import RULES as _RULES

RULES = (*_RULES, *RESOLUTION_RULES)

__all__ = [
    "LEAST_PPI",
    "RULES",
    "CleanPicture",
    "Finest",
    "FittedPicture",
    "InkReading",
    "PhotoFacts",
    "PressConverter",
    "PressImage",
    "RasterJpeg",
    "Rung",
    "Tone",
    "Window",
    "check_press_profile",
    "clean",
    "coarse_pictures",
    "contrast",
    "crop_window",
    "cut_out",
    "effective_ppi",
    "finest_of_placement",
    "finest_of_samples",
    "fit",
    "fit_all",
    "heat_colour",
    "is_picture",
    "page_jpeg",
    "page_jpegs",
    "page_view",
    "pages_of",
    "picture_url",
    "raster_jpeg",
    "read_facts",
    "read_ink",
    "rungs",
    "tones",
]
