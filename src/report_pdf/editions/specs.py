"""What each edition is, as data made from the issue's ticket."""

from __future__ import annotations

from pathlib import Path

from report_pdf.model.edition import EditionSpec, PictureSpec
from report_pdf.model.plan import EditionName, EditionPlans, EmailPlan
from report_pdf.resources import assets_folder

__all__ = ["spec_of"]

_EMAIL_PPI, _EMAIL_QUALITY = 150, 82
# Under a limit pictures begin finer, and are made lighter only as far as the limit asks.
_FINEST_EMAIL_PPI, _FINEST_EMAIL_QUALITY = 220, 92
_PRESS_PPI, _PRESS_QUALITY = 300, 92
_SHIPPED_PROFILES = {"fogra39": "FOGRA39L_coated.icc"}


def spec_of(name: EditionName, plans: EditionPlans) -> EditionSpec:
    """The edition's specification."""
    if name is EditionName.EMAIL:
        return EditionSpec(
            name=name,
            style_sheet="edition-email",
            pictures=_email_pictures(plans.email),
            linearized=True,
            max_size=plans.email.max_size,
            compact=True,
            too_large=plans.email.too_large,
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
                intent=plans.press.intent,
            ),
            standard=plans.press.standard,
            bleed_mm=plans.press.bleed_mm,
            tagged=False,
            press=plans.press,
        )
    return EditionSpec(
        name=name,
        style_sheet="edition-archive",
        pictures=PictureSpec(ppi=_PRESS_PPI, quality=_PRESS_QUALITY),
        standard=plans.archive.standard,
        archive=plans.archive,
    )


def _email_pictures(email: EmailPlan) -> PictureSpec:
    if email.max_size is None:
        return PictureSpec(ppi=email.dpi or _EMAIL_PPI, quality=_EMAIL_QUALITY, progressive=True)
    return PictureSpec(ppi=email.dpi or _FINEST_EMAIL_PPI, quality=_FINEST_EMAIL_QUALITY, progressive=True)


def _profile(name: str) -> bytes:
    """A shipped profile by name, any other by path (the plan has found it)."""
    path = assets_folder() / "icc" / _SHIPPED_PROFILES[name] if name in _SHIPPED_PROFILES else Path(name)
    return path.read_bytes()
