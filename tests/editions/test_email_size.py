"""The email edition meets its limit by its pictures, says what became of them, and else is refused or written in parts."""

from __future__ import annotations

import datetime as dt
import io
import random

import pikepdf
import pytest
from PIL import Image

from report_pdf.editions import close_edition, spec_of
from report_pdf.editions.fitting import Ladder, choose
from report_pdf.model.issue import Cover, Issue
from report_pdf.model.pages import Packet, PageOrigin
from report_pdf.model.plan import EditionName, EditionPlans, EmailPlan, IssueIdentity
from report_pdf.pdf import HeldPicture, images_of
from report_pdf.pictures import Rung

ISSUE = Issue(
    identity=IssueIdentity(id="ferry-7", name="渡口", number="第7期", date=dt.date(2026, 3, 1)),
    language="zh-CN",
    cover=Cover(picture=None, headlines=(), title=""),
    articles=(),
)


def _photograph(seed, size=(600, 400)):
    """Soft shapes with some grain, as photographs have."""
    grain = Image.frombytes("L", size, random.Random(seed).randbytes(size[0] * size[1]))  # noqa: S311 - no secret
    soft = Image.radial_gradient("L").resize(size)
    return Image.merge("RGB", [Image.blend(soft, grain, share) for share in (0.05, 0.1, 0.15)])


@pytest.fixture(scope="module")
def packet():
    """Two pages with a picture each; the second is a supplement's."""
    with pikepdf.new() as pdf:
        for number in range(2):
            file = io.BytesIO()
            _photograph(number).save(file, format="JPEG", quality=95)
            image = pdf.make_stream(file.getvalue())
            image["/Type"], image["/Subtype"], image["/Filter"] = (
                pikepdf.Name.XObject,
                pikepdf.Name.Image,
                pikepdf.Name.DCTDecode,
            )
            image["/Width"], image["/Height"], image["/BitsPerComponent"] = 600, 400, 8
            image["/ColorSpace"] = pikepdf.Name.DeviceRGB
            pdf.add_blank_page(page_size=(300, 200))
            pdf.pages[-1].obj["/Resources"] = pikepdf.Dictionary(XObject=pikepdf.Dictionary(A=image))
            pdf.pages[-1].contents_add(pdf.make_stream(b"q 288 0 0 192 0 0 cm /A Do Q"))
        out = io.BytesIO()
        pdf.save(out, static_id=True)
    origin = PageOrigin(page=2, file="scan.pdf", source_page=5)
    return Packet(pdf=out.getvalue(), pages=2, origins=(origin,))


def _closed(packet, max_size, **more):
    spec = spec_of(EditionName.EMAIL, EditionPlans(email=EmailPlan(max_size=max_size, **more)))
    return close_edition(packet, ISSUE, spec)


def test_the_limit_is_met_and_used(packet):
    limit = 45_000
    edition = _closed(packet, limit)
    assert 0.9 * limit < len(edition.data) <= limit
    assert not edition.refused
    assert {(finding.code, str(finding.place)) for finding in edition.findings} == {
        ("editions/picture-fitted", "email.pdf page 1"),
        ("editions/supplement-picture-fitted", "scan.pdf page 5"),
    }
    assert all(60 <= image.ppi <= 150 for image in images_of(edition.data))
    assert sum(
        row.pictures + row.fonts + row.text + row.supplements + row.structure for row in edition.weights
    ) == len(edition.data)


def test_what_fits_is_not_touched(packet):
    edition = _closed(packet, 10_000_000)
    assert not edition.findings
    assert [image.ppi for image in images_of(edition.data)] == [150, 150]


def test_it_is_refused_with_what_weighs_how_much(packet):
    edition = _closed(packet, 3_000)
    assert edition.refused
    (said,) = [finding for finding in edition.findings if finding.code == "editions/too-large"]
    assert "pictures" in said.message.en
    assert "page 1" in said.message.en


def test_or_it_is_written_in_parts_within_the_limit(packet):
    whole = len(_closed(packet, 3_000).data)
    limit = round(0.75 * whole)
    edition = _closed(packet, limit, too_large="parts")
    assert [(part.file, part.first, part.last) for part in edition.parts] == [
        ("email-1.pdf", 1, 1),
        ("email-2.pdf", 2, 2),
    ]
    assert all(len(part.data) <= limit for part in edition.parts)
    assert "editions/in-parts" in {finding.code for finding in edition.findings}


def _ladder(*steps, length=1000):
    held = HeldPicture(
        key=1, data=b"", is_jpeg=True, mode="RGB", width=100, height=100, ppi=100.0, page=1, length=length, sha256=""
    )  # fmt: skip
    rungs = tuple(
        Rung(data=bytes(size), width=1, height=1, ppi=1, quality=1, cost=cost) for size, cost in steps
    )
    return Ladder(held=held, rungs=rungs)


def test_bytes_go_where_they_mend_most():
    """The second picture gains more error for each byte: it stays fine while the first gives way."""
    coarse, fine = _ladder((500, 1.0), (100, 1.5)), _ladder((500, 4.0), (100, 9.0))
    first, second = choose([coarse, fine], 900)
    assert first is not None
    assert len(first.data) == 100
    assert second is None


def test_where_nothing_helps_all_are_at_their_lightest():
    assert [len(rung.data) for rung in choose([_ladder((500, 1.0), (100, 2.0))] * 2, 5_000) if rung] == [
        100,
        100,
    ]
