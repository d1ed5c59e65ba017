"""The error tree. Each class is one exit code of the command line (only ``cli/`` turns it into one).

::

    ReportPdfError                 1  (never raised itself)
    ├── UsageError                 2  asked for something that cannot be asked for
    ├── InputError                 3
    │   ├── PlanError                 issue.yaml
    │   ├── ManuscriptError           manuscript
    │   ├── PictureError              photograph
    │   └── SupplementError           supplement
    ├── MissingError               4
    │   ├── MissingToolError          system library or program
    │   └── FontError                 face or glyph
    ├── ComposeError               5
    │   ├── LayoutError               templates, CSS
    │   └── RenderError               the engine, its time limit
    ├── PreflightFailed            6  files and report are still written
    └── DeliveryError              7  output folder, disk, mail
"""

from __future__ import annotations

from typing import ClassVar

from report_pdf.findings import Finding, Message, Place, Severity

__all__ = [
    "ComposeError",
    "DeliveryError",
    "FontError",
    "InputError",
    "LayoutError",
    "ManuscriptError",
    "MissingError",
    "MissingToolError",
    "PictureError",
    "PlanError",
    "PreflightFailed",
    "RenderError",
    "ReportPdfError",
    "SupplementError",
    "UsageError",
]


class ReportPdfError(Exception):
    """A user's mistake or the outside world's: what is wrong, where, and what to do.

    Args:
        message: What is wrong.
        place: Where.
        hint: What to do.
        findings: All findings of the stage when it found more than one thing wrong.
    """

    exit_code: ClassVar[int] = 1
    code: ClassVar[str] = "error"

    def __init__(
        self,
        message: Message,
        *,
        place: Place | None = None,
        hint: Message | None = None,
        findings: tuple[Finding, ...] = (),
    ) -> None:
        super().__init__(message.en)
        self.message = message
        self.place = place
        self.hint = hint
        self.findings = findings

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return _rebuild, (type(self), self.message, self.place, self.hint, self.findings)

    def as_finding(self) -> Finding:
        """The error itself as a finding, for reports."""
        return Finding(
            code=self.code, severity=Severity.ERROR, message=self.message, place=self.place, hint=self.hint
        )


def _rebuild(
    kind: type[ReportPdfError],
    message: Message,
    place: Place | None,
    hint: Message | None,
    findings: tuple[Finding, ...],
) -> ReportPdfError:
    return kind(message, place=place, hint=hint, findings=findings)


class UsageError(ReportPdfError):
    """Asked for something that cannot be asked for."""

    exit_code = 2
    code = "usage"


class InputError(ReportPdfError):
    """Something the desk handed in cannot be used."""

    exit_code = 3
    code = "input"


class PlanError(InputError):
    """issue.yaml is wrong."""

    code = "plan"


class ManuscriptError(InputError):
    """A manuscript cannot be read."""

    code = "manuscript"


class PictureError(InputError):
    """A photograph cannot be read whole and right."""

    code = "picture"


class SupplementError(InputError):
    """A supplement cannot be stitched in."""

    code = "supplement"


class MissingError(ReportPdfError):
    """Something the machine or the type case does not have."""

    exit_code = 4
    code = "missing"


class MissingToolError(MissingError):
    """A program or system library is missing."""

    code = "missing-tool"


class FontError(MissingError):
    """A face or a glyph is missing."""

    code = "font"


class ComposeError(ReportPdfError):
    """The pages could not be made."""

    exit_code = 5
    code = "compose"


class LayoutError(ComposeError):
    """A layout's templates or style sheets are wrong."""

    code = "layout"


class RenderError(ComposeError):
    """The engine failed or did not end in time."""

    code = "render"


class PreflightFailed(ReportPdfError):  # noqa: N818 - the glossary's term
    """The finished file breaks a promise; it and the report are still written."""

    exit_code = 6
    code = "preflight"


class DeliveryError(ReportPdfError):
    """The result could not be written or sent."""

    exit_code = 7
    code = "delivery"
