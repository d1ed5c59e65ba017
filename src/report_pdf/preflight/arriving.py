"""What supplements claim when they arrive, judged: a claim is soon written, and nobody asks afterwards.

In: files with the standards their metadata claims (``PDF/A-2b``). Out: of each claim whether it is held. page-validation
alone judges: it takes milliseconds, so it is asked always; what it does not know (PDF/A-4, PDF/UA-2, PDF/X) is said to be
not checked, never that it holds.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from report_pdf.child import ChildLimits
from report_pdf.findings import Finding, Message, Place, Rule, Severity
from report_pdf.model.archive import HeldClaim, Verdict
from report_pdf.preflight.page_validation import judges, validate_with_page

__all__ = ["ARRIVING_RULES", "judge_claims", "say_claims"]

_LARGEST = 30_000_000
"""Bytes: a larger file costs more than a second and much memory."""
_LIMITS = ChildLimits(wall_seconds=60, cpu_seconds=40, memory_bytes=2 << 30)
_MOST_NAMED = 5
_CLAIM = re.compile(r"PDF/(?:A-([1-4])([abufe]?)|UA-([12]))")

CLAIM_HELD = Rule(
    code="preflight/supplement-claim",
    severity=Severity.INFO,
    rationale=Message(
        zh="附件到手时声明的标准，由 page-validation 验证过，或者没有验证（它不懂的标准、太大的文件）。合订以后这些声明不再成立。",
        en="What a supplement claims on arrival was judged by page-validation, or was not (standards it does not know, "
        "very large files). Once stitched, such claims are gone.",
    ),
    source="ISO 19005-3, 6.6.4; ISO 14289-1, 5",
)
CLAIM_NOT_HELD = Rule(
    code="preflight/supplement-claim-broken",
    severity=Severity.WARNING,
    rationale=Message(
        zh="附件声明的标准，验证器不认：来源给的文件名不副实。合订不受影响，原样存档前应请来源重新导出。",
        en="A validator denies what a supplement claims. Stitching does not mind; before the original is archived, its "
        "source should export it anew.",
    ),
    source="ISO 19005-3, 6.6.4; ISO 14289-1, 5",
)
ARRIVING_RULES = (CLAIM_HELD, CLAIM_NOT_HELD)


def judge_claims(files: Mapping[str, tuple[Path, Sequence[str]]]) -> dict[str, tuple[HeldClaim, ...]]:
    """Each file's claims, by its key, with what the validator says of them. ``files``: as received."""
    asked: dict[str, dict[str, bytes]] = defaultdict(dict)
    for key, (path, claims) in files.items():
        for flavour in filter(judges, map(_flavour, claims)):
            if path.stat().st_size <= _LARGEST:
                asked[flavour][key] = path.read_bytes()
    given = {flavour: validate_with_page(some, [flavour], limits=_LIMITS) for flavour, some in asked.items()}
    return {
        key: tuple(_held(claim, given.get(_flavour(claim), {}).get(key, ())) for claim in claims)
        for key, (_, claims) in files.items()
    }


def say_claims(file: str, held: Sequence[HeldClaim]) -> Iterator[Finding]:
    """What there is to say of a file's claims."""
    place = Place(file=file)
    for one in held:
        if one.state == "broken":
            some = ", ".join(one.broken[:_MOST_NAMED])
            yield CLAIM_NOT_HELD.at(
                place,
                Message(
                    zh=f"声明符合 {one.claim}，{one.validator} 判定不合：{some}。",
                    en=f"it claims {one.claim}; {one.validator} denies that: {some}.",
                ),
                hint=Message(
                    zh="请来源重新导出，或不要当作这种标准的文件存档。",
                    en="Ask its source for a new export, or do not archive it as such a file.",
                ),
            )
        elif one.state == "held":
            yield CLAIM_HELD.at(
                place,
                Message(
                    zh=f"声明符合 {one.claim}，{one.validator} 验证通过。",
                    en=f"it claims {one.claim}; {one.validator} agrees.",
                ),
            )
        else:
            yield CLAIM_HELD.at(
                place,
                Message(
                    zh=f"声明符合 {one.claim}，没有验证。", en=f"it claims {one.claim}; that was not checked."
                ),
            )


def _flavour(claim: str) -> str:
    match = _CLAIM.fullmatch(claim)
    if match is None:
        return ""
    return f"ua{match[3]}" if match[3] else f"{match[1]}{match[2]}"


def _held(claim: str, verdicts: Sequence[Verdict]) -> HeldClaim:
    verdict = next((one for one in verdicts if not one.error), None)
    if verdict is None:
        return HeldClaim(claim=claim)
    broken = tuple(one.rule for one in verdict.broken if one.believed)
    return HeldClaim(
        claim=claim,
        state="held" if verdict.compliant else "broken",
        validator=verdict.validator,
        broken=broken,
    )
