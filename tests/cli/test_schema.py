from __future__ import annotations

import json

from click.testing import CliRunner

from report_pdf.cli import main
from report_pdf.plan import json_schema


def test_schema_prints_the_json_schema() -> None:
    result = CliRunner().invoke(main, ["schema"])

    assert result.exit_code == 0
    assert json.loads(result.stdout) == json_schema()
    assert "稿件" in result.stdout


def test_schema_takes_no_arguments() -> None:
    assert CliRunner().invoke(main, ["schema", "issue.yaml"]).exit_code == 2
