from __future__ import annotations

import dataclasses
import io

import pikepdf
import pytest
import render_in_child
from small_pages import columns, glyphs, html, paragraphs, sets, task

from report_pdf import child
from report_pdf.child import ChildLimits
from report_pdf.errors import FontError, MissingToolError, RenderError, ReportPdfError
from report_pdf.findings import Place
from report_pdf.model.pages import PaginatedHtml, RenderedDocument, Resource
from report_pdf.render import render, stage

SOURCES = (("p0", Place(file="渡口.txt", line=3)), ("p1", Place(file="渡口.txt", line=5, column=1)))


def _plain(body: str, css: str = "") -> PaginatedHtml:
    """A document without the shipped faces, quick to refuse; a bare machine has no Chinese ones of its own."""
    return PaginatedHtml(
        html=f'<html lang="zh-CN"><title>渡口</title>{body}',
        style_sheets=(("own.css", css),),
        sources=SOURCES,
    )


def test_anchors_count_physical_pages_and_points() -> None:
    body = "<p id='a'>甲</p><p id='b' style='break-before: page; margin-left: 30pt'>乙</p>"
    document = render(*task(body))
    places = {anchor.name: (anchor.page, anchor.x_pt, anchor.y_pt) for anchor in document.anchors}
    assert places == {"a": (1, 60.0, 72.0), "b": (2, 90.0, 72.0)}
    assert document.pages == 2


def test_same_input_gives_same_bytes_and_only_our_face() -> None:
    arguments = task(columns(paragraphs([30])))
    first, second = render(*arguments), render(*arguments)
    assert first.pdf == second.pdf
    with pikepdf.open(io.BytesIO(first.pdf)) as pdf:
        fonts = {str(font.BaseFont) for page in pdf.pages for font in page.Resources.Font.values()}
    assert len(fonts) == 1
    assert fonts.pop().endswith("SmallSerif")
    assert len(glyphs(first.pdf)) > 300


FOREIGN = (
    ("<img id='p1' alt='灯' src='issue:photos/02.jpg'>", "", "issue:photos/02.jpg"),
    ("<p id='p1' style='background: url(file:///etc/hostname)'>甲</p>", "", "file:///etc/hostname"),
    ("<p id='p1'><img alt='灯' src='http://127.0.0.1:9/灯.png'></p>", "", "http://127.0.0.1:9/"),
    ("<p id='p1'><a rel='attachment' href='file:///etc/hostname'>甲</a></p>", "", "file:///etc/hostname"),
    ("<link id='p1' rel='stylesheet' href='data:text/css,p{}'>", "", "data:text/css,p"),
    ("<p>甲</p>", "@import 'issue:more.css';", "issue:more.css"),
    ("<p>甲</p>", "@font-face { font-family: F; src: url(file:///f.ttf) }", "file:///f.ttf"),
)


def _outcomes(*pages: PaginatedHtml) -> list[RenderedDocument | ReportPdfError]:
    """What comes of each, in one child."""
    return child.run(
        ChildLimits(wall_seconds=60), render_in_child.typeset_all, [(page, []) for page in pages]
    )


def test_what_was_not_provided_is_an_error_with_its_address_and_place(child_sees_tests: None) -> None:
    errors = _outcomes(*(_plain(body, css) for body, css, _ in FOREIGN))
    for (_, css, url), error in zip(FOREIGN, errors, strict=True):
        assert isinstance(error, RenderError), url
        assert url in error.message.en
        assert url in error.message.zh
        expected = Place(file="own.css", line=1) if css else Place(file="渡口.txt", line=5, column=1)
        assert error.place == expected, url


def test_log_lines_become_findings_with_their_place(child_sees_tests: None) -> None:
    warned, missing = _outcomes(
        _plain("<p id='p0'>a</p>", "p { hue: 3;\n  color: 7 }"),
        _plain("<p id='p0'>a</p><p id='p1'>\U000f0001</p>"),
    )
    assert isinstance(warned, RenderedDocument)
    found = [(finding.code, str(finding.place)) for finding in warned.findings]
    assert found == [("render/unknown-property", "own.css:1:5"), ("render/invalid-value", "own.css:2:3")]
    assert isinstance(missing, FontError)
    assert [finding.code for finding in missing.findings] == ["render/missing-glyph"]
    assert missing.place == Place(file="渡口.txt", line=5, column=1)
    assert "U+F0001" in missing.message.zh


@sets("<p id='narrow' style='width: 180pt; hyphens: none'>渡口Antidisestablishmentarianismus的老船工</p>")
def test_loose_line_is_a_finding_with_its_text(document: RenderedDocument) -> None:
    loose = [finding for finding in document.findings if finding.code == "render/loose-line"]
    assert any("第 1 页，“渡口”" in finding.message.zh for finding in loose)


def test_picture_that_cannot_be_decoded_ends_the_stage_at_its_block() -> None:
    broken = Resource(url="issue:photos/灯.jpg", data=b"no picture", media_type="image/jpeg")
    with pytest.raises(RenderError, match="Failed to load image") as caught:
        render(_plain("<p id='p1'><img alt='lamp' src='issue:photos/灯.jpg'></p>"), [broken])
    assert caught.value.place == Place(file="渡口.txt", line=5, column=1)
    assert [finding.code for finding in caught.value.findings] == ["render/image-lost"]


def _fails(fault: str, monkeypatch: pytest.MonkeyPatch, limits: ChildLimits) -> ReportPdfError:
    monkeypatch.setattr(stage, "_typeset", getattr(render_in_child, fault))
    pages = dataclasses.replace(html("<p id='p0'>甲</p><p id='p1' class='trap'>乙</p>"), sources=SOURCES)
    with pytest.raises(RenderError) as caught:
        render(dataclasses.replace(pages, style_sheets=()), [], limits=limits)
    return caught.value


@pytest.mark.parametrize(
    ("fault", "words"),
    [("crash", "IndexError"), ("hang", "did not end within 5 s"), ("die", "exit code 9")],
)
def test_engine_faults_name_the_block(
    fault: str, words: str, monkeypatch: pytest.MonkeyPatch, child_sees_tests: None
) -> None:
    error = _fails(fault, monkeypatch, ChildLimits(wall_seconds=5))
    assert words in error.message.en
    assert "#p1" in error.message.en
    assert error.place == Place(file="渡口.txt", line=5, column=1)
    assert error.exit_code == 5


def test_time_limit_grows_with_the_text() -> None:
    short, long = html("甲"), html("甲" * 100_000)
    assert stage.limits_for(long).wall_seconds > stage.limits_for(short).wall_seconds + 100


def test_another_engine_version_is_refused() -> None:
    from report_pdf.render.engine import _check_version

    with pytest.raises(MissingToolError, match=r"70\.0 is needed, 70\.1"):
        _check_version("70.1")
