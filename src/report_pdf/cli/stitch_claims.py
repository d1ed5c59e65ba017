"""What supplements claim, judged for the ``stitch`` command: into their passports, and said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from report_pdf.preflight import judge_claims, say_claims
from report_pdf.stitch import StitchedFiles, SupplementRequest

__all__ = ["with_claims_judged"]


def with_claims_judged(stitched: StitchedFiles, requests: Sequence[SupplementRequest]) -> StitchedFiles:
    """The record with what a validator says of each claim; files that claim nothing cost nothing."""
    asked = {
        str(number): (request.path, one.passport.claims)
        for number, (request, one) in enumerate(zip(requests, stitched.supplements, strict=True))
        if one.passport is not None and one.passport.claims
    }
    if not asked:
        return stitched
    held = judge_claims(asked)
    supplements = tuple(
        replace(one, passport=replace(one.passport, held=held[str(number)]))
        if one.passport is not None and str(number) in held
        else one
        for number, one in enumerate(stitched.supplements)
    )
    said = [
        finding
        for number, one in enumerate(supplements)
        for finding in say_claims(one.name, held.get(str(number), ()))
    ]
    return replace(stitched, supplements=supplements, findings=(*stitched.findings, *said))
