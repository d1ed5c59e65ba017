"""What of a Chinese text is said to be English, and what is left alone."""

from __future__ import annotations

import pytest

from report_pdf.layout.languages import english_parts


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("他说“the bridge is for you and me”，就走了。", ["the bridge is for you and me"]),
        (
            "先写how to mend a clock，再写what they said in 1912。",
            ["how to mend a clock", "what they said in 1912"],
        ),
        ("标语是 No time for tea, with love 两行", ["No time for tea, with love"]),
        ("在Bank of China门口等The Art of Clocks的作者", ["Bank of China", "The Art of Clocks"]),
        ("用Adobe InDesign和GPU、machine learning做的", ["machine learning"]),
        (
            "会上说 Digital Age 与 carbon-neutral、planning、Vitamin C",
            ["Digital Age", "carbon-neutral", "planning", "Vitamin C"],
        ),
        ("GDP与PDF，App，WeChat，iPhone 15 Pro，Wi-Fi，5G", []),
        ("Shanghai、Li Long、women、change、Chang'e 都可能是拼音", []),
        ("写下 <script>alert(1)</script>，machine learning(机器学习)", ["machine learning"]),
        ("manuscript.txt 里 report-pdf build 和 the_file", []),
        ("Aitzol Berasategi、Sitta europaea、café society、CC BY-SA 4.0", []),
        ("un pont pour les gens de la ville，法文不算", []),
        ("H2O、https://example.org/the-way-for-you 和 name@example.org", []),
        ("", []),
    ],
)
def test_only_what_is_surely_english(text: str, english: list[str]) -> None:
    parts = list(english_parts(text))
    assert [part for part, is_english in parts if is_english] == english
    assert "".join(part for part, _ in parts) == text
