"""What README and docs/ point to exists, and the text files keep what a public repository must keep out."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import click
import pytest

from report_pdf.cli import main
from report_pdf.errors import ReportPdfError
from report_pdf.plan import read_plan

ROOT = Path(__file__).resolve().parents[2]
PAGES = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), ROOT / "assets/sample-issue/README.md"]
COMMANDS = ROOT / "docs" / "reference" / "commands.md"
# Written in two halves, lest this file be what it finds.
_FORBIDDEN = [
    "pypi" + ".org", "pythonhosted" + ".org", "registry." + "npmjs", "deb." + "debian.org", "/wo" + "rk/", "/ro" + "ot/",
]  # fmt: skip
_TEXT = {
    ".py",
    ".md",
    ".toml",
    ".yaml",
    ".yml",
    ".txt",
    ".in",
    ".lock",
    ".css",
    ".j2",
    ".html",
    ".json",
    ".cfg",
    "",
}
_NOT_OURS = {".git", ".venv", "dist", "build", ".hypothesis"}


def _relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("page", PAGES, ids=_relative)
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    lost = [link for link in _links(page) if not _leads_somewhere(page, link)]

    assert lost == []


def _links(page: Path) -> list[str]:
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    links = re.findall(r"\]\(([^)\s]+)\)", re.sub(r"`[^`\n]*`", "`code`", text))
    return [link for link in links if not re.match(r"[a-z]+:", link)]


def _leads_somewhere(page: Path, link: str) -> bool:
    path, _, fragment = link.partition("#")
    target = (page.parent / path).resolve() if path else page
    if not target.exists():
        return False
    return not fragment or unquote(fragment) in _headings(target)


def _headings(page: Path) -> set[str]:
    """Anchors as GitHub makes them: lower case, marks dropped, blanks to hyphens."""
    titles = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.strip().lower()).replace(" ", "-") for title in titles}


def _commands() -> dict[str, click.Command]:
    context = click.Context(main)
    return {
        name: command for name in main.list_commands(context) if (command := main.get_command(context, name))
    }


def test_the_page_of_commands_names_all_of_them_and_no_other() -> None:
    headings = re.findall(r"^## report-pdf (\w+)$", COMMANDS.read_text(encoding="utf-8"), re.MULTILINE)

    assert sorted(headings) == sorted(_commands())


@pytest.mark.parametrize("name", sorted(_commands()))
def test_a_command_has_the_options_its_page_says(name: str) -> None:
    section = re.split(r"^## ", COMMANDS.read_text(encoding="utf-8"), flags=re.MULTILINE)
    mine = next(part for part in section if part.startswith(f"report-pdf {name}\n"))
    rows = "\n".join(re.findall(r"^\| (`-.*?) \|", mine, re.MULTILINE))
    said = set(re.findall(r"--[a-z][a-z-]+", rows))
    options = [option for option in _commands()[name].params if isinstance(option, click.Option)]

    assert said == {word for option in options for word in option.opts if word.startswith("--")}


@pytest.mark.parametrize("page", PAGES, ids=_relative)
def test_commands_that_pages_show_exist(page: Path) -> None:
    shown = re.findall(
        r"(?:^|[`/ ])report-pdf ([a-z][a-z-]+)", page.read_text(encoding="utf-8"), re.MULTILINE
    )

    assert set(shown) - set(_commands()) - {"turns"} == set()


def test_the_exit_codes_of_the_pages_are_those_of_the_errors() -> None:
    codes = {"0", "1", "130", *(str(kind.exit_code) for kind in _kinds(ReportPdfError))}

    for page in (ROOT / "README.md", ROOT / "docs" / "reference" / "exit-codes.md"):
        assert set(re.findall(r"^\| (\d+) \|", page.read_text(encoding="utf-8"), re.MULTILINE)) == codes


def _kinds(root: type[ReportPdfError]) -> set[type[ReportPdfError]]:
    return {root} | {kind for child in root.__subclasses__() for kind in _kinds(child)}


def test_the_issue_of_the_readme_can_be_read(tmp_path: Path) -> None:
    text = re.findall(r"```yaml\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)[0]
    for name in re.findall(r"[\w/.-]+\.(?:txt|jpg|pdf)", text):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "issue.yaml").write_text(text, encoding="utf-8")

    assert len(text.splitlines()) <= 20
    assert read_plan(tmp_path / "issue.yaml").issue.name == "春汛"


def test_no_registry_and_no_path_of_a_machine_stands_in_the_repository() -> None:
    found = [
        f"{_relative(path)}: {word}"
        for path in _text_files(ROOT)
        for word in _FORBIDDEN
        if word in path.read_text(encoding="utf-8")
    ]

    assert found == []


def _text_files(folder: Path) -> list[Path]:
    files: list[Path] = []
    for path in sorted(folder.iterdir()):
        if path.is_dir():
            if path.name not in _NOT_OURS and not path.name.endswith("_cache") and path.name != "__pycache__":
                files += _text_files(path)
        elif path.suffix in _TEXT and path.parent.name != "manuscripts":
            files.append(path)
    return files
