"""Every font embedded, as a subset, with a Unicode value for every code."""

from __future__ import annotations

from collections.abc import Iterator

from report_pdf.findings import Finding, Message, Rule
from report_pdf.model.plan import EditionName
from report_pdf.preflight.check import Subject, check


@check(
    "preflight/font",
    rationale=Message(
        zh="没有嵌入的字体在别人的机器上会变样；没有 ToUnicode 的字不能复制、检索和朗读。",
        en="A font that is not embedded changes on other machines; without ToUnicode its text cannot be copied or read.",
    ),
    source="ISO 32000-2, 9.9 and 9.10.3",
    foreign=frozenset({EditionName.EMAIL}),
)
def fonts_embedded(subject: Subject, rule: Rule) -> Iterator[Finding]:
    """Faults of each font in one finding; a whole font that is embedded is no fault of a supplement."""
    for font in subject.fonts:
        if not font.embedded:
            yield rule.at(
                subject.at(),
                Message(zh=f"字体“{font.name}”没有嵌入。", en=f"the font “{font.name}” is not embedded."),
                hint=Message(
                    zh="请附件的提供者重新导出并嵌入字体。",
                    en="Ask for the supplement again with its fonts embedded.",
                ),
            )
        elif not font.to_unicode:
            yield rule.at(
                subject.at(),
                Message(
                    zh=f"字体“{font.name}”有字形没有 Unicode 值。",
                    en=f"the font “{font.name}” has codes without Unicode.",
                ),
                hint=Message(
                    zh="这部分文字不能检索和复制；请重新导出附件。",
                    en="Its text cannot be searched or copied: export the supplement again.",
                ),
            )
