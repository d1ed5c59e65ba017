"""A claim is made only after proof: the validators that are here judge the finished bytes (ISO 19005, ISO 14289).

In: bytes and the flavours they claim. Out: a verdict of each validator by each flavour, and what they found as findings
that name clause, page and object.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from report_pdf.child import scratch
from report_pdf.errors import MissingToolError
from report_pdf.findings import Finding, Message, Place, Rule, Severity
from report_pdf.model.archive import Broken, Verdict
from report_pdf.preflight.page_validation import judges, validate_with_page
from report_pdf.preflight.verapdf import VeraPdf, validate_with_verapdf

__all__ = ["CLAIM_RULES", "Validators", "is_proved", "said_of", "validate"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """Who is here to judge, beside page-validation.

    Attributes:
        verapdf: Where veraPDF is, None where it is not.
        cache: A folder for its compiled driver; None compiles it each time.
    """

    verapdf: VeraPdf | None = None
    cache: Path | None = None


CLAIM_BROKEN = Rule(
    code="preflight/claim-broken",
    severity=Severity.ERROR,
    rationale=Message(
        zh="成品声明的标准，验证器不认：这一版不写出，免得档案里存进名不副实的文件。",
        en="A validator denies what the file claims: the edition is not written, lest an archive keep a false claim.",
    ),
    source="ISO 19005-3, 6.6.4; ISO 14289-1, 5",
)
CLAIM_UNPROVED = Rule(
    code="preflight/claim-unproved",
    severity=Severity.ERROR,
    rationale=Message(
        zh="成品声明的标准没有验证器判过：没有证明就不写出。",
        en="No validator judged what the file claims: without proof the edition is not written.",
    ),
    source="ISO 19005-3, 6.6.4; ISO 14289-1, 5",
)
ONE_VALIDATOR = Rule(
    code="preflight/one-validator",
    severity=Severity.INFO,
    rationale=Message(
        zh="只有一个验证器（page-validation）判过；装上 veraPDF，两个都判才更稳妥。",
        en="One validator alone (page-validation) has judged; with veraPDF installed two do.",
    ),
    source="ISO 19005-3, 6.6.4",
)
CLAIM_RULES = (CLAIM_BROKEN, CLAIM_UNPROVED, ONE_VALIDATOR)

_HOW = Message(
    zh="report-pdf doctor 说明怎样装上 veraPDF。", en="report-pdf doctor says how to install veraPDF."
)


def validate(
    files: Mapping[str, bytes], flavours: Sequence[str], validators: Validators
) -> dict[str, tuple[Verdict, ...]]:
    """Every validator's verdicts on each file; those that know none of the flavours give none."""
    known = [flavour for flavour in flavours if judges(flavour)]
    verdicts: dict[str, tuple[Verdict, ...]] = dict.fromkeys(files, ())
    if known and files:
        verdicts |= validate_with_page(files, known)
    if validators.verapdf is not None and files and flavours:
        for name, more in _with_verapdf(validators.verapdf, files, flavours, validators.cache).items():
            verdicts[name] += more
    return verdicts


def _with_verapdf(
    tool: VeraPdf, files: Mapping[str, bytes], flavours: Sequence[str], cache: Path | None
) -> dict[str, tuple[Verdict, ...]]:
    with scratch() as folder:
        paths = {name: Path(folder) / f"{number}.pdf" for number, name in enumerate(files)}
        for name, path in paths.items():
            path.write_bytes(files[name])
        try:
            given = validate_with_verapdf(tool, list(paths.values()), flavours, cache=cache or Path(folder))
        except MissingToolError as error:
            failed = Verdict(
                validator="veraPDF",
                version=tool.version,
                flavour="",
                compliant=False,
                error=error.message.en,
            )
            silent = tuple(replace(failed, flavour=flavour) for flavour in flavours)
            return dict.fromkeys(files, silent)
    return {name: given[path] for name, path in paths.items()}


def is_proved(flavours: Sequence[str], verdicts: Sequence[Verdict]) -> bool:
    """Every flavour was judged, and nobody who judged denies it."""
    judged = {verdict.flavour for verdict in verdicts if not verdict.error}
    return judged >= set(flavours) and all(verdict.compliant for verdict in verdicts)


def said_of(file: str, flavours: Sequence[str], verdicts: Sequence[Verdict]) -> Iterator[Finding]:
    """What there is to say of the proof."""
    for verdict in verdicts:
        if verdict.error:
            yield _unjudged(file, verdict)
        elif not verdict.compliant:
            yield from (_denied(file, verdict, broken) for broken in verdict.broken if broken.believed)
    given = {verdict.flavour for verdict in verdicts}
    for flavour in flavours:
        if flavour not in given:
            yield CLAIM_UNPROVED.at(
                Place(file=file),
                Message(
                    zh=f"{flavour} 要用 veraPDF 才能判，这里没有。",
                    en=f"only veraPDF can judge {flavour}, and it is not here.",
                ),
                hint=_HOW,
            )
    if verdicts and not any(verdict.validator == "veraPDF" for verdict in verdicts):
        yield ONE_VALIDATOR.at(Place(file=file), ONE_VALIDATOR.rationale, hint=_HOW)


def _unjudged(file: str, verdict: Verdict) -> Finding:
    who = f"{verdict.validator} {verdict.version}".strip()
    return CLAIM_UNPROVED.at(
        Place(file=file),
        Message(
            zh=f"{who} 没能按 {verdict.flavour} 判：{verdict.error}",
            en=f"{who} could not judge by {verdict.flavour}: {verdict.error}",
        ),
    )


def _denied(file: str, verdict: Verdict, broken: Broken) -> Finding:
    thing = f"（{broken.thing}）" if broken.thing else ""
    return CLAIM_BROKEN.at(
        Place(file=file, page=broken.page),
        Message(
            zh=f"{verdict.validator}：不合 {verdict.flavour} 的 {broken.rule}{thing}，{broken.count} 处：{broken.message}",
            en=f"{verdict.validator}: {verdict.flavour} {broken.rule} is broken {broken.count} times"
            f"{f' ({broken.thing})' if broken.thing else ''}: {broken.message}",
        ),
        hint=Message(
            zh="这一版没有写出。如果问题在附件页上，可在 issue.yaml 的存档版里写 supplements: pictures；否则请报告这个错误。",
            en="The edition is not written. If a supplement's page is at fault, write supplements: pictures for the "
            "archive in issue.yaml; else please report this.",
        ),
    )
