"""Photographs: strict decoding, colour, crop, resampling; nothing but pixels comes out (see docs, pictures)."""

from __future__ import annotations

from report_pdf.pictures.cleaning import CleanPicture, clean
from report_pdf.pictures.crop import Window, crop_window, effective_ppi
from report_pdf.pictures.fitting import FittedPicture, fit, fit_all, picture_url
from report_pdf.pictures.light import Tone, contrast, tones
from report_pdf.pictures.page import PageJpeg, is_picture, page_jpeg
from report_pdf.pictures.press import PressConverter, PressImage
from report_pdf.pictures.rules import RULES

__all__ = [
    "RULES",
    "CleanPicture",
    "FittedPicture",
    "PageJpeg",
    "PressConverter",
    "PressImage",
    "Tone",
    "Window",
    "clean",
    "contrast",
    "crop_window",
    "effective_ppi",
    "fit",
    "fit_all",
    "is_picture",
    "page_jpeg",
    "picture_url",
    "tones",
]
