"""What each edition is, as data made from the issue's ticket."""

from __future__ import annotations

from report_pdf.errors import UsageError
from report_pdf.findings import Message
from report_pdf.model.edition import EditionSpec, PictureSpec
from report_pdf.model.plan import EditionName, EditionPlans

__all__ = ["spec_of"]

_EMAIL_QUALITY = 82


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
    raise UsageError(
        Message(
            zh=f"这个版本还不能制作“{name.value}”版，目前只有 email。",
            en=f"this version does not make the {name.value} edition yet: only email.",
        ),
        hint=Message(zh="请用 --edition email。", en="Ask for --edition email."),
    )
