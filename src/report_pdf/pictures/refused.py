"""Why a picture is not taken: raised in the child, told by the parent."""

from __future__ import annotations

__all__ = ["Refused"]


class Refused(Exception):  # noqa: N818 - says what happened
    """``key`` names a rule of :mod:`report_pdf.pictures.rules`; ``detail`` completes its sentence."""

    def __init__(self, key: str, detail: str = "") -> None:
        super().__init__(key, detail)
        self.key = key
        self.detail = detail
