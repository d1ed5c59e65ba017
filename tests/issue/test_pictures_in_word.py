"""Pictures that came inside a Word file: as their author has cut them, and whole where they are no photographs."""

from __future__ import annotations

import io
import random

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from PIL import Image

from report_pdf.issue import gather, with_named_photos
from report_pdf.manuscript import read_manuscript
from report_pdf.plan import plan_from_manuscript


def _png(image):
    file = io.BytesIO()
    image.save(file, "PNG")
    file.seek(0)
    return file


def _photograph():
    grain = random.Random(5)  # noqa: S311 - grain
    image = Image.linear_gradient("L").resize((400, 320))
    image.putdata([min(255, shade + grain.randrange(40)) for shade in image.tobytes()])
    return image.convert("RGB")


def test_a_cut_photograph_and_a_chart(tmp_path):
    document = docx.Document()
    document.add_paragraph("题目")
    document.add_paragraph("这一段是正文，写得长一些，末尾有句号。")
    document.add_picture(_png(_photograph()))
    blip = next(document.element.body.iter(qn("a:blip")))
    blip.addnext(parse_xml(f"<a:srcRect {nsdecls('a')} l='25000' t='50000'/>"))
    document.add_picture(_png(Image.new("RGB", (400, 320), "white")))
    path = tmp_path / "稿.docx"
    document.save(path)
    plan = plan_from_manuscript(path)
    manuscripts = (read_manuscript(path, name="稿.docx"),)
    plan = with_named_photos(plan, manuscripts, work=tmp_path / "work")
    issue = gather(plan, manuscripts, work=tmp_path / "work", private=tmp_path / "private", passwords={})
    assert [(one.width, one.height, one.whole) for one in issue.articles[0].pictures] == [
        (300, 160, False),
        (400, 320, True),
    ]
