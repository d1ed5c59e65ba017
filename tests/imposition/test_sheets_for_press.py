"""Sheets of a print edition's pages, seen by the checks of a print file: the pages' own marks are cut off, not faults."""

from __future__ import annotations

import datetime as dt
import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from report_pdf import child
from report_pdf.imposition import ImpositionSpec, Scheme, impose
from report_pdf.pdf import (
    FOGRA39,
    PressFacts,
    SheetSpec,
    check_press,
    dress_sheet,
    identify_press,
)
from report_pdf.resources import assets_folder

MM = 72 / 25.4
BLEED = 3 * MM
WIDTH, HEIGHT = 120 * MM, 160 * MM
PROFILE = (assets_folder() / "icc" / "FOGRA39L_coated.icc").read_bytes()
ARTWORK = "0.2 0 0.3 0 k 0 0 900 900 re f"
SPECKLE = "/All cs 1 scn 120 120 20 20 re f"


@pytest.fixture(autouse=True)
def _here(monkeypatch):
    """Our own pages need no child."""
    monkeypatch.setattr(child, "run", lambda _, function, *args, **keywords: function(*args, **keywords))


def print_file(*, speckled_page=0):
    """Eight pages with bleed and marks; on one of them a speckle in registration colour."""
    with pikepdf.new() as pdf:
        tint = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([0] * 4), C1=Array([1] * 4), N=1)
        space = Array([Name.Separation, Name.All, Name.DeviceCMYK, tint])
        for number in range(1, 9):
            pdf.add_blank_page(page_size=(WIDTH + 2 * BLEED, HEIGHT + 2 * BLEED))
            page = pdf.pages[-1].obj
            page["/TrimBox"] = Array([BLEED, BLEED, WIDTH + BLEED, HEIGHT + BLEED])
            page["/Resources"] = Dictionary(ColorSpace=Dictionary(All=space))
            drawn = f"{ARTWORK} {SPECKLE}" if number == speckled_page else ARTWORK
            page["/Contents"] = pdf.make_stream(drawn.encode())
        out = io.BytesIO()
        pdf.save(out, static_id=True)
    dressed = dress_sheet(out.getvalue(), SheetSpec(bleed_pt=BLEED))
    facts = PressFacts(title="渡口", date=dt.datetime(2026, 4, 1, tzinfo=dt.UTC), identifier="ferry-7")
    return identify_press(dressed.data, facts, condition=FOGRA39, profile=PROFILE)


def found(pdf, folder, **how):
    """What is wrong with the sheets: the check's name and the side of a sheet."""
    (folder / "print.pdf").write_bytes(pdf)
    made = impose(folder / "print.pdf", ImpositionSpec(**how))
    return {(breach.check.id, breach.page) for breach in check_press(made.pdf)}


WAYS = [
    {"scheme": Scheme.SADDLE_STITCH, "creep": 0.0},
    {"scheme": Scheme.PERFECT, "signature": 8},
    {"scheme": Scheme.TWO_UP},
    {"scheme": Scheme.WORK_AND_TURN},
    {"scheme": Scheme.COVER_SPREAD, "spine": 6 * MM},
]


@pytest.mark.parametrize("how", WAYS, ids=lambda how: how["scheme"].value)
def test_sheets_have_no_fault_that_their_pages_had_not(how, tmp_path):
    assert found(print_file(), tmp_path, **how) == set()


@pytest.mark.parametrize("how", WAYS[:2], ids=lambda how: how["scheme"].value)
def test_registration_colour_inside_a_page_is_found_on_its_sheet(how, tmp_path):
    assert found(print_file(speckled_page=2), tmp_path, **how) == {("press/all-inks", 2)}
