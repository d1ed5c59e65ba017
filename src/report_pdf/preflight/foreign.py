"""``preflight_file``: the checks of a purpose on any PDF, in a child with limits."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from report_pdf import child
from report_pdf.child import ChildCrashed, ChildLimits, ChildTimedOut
from report_pdf.errors import InputError
from report_pdf.findings import Finding, Message, Place, Rule, Severity
from report_pdf.model.archive import Verdict
from report_pdf.model.edition import EditionSpec, PictureSpec
from report_pdf.model.plan import EditionName
from report_pdf.pdf import ForeignFacts, PressStandard, look_at_foreign
from report_pdf.preflight.check import Subject
from report_pdf.preflight.claims import CLAIM_RULES, Validators, said_of, validate
from report_pdf.preflight.judging import applied, judge

__all__ = ["FOREIGN_LIMITS", "FileReport", "FileSpec", "preflight_file"]

FOREIGN_LIMITS = ChildLimits(wall_seconds=30, cpu_seconds=30, memory_bytes=2 << 30)
"""What checking one file from elsewhere may cost."""

_UNCLAIMED = ("3a", "ua1")
"""By what an archive file is judged that claims nothing."""

_REMEDY = Message(
    zh="由生成它的程序重新导出为 PDF/A 与 PDF/UA；条款号见标准正文。",
    en="Export it again as PDF/A and PDF/UA in the program that made it; the clause is the standard's.",
)


_CLAIMS = tuple(
    replace(
        rule,
        rationale=Message(
            zh="文件声明的标准要由验证器逐条判过。",
            en="Validators judge every clause of what the file claims.",
        ),
    )
    for rule in CLAIM_RULES
    if rule.severity is Severity.ERROR
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileSpec:
    """What a file is for.

    Attributes:
        purpose: Print, archive or email.
        standard: Whose severities count for print.
        ink_limit: Per cent of ink in any 15 mm square.
        spots: Spot colours that were agreed.
        password: Of an encrypted file.
    """

    purpose: EditionName
    standard: PressStandard = PressStandard.SHEET
    ink_limit: int = 300
    spots: frozenset[str] = frozenset()
    password: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReport:
    """What was found in a file.

    Attributes:
        file: As it was named.
        purpose: What it is for.
        sha256: Of the bytes as received.
        size: In bytes.
        pages: How many.
        version: Of PDF.
        claims: What it says it is.
        judged_by: The flavours that validators were asked for.
        rules: Every rule it was held to, found broken or not.
        findings: What breaks them.
        verdicts: Of the validators, for the archive.
    """

    file: str
    purpose: EditionName
    sha256: str
    size: int
    pages: int
    version: str
    claims: tuple[str, ...]
    judged_by: tuple[str, ...]
    rules: tuple[Rule, ...]
    findings: tuple[Finding, ...]
    verdicts: tuple[Verdict, ...] = ()

    @property
    def passed(self) -> bool:
        """No finding is an error."""
        return all(finding.severity is not Severity.ERROR for finding in self.findings)


def preflight_file(
    path: Path,
    spec: FileSpec,
    *,
    name: str | None = None,
    validators: Validators | None = None,
    limits: ChildLimits = FOREIGN_LIMITS,
) -> FileReport:
    """The report on any PDF.

    Args:
        path: The file.
        spec: What it is for.
        name: How messages call it.
        validators: Who judges claims, beside page-validation.
        limits: What the checks may use.

    Raises:
        InputError: It cannot be read: missing, no PDF, beyond repair, encrypted, or beyond the limits.
    """
    name = name or path.name
    data = _read(path, name)
    facts, subject_rules, findings = _examined(data, spec, name, limits)
    report = FileReport(
        file=name,
        purpose=spec.purpose,
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        pages=facts.pages,
        version=facts.version,
        claims=tuple(filter(None, (facts.press, *facts.flavours))),
        judged_by=(),
        rules=subject_rules,
        findings=findings,
    )
    if spec.purpose is not EditionName.ARCHIVE:
        return report
    flavours = facts.flavours or _UNCLAIMED
    return _validated(report, facts.plain or data, flavours, validators or Validators())


def _read(path: Path, name: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(
            Message(zh=f"“{name}”打不开。", en=f"“{name}” cannot be opened ({error.strerror})."),
            place=Place(file=name),
            hint=Message(zh="请检查路径和权限。", en="Check its path and its permissions."),
        ) from None


_Examined = tuple[ForeignFacts, tuple[Rule, ...], tuple[Finding, ...]]


def _examined(data: bytes, spec: FileSpec, name: str, limits: ChildLimits) -> _Examined:
    try:
        return child.run(limits, examine, data, spec, name)
    except ChildTimedOut:
        words = Message(
            zh=f"“{name}”在 {limits.wall_seconds:g} 秒内没有查完：过于复杂，或者有害。",
            en=f"“{name}” was not done within {limits.wall_seconds:g} s: it is too complex, or hostile.",
        )
    except (ChildCrashed, MemoryError):
        words = Message(
            zh=f"“{name}”用完了内存或时间：过于复杂，或者有害。",
            en=f"“{name}” took all memory or time it was given: it is too complex, or hostile.",
        )
    raise InputError(
        words,
        place=Place(file=name),
        hint=Message(
            zh="在原程序中重新导出，或把它拆成几份再查。",
            en="Export it again, or check it in parts.",
        ),
    )


def examine(data: bytes, spec: FileSpec, name: str) -> _Examined:
    """The child's task."""
    facts = look_at_foreign(data, name=name, password=spec.password)
    subject = Subject(
        file=name,
        data=facts.plain,
        spec=EditionSpec(
            name=spec.purpose,
            style_sheet="",
            pictures=PictureSpec(ppi=0, quality=0, ink_limit=spec.ink_limit),
            tagged=False,
        ),
        foreign=True,
        received=data if facts.encrypted else b"",
        password=spec.password,
        standard=spec.standard,
        spots=spec.spots,
    )
    return replace(facts, plain=facts.plain if facts.encrypted else b""), applied(subject), judge(subject)


def _validated(
    report: FileReport, data: bytes, flavours: Sequence[str], validators: Validators
) -> FileReport:
    """With the verdicts of those validators that are here on what the file claims, or on what it should."""
    verdicts = validate({report.file: data}, flavours, validators)[report.file]
    said = tuple(
        replace(finding, hint=_REMEDY) if finding.severity is Severity.ERROR else finding
        for finding in said_of(report.file, flavours, verdicts)
    )
    return replace(
        report,
        judged_by=tuple(flavours),
        rules=(*report.rules, *_CLAIMS),
        findings=(*report.findings, *said),
        verdicts=verdicts,
    )
