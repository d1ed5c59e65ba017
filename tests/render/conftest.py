"""The registered small documents, rendered by one child for the whole session."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import render_in_child
from small_pages import BODIES, task

from report_pdf import child
from report_pdf.child import ChildLimits
from report_pdf.errors import ReportPdfError
from report_pdf.model.pages import RenderedDocument


@pytest.fixture(scope="session")
def child_sees_tests() -> Iterator[None]:
    """Children can import the functions of ``render_in_child``."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(Path(__file__).parent))
        yield


@pytest.fixture(scope="session")
def _documents(child_sees_tests: None) -> dict[str, RenderedDocument]:
    """All registered documents, rendered by one child: starting one for each costs more than the rendering."""
    tasks = [task(*body) for body in BODIES.values()]
    results = child.run(ChildLimits(wall_seconds=300), render_in_child.typeset_all, tasks)
    for result in results:
        if isinstance(result, ReportPdfError):
            raise result
    return dict(zip(BODIES, results, strict=True))


@pytest.fixture
def document(request: pytest.FixtureRequest, _documents: dict[str, RenderedDocument]) -> RenderedDocument:
    """The document the test is decorated with."""
    return _documents[request.node.originalname]


@pytest.fixture(scope="session")
def article(_documents: dict[str, RenderedDocument]) -> RenderedDocument:
    """An opener, two columns over several pages with headings, floats of every kind and a spanner."""
    return _documents["article"]
