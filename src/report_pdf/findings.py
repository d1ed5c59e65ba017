"""What a run has to say: findings with a stable code, a place and a remedy, in Chinese and English."""

from __future__ import annotations

import enum
from dataclasses import dataclass

__all__ = ["Correction", "Finding", "Message", "Place", "Rule", "Severity"]


class Severity(enum.Enum):
    """How much a finding weighs. An ERROR ends the stage that found it once all of its findings are in."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One sentence in the two languages of the program."""

    zh: str
    en: str

    def in_language(self, language: str) -> str:
        """Chinese for any BCP 47 tag that starts with ``zh``, else English."""
        return self.zh if language.lower().startswith("zh") else self.en

    def __str__(self) -> str:
        return self.en


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Place:
    """Where something stands in a source or a product.

    ``line`` and ``column`` count characters from 1, ``page`` counts physical pages from 1, ``offset`` counts
    bytes from 0 (for what could not be decoded).
    """

    file: str
    line: int | None = None
    column: int | None = None
    page: int | None = None
    offset: int | None = None

    def __str__(self) -> str:
        text = self.file
        if self.line is not None:
            text += f":{self.line}"
            if self.column is not None:
                text += f":{self.column}"
        if self.page is not None:
            text += f" page {self.page}"
        if self.offset is not None:
            text += f" byte {self.offset}"
        return text


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A change that was made or can be made safely: what stood there, what stands there now."""

    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that the editor, the printer or the archivist should know."""

    code: str
    severity: Severity
    message: Message
    place: Place | None = None
    hint: Message | None = None
    correction: Correction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What a finding code means: each room keeps its own in a tuple named ``RULES``.

    ``code`` is kebab-case with a room prefix (``copyedit/doubled-word``) and never changes; ``source`` names the
    standard and clause the rule comes from.
    """

    code: str
    severity: Severity
    rationale: Message
    source: str = ""

    def at(
        self,
        place: Place | None,
        message: Message,
        *,
        hint: Message | None = None,
        correction: Correction | None = None,
    ) -> Finding:
        """A finding of this rule."""
        return Finding(
            code=self.code,
            severity=self.severity,
            message=message,
            place=place,
            hint=hint,
            correction=correction,
        )
