"""A layout's folder: layout.toml read once; its measures as CSS custom properties and as numbers in points."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from report_pdf.errors import LayoutError
from report_pdf.findings import Message, Place
from report_pdf.typography import break_heading

__all__ = ["LayoutFolder", "open_layout"]

_POINTS = {"pt": 1.0, "mm": 72 / 25.4, "cm": 720 / 25.4, "in": 72.0, "px": 0.75}


@dataclass(frozen=True, slots=True, kw_only=True)
class LayoutFolder:
    """A layout: ``measures`` in points by name, ``style_sheets`` as CSS texts by name, in cascade order.

    ``names``: what the desk never wants parted.
    """

    path: Path
    template: str
    measures: Mapping[str, float]
    style_sheets: tuple[tuple[str, str], ...]

    names: tuple[str, ...] = ()

    def pt(self, name: str) -> float:
        """A measure in points.

        Raises:
            LayoutError: layout.toml does not give it.
        """
        if name not in self.measures:
            raise _incomplete(
                self.path, Message(zh=f"没有量度“{name}”。", en=f"there is no measure “{name}”.")
            )
        return self.measures[name]

    def mm(self, name: str) -> float:
        """A measure in millimetres."""
        return self.pt(name) * 25.4 / 72

    @property
    def page_lines(self) -> int:
        """Lines of the grid on a page."""
        return round(self.pt("type-area-height") / self.pt("grid"))

    @property
    def columns(self) -> int:
        """Columns of running text."""
        gap = self.pt("column-gap")
        return round((self.pt("type-area-width") + gap) / (self.pt("column-width") + gap))

    @property
    def column_em(self) -> float:
        """The measure of a column, in em of the body."""
        return self.pt("column-width") / self.pt("body-size")

    def phrases(self, text: str, *, measure_em: float, keep_whole: bool = False) -> tuple[str, ...]:
        """The text's lines, broken at phrases, the desk's own names never parted."""
        return break_heading(text, measure_em=measure_em, words=self.names, keep_whole=keep_whole)

    def edition_sheet(self, name: str) -> tuple[str, str]:
        """The style sheet of one edition (``edition-email``).

        Raises:
            LayoutError: The layout has none for it.
        """
        try:
            return _sheet(self.path, name)
        except FileNotFoundError:
            raise _incomplete(
                self.path, Message(zh=f"没有 css/{name}.css。", en=f"there is no css/{name}.css.")
            ) from None


def open_layout(folder: Path, name: str, *, names: tuple[str, ...] = (), binding: str = "") -> LayoutFolder:
    """Opens ``folder/name``.

    ``binding``: of an edition for the press; ``[bindings.perfect]`` gives the measures that differ then.

    Raises:
        LayoutError: No such layout, or its layout.toml cannot be read.
    """
    path = folder / name
    if not (path / "layout.toml").is_file():
        known = ", ".join(
            sorted(entry.name for entry in folder.iterdir() if (entry / "layout.toml").is_file())
        )
        raise LayoutError(
            Message(zh=f"没有名为“{name}”的版式。", en=f"there is no layout named “{name}”."),
            hint=Message(zh=f"可用的版式：{known}。", en=f"Layouts at hand: {known}."),
        )
    try:
        table = tomllib.loads((path / "layout.toml").read_text("utf-8"))
        lengths = table["measures"] | table.get("bindings", {}).get(binding, {})
        measures = {key: _points(value) for key, value in lengths.items()}
        sheets = tuple(_sheet(path, sheet) for sheet in table["style_sheets"])
    except (tomllib.TOMLDecodeError, AttributeError, KeyError, TypeError, ValueError, OSError) as error:
        raise LayoutError(
            Message(zh=f"版式配置读不懂：{error}", en=f"the layout's configuration cannot be read: {error}"),
            place=Place(file=f"layouts/{name}/layout.toml"),
        ) from error
    root = "".join(f"  --{key}: {value};\n" for key, value in lengths.items())
    return LayoutFolder(
        path=path,
        template=table["template"],
        measures=measures,
        names=names,
        style_sheets=(("measures.css", f":root {{\n{root}}}\n"), *sheets),
    )


def _incomplete(path: Path, message: Message) -> LayoutError:
    return LayoutError(
        message,
        place=Place(file=f"layouts/{path.name}/layout.toml"),
        hint=Message(zh="可对照自带的版式 magazine。", en="Compare with the layout magazine."),
    )


def _sheet(path: Path, name: str) -> tuple[str, str]:
    return f"{name}.css", (path / "css" / f"{name}.css").read_text("utf-8")


def _points(length: str) -> float:
    for unit, factor in _POINTS.items():
        if length.endswith(unit):
            return float(length.removesuffix(unit)) * factor
    raise ValueError(f"not a length: {length}")
