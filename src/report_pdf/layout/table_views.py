"""What the templates see of text with its marks, of tables and of lists of names. Plain frozen data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

__all__ = ["CellView", "NameView", "NamesItem", "RunView", "TableItem", "TextView"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunView:
    """A stretch of text: ``text`` itself (``english``: in that language), or a ``kind`` (``SpanKind``, note, note-paragraph) around ``runs``."""

    kind: str
    text: str = ""
    target: str = ""
    runs: tuple[RunView, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TextView:
    """A block's text that belongs to another: a table's title, its unit, a note to it."""

    key: str
    runs: tuple[RunView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CellView:
    """A table's cell; ``tag`` is th or td, ``scope`` what a th names (col or row).

    ``figure``: which of the table's ``paddings`` brings a number's decimal point under the others'; empty: no number.
    """

    key: str
    runs: tuple[RunView, ...]
    tag: str
    scope: str
    align: str
    columns: int
    rows: int
    figure: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableItem:
    """A table, or as much of one as a turned page holds; ``widths`` of its columns in per cent.

    ``place``: column, across, box, apart (may run over pages) or turned (a page of its own, by 90°). ``paddings``: em to
    the right of a number, by name. ``joined``: rows of the body that may not be parted from the next. ``continued``:
    what stands over a further page of a turned table. ``number``: as in its title (表3). ``floats``: it has one, and may stand at the page's head or foot.
    """

    kind: ClassVar[str] = "table"
    key: str
    title: TextView | None
    unit: TextView | None
    notes: tuple[TextView, ...]
    widths: tuple[float, ...]
    paddings: tuple[tuple[str, float], ...]
    head: tuple[tuple[CellView, ...], ...]
    body: tuple[tuple[CellView, ...], ...]
    joined: frozenset[int]
    place: str
    size_pt: float
    floats: bool = False
    number: str = ""
    continued: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NameView:
    """A name; one of two characters is ``spread`` to the width of three. ``cells``: how many of the columns it takes."""

    key: str
    text: str
    spread: bool
    cells: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NamesItem:
    """Names in aligned columns; ``label``: what they are (with its colon), if that stood before them."""

    kind: ClassVar[str] = "names"
    key: str
    label: str
    names: tuple[NameView, ...]
    columns: int
