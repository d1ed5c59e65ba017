"""Asks page-validation, a validator without Java: PDF/A-1 to -3 and PDF/UA-1, in a fraction of a second.

Where it and veraPDF disagree veraPDF is right more often; ``KNOWN_FALSE`` names what it is known to get wrong.
"""

from __future__ import annotations

import importlib
from collections import Counter
from typing import Any

from report_pdf.errors import MissingToolError
from report_pdf.findings import Message
from report_pdf.preflight.verdicts import Broken, Verdict

__all__ = ["KNOWN_FALSE", "judges", "validate_with_page"]

_PROFILES = {
    "2a": "PDF_A_2A",
    "2b": "PDF_A_2B",
    "2u": "PDF_A_2U",
    "3a": "PDF_A_3A",
    "3b": "PDF_A_3B",
    "3u": "PDF_A_3U",
    "ua1": "PDF_UA_1",
}

KNOWN_FALSE = frozenset({"TRUETYPE-GLYPH-WIDTH-001", "FONT-GLYPH-WIDTH-001"})
"""Version 0.11.0 takes a CID-keyed CFF glyph without a width operator for 0 wide; its width is ``defaultWidthX``."""


def judges(flavour: str) -> bool:
    """It knows no PDF/A-4 and no PDF/UA-2."""
    return flavour in _PROFILES


def validate_with_page(pdf: bytes, flavour: str) -> Verdict:
    """Its verdict; breaches it is known to see wrongly in CFF fonts are kept and do not count.

    Raises:
        MissingToolError: It is not installed.
    """
    page = _page()
    try:
        report = page.validate_pdf_bytes(pdf, profile=getattr(page.ValidationProfile, _PROFILES[flavour]))
    except page.PageError as error:
        return Verdict(validator="page-validation", flavour=flavour, compliant=False, error=str(error))
    broken = _broken(report)
    real = [one for one in broken if not _is_false(one)]
    return Verdict(validator="page-validation", flavour=flavour, compliant=not real, broken=tuple(broken))


def _page() -> Any:
    try:
        return importlib.import_module("page")
    except ImportError:
        raise MissingToolError(
            Message(zh="没有安装 page-validation。", en="page-validation is not installed."),
            hint=Message(
                zh="安装：pip install page-validation。", en="Install: pip install page-validation."
            ),
        ) from None


def _broken(report: Any) -> list[Broken]:
    counts = Counter(failure.rule_id for failure in report.failures)
    first: dict[str, Any] = {}
    for failure in report.failures:
        first.setdefault(failure.rule_id, failure)
    return [
        Broken(
            rule=str(rule),
            count=count,
            message=str(first[rule].message),
            thing=f"{first[rule].object_id.object_number} 0 obj" if first[rule].object_id else "",
        )
        for rule, count in counts.items()
    ]


def _is_false(broken: Broken) -> bool:
    return broken.rule.partition("-")[2] in KNOWN_FALSE and "CIDFontType0C" in broken.message
