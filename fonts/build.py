"""Cuts the shipped faces from upstream packages: `python fonts/build.py [--packages DIR]`, by hand, seldom.

In: the packages that upstream.lock.toml names, fetched with the ordinary clients (npm, apt) and refused unless
their SHA-256 is the locked one. Out: the faces and characters-8105.txt in this folder, the same bytes each time.

One of the six keeps 通用规范汉字表 (8,105), GB 2312 and the marks, Latin letters and symbols of `MARKS`; glyf outlines, no
hints. The fallback faces hold other Han characters, none that is in the six already. Every face gets the same line
metrics, so that a line that mixes them stays on its grid.
"""

from __future__ import annotations

import argparse
import bz2
import hashlib
import itertools
import subprocess
import tarfile
import tempfile
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import choosing
import cutting
import gathering

HERE = Path(__file__).resolve().parent
_CLIENTS = {
    "npm": ("npm", "pack", "--silent", "{name}@{version}"),
    "apt": ("apt-get", "download", "{name}={version}"),
}


def main() -> None:
    """Fetch what is missing, check all of it, cut each face, write what differs."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--packages", type=Path, help="keep or find the fetched packages here")
    arguments.add_argument("--out", type=Path, default=HERE, help="write the faces here")
    chosen = arguments.parse_args()
    lock = tomllib.loads((HERE / "upstream.lock.toml").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as scratch:
        folder = chosen.packages or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        archives = {key: fetched(package, folder=folder) for key, package in lock["packages"].items()}
        table = listed(archives[lock["characters"]["package"]], lock["characters"]["path"])
        write(chosen.out / lock["characters"]["file"], as_text(table))
        for file, data in faces(lock, archives, table):
            write(chosen.out / file, data)


def faces(
    lock: Mapping[str, Any], archives: Mapping[str, Path], table: tuple[int, ...]
) -> Iterator[tuple[str, bytes]]:
    """Each face's file name and bytes, the six first: a fallback face leaves out what is drawn already."""
    unihan = (
        bz2.decompress(member(archives[lock["unihan"]["package"]], path)).decode("utf-8")
        for path in lock["unihan"]["paths"]
    )
    sets = choosing.chosen(table, choosing.rows(unihan))
    drawn = set(cutting.characters(table))
    # Faces that hold the same set side by side, in two families and two weights, are one group.
    for _, group in itertools.groupby(lock["faces"], key=lambda face: (face.get("characters"), face["rank"])):
        held = set[int]()
        for face in group:
            if "sources" not in face:
                data = cutting.cut(member(archives[face["package"]], face["path"]), face, table)
            else:
                wanted = sets[face["characters"]] - drawn
                data, has = gathering.gather(sources(face, archives), face, wanted)
                held |= has
            yield face["file"], data
        drawn |= held


def sources(face: Mapping[str, Any], archives: Mapping[str, Path]) -> list[gathering.Source]:
    """The upstream faces that a fallback face is gathered from."""
    return [
        gathering.Source(data=member(archives[each["package"]], each["path"]), number=each.get("number"))
        for each in face["sources"]
    ]


def fetched(package: dict[str, str], *, folder: Path) -> Path:
    """The package's archive in ``folder``, fetched if it is not there, with the locked hash."""
    if (archive := _find(package["sha256"], folder)) is None:
        command = [word.format(**package) for word in _CLIENTS[package["client"]]]
        subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
        archive = _find(package["sha256"], folder)
    if archive is None:
        raise SystemExit(f"{package['name']} {package['version']}: not the bytes of upstream.lock.toml")
    return archive


def _find(sha256: str, folder: Path) -> Path | None:
    for path in sorted([*folder.glob("*.tgz"), *folder.glob("*.deb")]):
        if hashlib.sha256(path.read_bytes()).hexdigest() == sha256:
            return path
    return None


def member(archive: Path, path: str) -> bytes:
    """One file out of an npm or Debian package."""
    if archive.suffix == ".tgz":
        with tarfile.open(archive) as package:
            found = package.extractfile(path)
            assert found is not None
            return found.read()
    files = subprocess.run(
        ["dpkg-deb", "--fsys-tarfile", str(archive)], check=True, capture_output=True
    ).stdout
    return subprocess.run(["tar", "-xO", f"./{path}"], input=files, check=True, capture_output=True).stdout


def listed(archive: Path, path: str) -> tuple[int, ...]:
    """The characters of 通用规范汉字表 in its own order: ``U+4E00 kTGH 2013:1``."""
    rows = bz2.decompress(member(archive, path)).decode("utf-8").splitlines()
    fields = [row.split("\t") for row in rows if not row.startswith("#")]
    numbered = {
        int(f[2].split(":")[1]): int(f[0].removeprefix("U+"), 16)
        for f in fields
        if len(f) == 3 and f[1] == "kTGH"
    }
    if sorted(numbered) != list(range(1, 8106)):
        raise SystemExit("通用规范汉字表 is not whole in this Unihan")
    return tuple(numbered[number] for number in sorted(numbered))


def as_text(table: tuple[int, ...]) -> bytes:
    """The data file: where it comes from, then 50 characters a line."""
    head = (
        "# 通用规范汉字表 (State Council of China, 2013): 8,105 characters in the table's order.\n"
        "# Extracted from Unihan 15.0.0, property kTGH. © 2022 Unicode, Inc.; licences/UNICODE.txt.\n"
    )
    lines = ["".join(map(chr, table[start : start + 50])) for start in range(0, len(table), 50)]
    return (head + "\n".join(lines) + "\n").encode()


def write(path: Path, data: bytes) -> None:
    """Write only what differs: these files are in version control."""
    same = path.exists() and path.read_bytes() == data
    if not same:
        path.write_bytes(data)
    print(
        f"{'same   ' if same else 'written'} {path.name} {len(data):,} bytes {hashlib.sha256(data).hexdigest()}"
    )


if __name__ == "__main__":
    main()
