"""A PDF/X-4 that another program made gives no false alarm: LuaLaTeX with the package pdfx, where they are installed."""

from __future__ import annotations

import subprocess

import pytest
from plates import needs

from report_pdf.pdf import PressStandard, check_press

SOURCE = r"""
\begin{filecontents*}[overwrite]{\jobname.xmpdata}
\Title{Ferry}\Author{Desk}\Language{en}
\end{filecontents*}
\documentclass[10pt]{article}
\usepackage[x-4]{pdfx}
\usepackage{tikz}
\definecolor{deep}{cmyk}{1,.6,0,.1}
\begin{document}
\section{The old clock} It struck again. \textcolor{deep}{\Large Twice.}
\begin{tabular}{|l|l|}\hline wheels & 86 \\\hline\end{tabular}
\begin{tikzpicture}
  \draw[line width=1pt,color=deep] (0,0)--(3,2); \fill[deep] (4,0) rectangle (6,2); \node at (5,1) {on ink};
\end{tikzpicture}
\newpage \[ E=mc^2 \]
\end{document}
"""


@pytest.fixture(scope="module")
def latex_pdf(tmp_path_factory):
    needs("lualatex", "kpsewhich")
    folder = tmp_path_factory.mktemp("latex")
    for file in ("pdfx.sty", "tikz.sty"):
        if not subprocess.run(["kpsewhich", file], capture_output=True, check=False).stdout:
            pytest.skip(f"not installed: {file}")
    (folder / "ferry.tex").write_text(SOURCE, "utf-8")
    command = ["lualatex", "-interaction=batchmode", "ferry.tex"]
    subprocess.run(command, cwd=folder, capture_output=True, check=False, timeout=300)
    if not (folder / "ferry.pdf").is_file():
        pytest.skip("LuaLaTeX made no PDF here")
    return (folder / "ferry.pdf").read_bytes()


@pytest.mark.parametrize("standard", PressStandard)
def test_what_lualatex_makes_has_no_fault_but_its_own(latex_pdf, standard):
    """Its black on the blue field knocks out, which is so."""
    assert {breach.check.id for breach in check_press(latex_pdf, standard=standard)} == {"press/black-text"}
