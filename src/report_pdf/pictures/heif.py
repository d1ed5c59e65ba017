"""HEIC, the format of phones: Pillow learns to read it from pi-heif, which holds decoders only."""

from __future__ import annotations

import pi_heif

__all__ = ["register"]


def register() -> None:
    """Once or often, it is the same."""
    pi_heif.register_heif_opener(thumbnails=False)
