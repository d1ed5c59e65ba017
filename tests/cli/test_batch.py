"""``report-pdf batch``: mistakes first, packets that are there are kept, a lost worker costs nothing else."""

from __future__ import annotations

import json
import multiprocessing
import os
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import pytest
from click.testing import CliRunner

from report_pdf.cli import main
from report_pdf.delivery import read_mails
from report_pdf.packets import working
from report_pdf.packets.working import work_through

ISSUE = """
issue: {id: ferry-7, name: 渡口, number: 第7期, date: 2026-03-01, publisher: 文化站}
articles: [{manuscript: text.txt}]
editions: {email: {max_size: 2MB}}
packets: {sender: 文化站 <desk@example.org>, greeting: "尊敬的{姓名}："}
"""
LIST = "姓名,称谓,邮箱,编号\n梁渡生,主任,liang@example.org,0037\n买买提·艾力,,mmt@example.org,0038\n"


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    folder = tmp_path_factory.mktemp("desk")
    (folder / "issue.yaml").write_text(ISSUE, encoding="utf-8")
    (folder / "text.txt").write_text(
        "渡口纪事\n文/梁渡生\n\n船还没有来，候船的人已经排成一行。\n", encoding="utf-8"
    )
    (folder / "list.csv").write_text(LIST, encoding="utf-8")
    return folder


def _batch(desk, output, *more, people="list.csv"):
    command = ["batch", str(desk / "issue.yaml"), str(desk / people), "-o", str(output), "-j", "1", *more]
    return CliRunner().invoke(
        main, command, env={"REPORT_PDF_CACHE": str(desk / "cache"), "LC_ALL": "C.UTF-8"}
    )


@pytest.fixture(scope="module")
def made(desk):
    output = desk / "out"
    result = _batch(desk, output)
    assert result.exit_code == 0, result.output
    return output


def test_everybody_gets_a_packet_and_a_letter_to_one(made):
    assert sorted(path.name for path in made.iterdir() if not path.name.startswith(".")) == [
        "0037.eml", "0037.pdf", "0038.eml", "0038.pdf", "packets.csv", "packets.json",
    ]  # fmt: skip
    mails = read_mails(made).mails
    assert [(mail.packet.rpartition("/")[2], str(mail.recipient)) for mail in mails] == [
        ("0037", "梁渡生 <liang@example.org>"),
        ("0038", "买买提·艾力 <mmt@example.org>"),
    ]


def test_what_is_there_and_whole_is_not_made_again(desk, made):
    os.utime(made / "0037.pdf", (1, 1))
    before = {path.name: path.read_bytes() for path in made.glob("[0-9p]*")}
    (made / "0038.pdf").write_bytes(b"torn")
    assert _batch(desk, made).exit_code == 0
    assert {path.name: path.read_bytes() for path in made.glob("[0-9p]*")} == before
    assert (made / "0037.pdf").stat().st_mtime == 1


def test_all_mistakes_come_at_once_and_nothing_is_made(desk, tmp_path):
    rows = '姓名,邮箱,编号\n甲,"a@b.cn,evil@x.cn",1\n乙,yi@example.org,1\n\ue123,bing@example,3\n'
    (desk / "wrong.csv").write_text(rows, encoding="utf-8")
    result = _batch(desk, tmp_path / "none", people="wrong.csv")
    assert result.exit_code == 3
    for said in (
        "wrong.csv:2:2",
        "delivery/address-several",
        "wrong.csv:3:3",
        "plan/recipient-number",
        "wrong.csv:4",
        "fonts/missing-glyph",
        "wrong.csv:4:2",
        "delivery/address-invalid",
    ):
        assert said in result.output
    assert not (tmp_path / "none").exists()


def test_engine_and_scheduler_go_together(desk, tmp_path):
    assert _batch(desk, tmp_path, "--scheduler", "tcp://127.0.0.1:1").exit_code == 2
    assert _batch(desk, tmp_path, "--engine", "dask").exit_code == 2


def _dies_once(batch):
    mark, number = batch
    if number == 1 and not Path(mark).exists():
        Path(mark).touch()
        os._exit(9)
    time.sleep(0.05)
    return (number,)


def test_a_dead_process_costs_its_batches_time_alone(tmp_path, monkeypatch):
    monkeypatch.setattr(working, "make_batch", _dies_once)
    pools = []

    def opened():
        pools.append(1)
        return ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn"))

    batches = [(str(tmp_path / "mark"), number) for number in range(6)]
    assert sorted(work_through(batches, opened)) == list(range(6))
    assert len(pools) == 2


def _wrong(_):
    raise ValueError("wrong")


def test_work_that_is_wrong_is_not_given_out_again(monkeypatch):
    monkeypatch.setattr(working, "make_batch", _wrong)
    with pytest.raises(ValueError, match="wrong"):
        list(work_through([1], lambda: ThreadPoolExecutor(1)))


ON_A_CLUSTER = """
import json, os, signal, sys, warnings
from pathlib import Path

def main():
    warnings.simplefilter("ignore")
    import distributed
    from report_pdf.cli.batch import _cluster
    from report_pdf.packets import make_packets
    from report_pdf.pipeline import World
    from report_pdf.plan import read_plan, read_recipients

    desk, out = Path(sys.argv[1]), Path(sys.argv[2])
    plan = read_plan(desk / "issue.yaml")
    with distributed.LocalCluster(n_workers=3, threads_per_worker=1, dashboard_address=None) as cluster:
        pids = [nanny.process.pid for nanny in cluster.workers.values()]
        seen = []

        def say(step):
            if step.count == 40 and not seen:
                seen.append(pids[0])
                os.kill(pids[0], signal.SIGKILL)

        made = make_packets(
            plan, read_recipients(desk / "many.csv", plan), out, World(work=desk / "cache", say=say),
            executor=lambda: _cluster(cluster.scheduler_address),
        )
        print(json.dumps([len(made.records), made.kept, len(seen)]))

if __name__ == "__main__":
    main()
"""


def test_a_cluster_loses_a_worker_and_no_packet(desk, tmp_path):
    """A real scheduler and three workers, one killed when the first packet has landed."""
    rows = [f"梁渡生,,liang{number}@example.org,{number:04}" for number in range(40)]
    (desk / "many.csv").write_text("\n".join(["姓名,称谓,邮箱,编号", *rows]), encoding="utf-8")
    script, out = tmp_path / "cluster.py", tmp_path / "out"
    script.write_text(ON_A_CLUSTER, encoding="utf-8")
    command = [sys.executable, str(script), str(desk), str(out)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    assert json.loads(done.stdout.splitlines()[-1]) == [40, 0, 1]
    assert len(read_mails(out).mails) == 40
