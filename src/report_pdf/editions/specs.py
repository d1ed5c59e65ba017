"""What each edition is, as data made from the issue's ticket."""

from __future__ import annotations

from pathlib import Path

from report_pdf.errors import UsageError
from report_pdf.findings import Message
from report_pdf.model.edition import EditionSpec, PictureSpec
from report_pdf.model.plan import EditionName, EditionPlans
from report_pdf.resources import assets_folder

__all__ = ["spec_of"]

_EMAIL_QUALITY = 82
_PRESS_PPI, _PRESS_QUALITY = 300, 92
_SHIPPED_PROFILES = {"fogra39": "FOGRA39L_coated.icc"}


def spec_of(name: EditionName, plans: EditionPlans) -> EditionSpec:
    """The edition's specification.

    Raises:
        UsageError: The edition cannot be made by this version.
    """
    if name is EditionName.EMAIL:
        return EditionSpec(
            name=name,
            style_sheet="edition-email",
            pictures=PictureSpec(ppi=plans.email.dpi, quality=_EMAIL_QUALITY),
            linearized=True,
            max_size=plans.email.max_size,
        )
    if name is EditionName.PRESS:
        return EditionSpec(
            name=name,
            style_sheet="edition-print",
            pictures=PictureSpec(
                ppi=_PRESS_PPI,
                quality=_PRESS_QUALITY,
                profile=_profile(plans.press.profile),
                ink_limit=plans.press.ink_limit,
            ),
            standard=plans.press.standard,
            bleed_mm=plans.press.bleed_mm,
            tagged=False,
            press=plans.press,
        )
    raise UsageError(
        Message(
            zh=f"这个版本还不能制作“{name.value}”版，目前有 email 和 print。",
            en=f"this version does not make the {name.value} edition yet: only email and print.",
        ),
        hint=Message(zh="请用 --edition email,print。", en="Ask for --edition email,print."),
    )


def _profile(name: str) -> bytes:
    """A shipped profile by name, any other by path (the plan has found it)."""
    path = assets_folder() / "icc" / _SHIPPED_PROFILES[name] if name in _SHIPPED_PROFILES else Path(name)
    return path.read_bytes()
