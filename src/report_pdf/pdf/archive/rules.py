"""What the archive pass has to say."""

from __future__ import annotations

from report_pdf.findings import Finding, Message, Place, Rule, Severity

__all__ = ["ARCHIVE_RULES", "remarked"]

ARCHIVE_RULES: tuple[Rule, ...] = (
    Rule(
        code="archive/untagged-body",
        severity=Severity.ERROR,
        rationale=Message(
            zh="正文没有结构标签，读屏软件读不出次序。", en="The body has no structure tree to read it by."
        ),
        source="ISO 14289-1, 7.1",
    ),
    Rule(
        code="archive/picture-without-alt",
        severity=Severity.WARNING,
        rationale=Message(
            zh="图片没有替代文字（alt），看不见的读者不知道画的是什么。",
            en="A picture without alternative text says nothing to a reader who cannot see it.",
        ),
        source="ISO 14289-1, 7.3",
    ),
    Rule(
        code="archive/heading-levelled",
        severity=Severity.INFO,
        rationale=Message(
            zh="标题跳级，存档版按逐级重排了级别。",
            en="A heading skipped a level; in the archive edition it has the next one.",
        ),
        source="ISO 14289-1, 7.4.2",
    ),
    Rule(
        code="archive/supplement-merged",
        severity=Severity.INFO,
        rationale=Message(
            zh="附件有能用的结构标签，连同标签一起并入。",
            en="A supplement has tags that hold all its text: they come with its pages.",
        ),
        source="ISO 14289-1, 7.1",
    ),
    Rule(
        code="archive/table-headed",
        severity=Severity.INFO,
        rationale=Message(
            zh="附件的表格没有表头标签，而表首、粗体的单元格或数字上面的字看得出是表头：补上，读屏软件才说得出一格属于哪一列。",
            en="A supplement's table had no header cells, but its head, bold cells or words over numbers show them: readers are told.",
        ),
        source="ISO 14289-1, 7.5",
    ),
    Rule(
        code="archive/supplement-as-picture",
        severity=Severity.INFO,
        rationale=Message(
            zh="附件页作为图整页收录，页上的文字写成替代文字。",
            en="A supplement's page is one figure whose alternative text is the page's text.",
        ),
        source="ISO 14289-1, 7.3",
    ),
    Rule(
        code="archive/supplement-without-text",
        severity=Severity.WARNING,
        rationale=Message(
            zh="附件页上没有可取的文字（多为扫描件），替代文字只有标题和页次。",
            en="A supplement's page has no text to take (a scan, mostly): its alternative text is title and page.",
        ),
        source="ISO 14289-1, 7.3",
    ),
    Rule(
        code="archive/attachment-left",
        severity=Severity.WARNING,
        rationale=Message(
            zh="这个标准不许内嵌任意文件，附件文件未收入。",
            en="This standard takes no files of any kind inside: attached files were left.",
        ),
        source="ISO 19005-2, 6.8",
    ),
)

_BY_CODE = {rule.code: rule for rule in ARCHIVE_RULES}


def remarked(code: str, place: Place | None, *, zh: str, en: str, hint: Message | None = None) -> Finding:
    """A finding of the rule ``code`` in these words."""
    return _BY_CODE[code].at(place, Message(zh=zh, en=en), hint=hint)
