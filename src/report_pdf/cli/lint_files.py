"""Which manuscripts ``lint`` looks at, by which lists, and the corrected copies it writes beside them."""

from __future__ import annotations

import codecs
import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from report_pdf.copyedit import RULES as COPYEDIT_RULES
from report_pdf.copyedit import (
    LedgerEntry,
    copyedit_issue,
    fixed_source,
    ledger,
    only_said,
    plan_texts,
    unknown_codes,
)
from report_pdf.errors import DeliveryError, ReportPdfError
from report_pdf.findings import Finding, Message, Place
from report_pdf.manuscript import RULES as MANUSCRIPT_RULES
from report_pdf.manuscript import DocxRemark, comment_docx, read_manuscript
from report_pdf.model.manuscript import Manuscript
from report_pdf.model.plan import IssuePlan, LintPlan
from report_pdf.plan import read_plan

__all__ = ["Linted", "differences", "fix", "lint_all"]

_PLANS = frozenset({".yaml", ".yml"})
_NO_END = "\\ No newline at end of file"
"""What ``patch`` expects behind a last line without its end."""
_BOMS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Linted:
    """An issue's manuscripts as they were read and as they are edited, and what could not be read of it.

    ``findings``: of the issue.yaml, then of each manuscript.
    """

    paths: tuple[Path, ...] = ()
    read: tuple[Manuscript, ...] = ()
    manuscripts: tuple[Manuscript, ...] = ()
    ledger: tuple[LedgerEntry, ...] = ()
    said: tuple[Finding, ...] = ()
    errors: tuple[ReportPdfError, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All of them."""
        return (*self.said, *(finding for one in self.manuscripts for finding in one.findings))


def lint_all(files: Sequence[Path]) -> list[Linted]:
    """Each issue.yaml with its manuscripts; manuscripts of one issue together, any other alone; in the order given."""
    results: list[Linted | tuple[Path, list[Path]]] = []
    issues: dict[Path, list[Path]] = {}
    for file in files:
        if file.suffix.lower() in _PLANS:
            results.append(_of_issue(file))
        elif (plan := _issue_of(file)) is not None:
            if plan not in issues:
                issues[plan] = []
                results.append((plan, issues[plan]))
            issues[plan].append(file)
        else:
            results.append(_lint((file,), LintPlan()))
    return [one if isinstance(one, Linted) else _of_part(*one) for one in results]


def _issue_of(manuscript: Path) -> Path | None:
    """The issue.yaml beside a manuscript, or one folder up, that names it."""
    for folder in (manuscript.parent, manuscript.parent.parent):
        file = folder / "issue.yaml"
        if not file.is_file():
            continue
        try:
            plan = read_plan(file)
        except ReportPdfError:
            continue
        if any(article.manuscript.path == manuscript.resolve() for article in plan.articles):
            return file
    return None


def _of_issue(file: Path) -> Linted:
    try:
        plan = read_plan(file)
    except ReportPdfError as error:
        return Linted(errors=(error,))
    paths = tuple(file.parent / article.manuscript.name for article in plan.articles)
    own = plan_texts(plan)
    return _lint(paths, plan.lint, said=(*plan.findings, *_wrong_codes(plan)), own=own)


def _of_part(file: Path, manuscripts: list[Path]) -> Linted:
    plan = read_plan(file)
    return _lint(tuple(manuscripts), plan.lint, said=tuple(_wrong_codes(plan)))


def _wrong_codes(plan: IssuePlan) -> Iterator[Finding]:
    return unknown_codes(plan.lint, (*COPYEDIT_RULES, *MANUSCRIPT_RULES), plan.places)


def _lint(
    paths: Sequence[Path],
    lint: LintPlan,
    *,
    said: tuple[Finding, ...] = (),
    own: Manuscript | None = None,
) -> Linted:
    """``own``: the words of the issue.yaml itself."""
    read: list[Manuscript] = []
    found: list[Path] = []
    errors: list[ReportPdfError] = []
    for path in paths:
        try:
            read.append(read_manuscript(path, name=str(path)))
            found.append(path)
        except ReportPdfError as error:
            errors.append(error)
    edited = copyedit_issue([*read, *([own] if own is not None else [])], lint)
    manuscripts, rest = edited[: len(read)], edited[len(read) :]
    return Linted(
        paths=tuple(found),
        read=tuple(read),
        manuscripts=manuscripts,
        ledger=ledger(edited, lint),
        said=(*said, *(only_said(finding) for one in rest for finding in one.findings)),
        errors=tuple(errors),
    )


def fix(results: Sequence[Linted]) -> list[tuple[Path, Message]]:
    """Writes ``NAME.fixed.txt`` beside each text, ``NAME.remarks.docx`` beside each Word file; what was written."""
    return [
        _fix(path, read, edited)
        for result in results
        for path, read, edited in zip(result.paths, result.read, result.manuscripts, strict=True)
    ]


def _fix(path: Path, read: Manuscript, edited: Manuscript) -> tuple[Path, Message]:
    if read.encoding == "docx":
        return _comment(path, edited)
    fixed = fixed_source(read, edited)
    target = path.with_name(f"{path.stem.removesuffix('.fixed')}.fixed{path.suffix}")
    data = path.read_bytes()
    mark = next((bom for bom in _BOMS if data.startswith(bom)), b"")
    _write(target, mark + fixed.text.encode(read.encoding))
    left = Message(
        zh=f"，{fixed.left} 段有转义符号，没有改" if fixed.left else "",
        en=f", {fixed.left} with escapes left as they are" if fixed.left else "",
    )
    return target, Message(
        zh=f"改正了 {fixed.corrected} 段{left.zh}。", en=f"{fixed.corrected} block(s) corrected{left.en}."
    )


def _comment(path: Path, edited: Manuscript) -> tuple[Path, Message]:
    placed = [(finding, finding.place) for finding in edited.findings if finding.place is not None]
    remarks = [_remark(finding, place) for finding, place in placed if place.line]
    done = comment_docx(path.read_bytes(), remarks, name=str(path))
    target = path.with_name(f"{path.stem}.remarks.docx")
    _write(target, done.data)
    return target, Message(
        zh=f"写了 {len(remarks) - done.left} 条批注。", en=f"{len(remarks) - done.left} comment(s) written."
    )


def _remark(finding: Finding, place: Place) -> DocxRemark:
    said = [finding.message.zh, *([finding.hint.zh] if finding.hint else []), f"[{finding.code}]"]
    return DocxRemark(line=place.line or 0, column=place.column or 1, text=" ".join(said))


def _write(target: Path, data: bytes) -> None:
    try:
        target.write_bytes(data)
    except OSError as error:
        raise DeliveryError(
            Message(zh=f"写不了：{error.strerror}。", en=f"cannot be written: {error.strerror}."),
            place=Place(file=str(target)),
            hint=Message(
                zh="请检查文件夹的权限和磁盘空间。", en="Check the folder's permissions and the disk."
            ),
        ) from error


def differences(results: Sequence[Linted]) -> str:
    """A unified diff of each manuscript's source; of Word files nothing: their text is not rewritten."""
    lines: list[str] = []
    for result in results:
        for path, read, edited in zip(result.paths, result.read, result.manuscripts, strict=True):
            before = "".join(block.source for block in read.blocks)
            after = before if read.encoding == "docx" else fixed_source(read, edited).text
            changed = difflib.unified_diff(
                _lines(before), _lines(after), fromfile=f"{path}\t", tofile=f"{path} (fixed)\t", n=0
            )
            lines += (line if line.endswith("\n") else f"{line}\n{_NO_END}\n" for line in changed)
    return "".join(lines)


def _lines(text: str) -> list[str]:
    """As ``patch`` counts them: by line feeds alone."""
    return re.findall(r"[^\n]*\n|[^\n]+\Z", text)
