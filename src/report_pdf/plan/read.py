"""issue.yaml → IssuePlan, or one PlanError with everything that is wrong."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

import yaml
from pydantic import ValidationError

from report_pdf.errors import PlanError
from report_pdf.findings import Finding, Message, Place, Severity
from report_pdf.model.plan import IssuePlan
from report_pdf.plan.colons import mend_at, mend_near
from report_pdf.plan.complaints import complaints
from report_pdf.plan.nodes import Keys, NotPlainError, read_nodes
from report_pdf.plan.paths import Jail
from report_pdf.plan.resolve import resolve
from report_pdf.plan.rules import rule
from report_pdf.plan.schema import IssueYaml
from report_pdf.plan.source import Source, open_source
from report_pdf.plan.syntax import explain_syntax, rows_of
from report_pdf.plan.tree import Tree, plant

__all__ = ["all_wrong", "read_plan"]

_MOST_MENDED: Final = 30
_MENDED_CHARACTERS: Final = 30_000


def read_plan(file: Path) -> IssuePlan:
    """The plan that an issue.yaml asks for.

    Paths in it start from its folder and may not leave it. Warnings are in the plan's ``findings``.

    Raises:
        PlanError: With a finding for each mistake in the file, in the order of the file.
    """
    source, tree = _grow(open_source(file))
    findings = [*source.findings, *tree.findings]
    jail = Jail(file.parent)
    try:
        written = IssueYaml.model_validate(tree.value, context=jail)
    except ValidationError as error:
        findings += [*jail.faults, *complaints(error, tree)]
        raise all_wrong(file.name, findings) from error
    findings += jail.faults
    if any(finding.severity is Severity.ERROR for finding in findings):
        raise all_wrong(file.name, findings)
    plan = resolve(written, file=file, places=tree.places, jail=jail, findings=tuple(findings))
    if any(finding.severity is Severity.ERROR for finding in plan.findings):
        raise all_wrong(file.name, plan.findings)
    return plan


def all_wrong(name: str, findings: Iterable[Finding]) -> PlanError:
    """One error for all findings, each said once, in the order of the file; those of the lists it names behind."""
    ordered = sorted(dict.fromkeys(findings), key=lambda finding: _order(finding.place, name))
    errors = sum(finding.severity is Severity.ERROR for finding in ordered)
    return PlanError(
        Message(
            zh=f"{name} 有 {errors} 处错误。", en=f"{name} has {errors} mistake{'s' if errors > 1 else ''}."
        ),
        place=Place(file=name),
        hint=Message(zh="改好上面列出的各处再来。", en="Correct the places listed above."),
        findings=tuple(ordered),
    )


def _order(place: Place | None, name: str) -> tuple[str, int, int]:
    file = "" if place is None or place.file == name else place.file
    return (file, place.line or 0, place.column or 0) if place else (file, 0, 0)


def _grow(source: Source) -> tuple[Source, Tree]:
    """Reads, mends a wrong colon, and reads again, until nothing is hidden any more."""
    rounds = _MOST_MENDED if len(source.written) <= _MENDED_CHARACTERS else 2
    for _ in range(rounds):
        mended, tree = _grow_once(source)
        if mended is None:
            return source, tree
        source = mended
    raise all_wrong(source.name, source.findings)


def _grow_once(source: Source) -> tuple[Source | None, Tree]:
    try:
        root = read_nodes(source)
    except NotPlainError as error:
        raise all_wrong(source.name, [*source.findings, error.finding]) from error
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        if mended := mend_near(source, *rows_of(error)):
            return mended, Tree()
        raise all_wrong(source.name, [*source.findings, explain_syntax(source, error)]) from error
    if not isinstance(root, Keys) and (mended := mend_near(source, 0, len(source.lines) - 1)):
        return mended, Tree()
    if root is None:
        raise all_wrong(source.name, [*source.findings, _empty(source.name)])
    tree = plant(root)
    return (mend_at(source, tree.glued) if tree.glued else None), tree


def _empty(name: str) -> Finding:
    return rule("missing-key").at(
        Place(file=name, line=1, column=1),
        Message(zh="文件里什么也没有。", en="the file is empty."),
        hint=Message(
            zh="至少要有 issue（期刊）和 articles（文章）。", en="It needs “issue” and “articles” at least."
        ),
    )
