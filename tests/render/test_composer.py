"""The composer in the engine: what it leaves to it, what it tells, which version it is made for."""

from __future__ import annotations

import pytest
import weasyprint
from composed_pages import text_of, typeset

from report_pdf.errors import RenderError
from report_pdf.render import composer


def test_an_ellipsis_is_the_engines():
    css = "p{white-space:nowrap;overflow:hidden;text-overflow:ellipsis;width:6em;text-indent:0}"
    (line,) = text_of(typeset("<p>渡口的老船工说起那场大水</p>", css))
    assert line.startswith("渡口的老船")


def test_loose_lines_are_told():
    composer.take_loose_lines()
    typeset("<p>渡口Antidisestablishmentarianismus的老船工</p>", "p{width:18em;text-indent:0;hyphens:none}")
    loose = composer.take_loose_lines()
    assert [line.text for line in loose] == ["渡口", "Antidisestablishmentarianismus的"]
    assert loose[0].stretch_em > loose[1].stretch_em > 0.125
    assert composer.take_loose_lines() == ()


def test_english_is_left_to_the_engine():
    pdf = typeset(
        "<p lang=en>The quick brown fox jumps over the lazy dog, and the dog sleeps on and on in the sun."
    )
    assert "".join(text_of(pdf)).startswith("The quick brown fox")


def test_another_engine_version_is_refused(monkeypatch):
    monkeypatch.setattr(weasyprint, "__version__", "71.0")
    monkeypatch.setattr(composer, "ENGINE", {})
    with pytest.raises(RenderError, match=r"70\.0"):
        composer.install()
