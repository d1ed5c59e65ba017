"""A layout's folder: layout.toml read once; its measures as CSS custom properties and as numbers in points."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from report_pdf.errors import LayoutError
from report_pdf.findings import Message, Place

__all__ = ["LayoutFolder", "open_layout"]

_POINTS = {"pt": 1.0, "mm": 72 / 25.4, "cm": 720 / 25.4, "in": 72.0, "px": 0.75}


@dataclass(frozen=True, slots=True, kw_only=True)
class LayoutFolder:
    """A layout: ``measures`` in points by name, ``style_sheets`` as CSS texts by name, in cascade order."""

    path: Path
    template: str
    measures: Mapping[str, float]
    style_sheets: tuple[tuple[str, str], ...]

    def mm(self, name: str) -> float:
        """A measure in millimetres."""
        return self.measures[name] * 25.4 / 72

    def edition_sheet(self, name: str) -> tuple[str, str]:
        """The style sheet of one edition (``edition-email``)."""
        return _sheet(self.path, name)


def open_layout(folder: Path, name: str) -> LayoutFolder:
    """Opens ``folder/name``.

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
        measures = {key: _points(value) for key, value in table["measures"].items()}
        sheets = tuple(_sheet(path, sheet) for sheet in table["style_sheets"])
    except (tomllib.TOMLDecodeError, KeyError, ValueError, OSError) as error:
        raise LayoutError(
            Message(zh=f"版式配置读不懂：{error}", en=f"the layout's configuration cannot be read: {error}"),
            place=Place(file=f"layouts/{name}/layout.toml"),
        ) from error
    root = "".join(f"  --{key}: {value};\n" for key, value in table["measures"].items())
    return LayoutFolder(
        path=path,
        template=table["template"],
        measures=measures,
        style_sheets=(("measures.css", f":root {{\n{root}}}\n"), *sheets),
    )


def _sheet(path: Path, name: str) -> tuple[str, str]:
    return f"{name}.css", (path / "css" / f"{name}.css").read_text("utf-8")


def _points(length: str) -> float:
    for unit, factor in _POINTS.items():
        if length.endswith(unit):
            return float(length.removesuffix(unit)) * factor
    raise ValueError(f"not a length: {length}")
