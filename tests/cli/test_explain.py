"""``report-pdf explain``: every rule, one rule, a room, a wrong name."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from report_pdf.cli import main


def _run(*arguments, language="en_US.UTF-8"):
    names = dict.fromkeys(("LC_ALL", "LC_MESSAGES", "LANG"), language)
    return CliRunner().invoke(main, ["explain", *arguments], env=names)


@pytest.mark.parametrize("name", ["copyedit/doubled-word", "doubled-word"])
def test_one_rule_with_its_example_and_how_to_switch_it_off(name):
    said = _run(name, language="zh_CN.UTF-8").stdout
    assert "copyedit/doubled-word（注意）" in said
    assert "前  社区的防汛防汛工作已经落实。" in said
    assert "disable: [copyedit/doubled-word]" in said


def test_all_rules_are_listed_and_a_room_alone():
    rooms = {line.split("/")[0] for line in _run().stdout.splitlines()}
    assert {"copyedit", "manuscript", "plan", "preflight", "press"} & rooms >= {
        "copyedit",
        "manuscript",
        "plan",
    }
    copyedit = json.loads(_run("copyedit", "--format", "json").stdout)
    assert len(copyedit) >= 60
    assert all(rule["code"].startswith("copyedit/") and rule["rationale"] for rule in copyedit)


def test_a_wrong_name_is_a_usage_error_with_the_nearest():
    result = _run("copyedit/doubledword")
    assert result.exit_code == 2
    assert "copyedit/doubled-word" in result.stderr
