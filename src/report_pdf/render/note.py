"""A word the child leaves for the parent: which block it is working on. It outlives a killed child."""

from __future__ import annotations

import mmap
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Note"]

_BYTES = 512


@dataclass(frozen=True, slots=True)
class Note:
    """A small shared file that holds one element id."""

    path: Path

    def create(self) -> None:
        """Makes the file, with nothing in it."""
        self.path.write_bytes(bytes(_BYTES))

    def writer(self) -> Callable[[str], None]:
        """The child's side: a function that puts an id into the file, for the price of a memory copy."""
        with self.path.open("r+b") as file:
            shared = mmap.mmap(file.fileno(), _BYTES)

        def write(name: str) -> None:
            shared[:] = name.encode()[:_BYTES].ljust(_BYTES, b"\0")

        return write

    def read(self) -> str:
        """The parent's side: the id that stands there, or nothing."""
        return self.path.read_bytes().rstrip(b"\0").decode(errors="ignore")
