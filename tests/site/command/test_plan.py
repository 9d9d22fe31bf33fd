"""`qiao plan` on files: every exit status, and a folder that stays as it was whenever something fails."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from icalendar import Calendar

from qiao.site.command.root import main
from tests.support.meeting_workbook import Rows, small, workbook

NO_CAPACITY = (
    "A place with a capacity of 0 holds no meeting. "
    "Write how many meetings it holds at once, at least 1, or delete the place."
)
ONE_AT_A_TIME = (
    "Duke University can be in only one meeting at a time (3 November 09:00–09:19). "
    "Free or move all of them but one."
)


def run(*words: object) -> Result:
    return CliRunner().invoke(main, ["plan", *map(str, words)], catch_exceptions=False)


def written(folder: Path, language: str = "en", **changes: Rows) -> Path:
    path = folder / "workbook.xlsx"
    path.write_bytes(workbook(small(**changes), language).read())
    return path


def test_workbook_is_planned_and_written(tmp_path: Path) -> None:
    done = run(written(tmp_path), "--out", tmp_path / "plan", "--language", "en")

    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr == f"2 of 2 meetings held, weight 39 of 39, waits 0: {tmp_path / 'plan'}\n"
    assert sorted(each.name for each in (tmp_path / "plan").iterdir()) == [
        "itineraries",
        "summary.pdf",
        "timetable.xlsx",
    ]
    calendar = Calendar.from_ical((tmp_path / "plan/itineraries/01-duke-university.zh.ics").read_bytes())
    assert [str(event["SUMMARY"]) for event in calendar.walk("VEVENT")] == ["洽谈：未来出行研究院"]


def test_template_is_written_and_can_be_planned(tmp_path: Path) -> None:
    template = tmp_path / "template.xlsx"

    made = run("--template", template, "--language", "en")
    again = run("--template", template, "--language", "zh-hans")
    planned = run(template, "--out", tmp_path / "plan")

    assert (made.exit_code, again.exit_code, planned.exit_code) == (0, 2, 0)
    assert again.stderr == f"{template}已存在。请指定其他文件名。\n"


def test_bad_workbook_ends_with_2_and_every_fault_at_its_cell(tmp_path: Path) -> None:
    wishes: Rows = [{"asker": "DUKE", "wanted": "DUKE"}, {"asker": "DUKE", "wanted": "LAB"}]
    places: Rows = [{"name_en": "Hall", "capacity": 0}]
    file = written(tmp_path, wishes=wishes, places=places)

    refused = run(file, "--out", tmp_path / "plan", "--language", "en")

    assert (refused.exit_code, refused.stdout) == (2, "")
    assert refused.stderr.splitlines() == [
        f"{file}:",
        f"  places!B2 {NO_CAPACITY}",
        "  wishes!B2 “DUKE” wishes to meet itself. Name the other party, or delete the row.",
    ]
    assert list(tmp_path.iterdir()) == [file]


def test_faults_are_told_in_the_language_of_the_shell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")

    refused = run(
        written(tmp_path, "zh", wishes=[{"asker": "DUKE", "wanted": "ANU"}]), "--out", tmp_path / "plan"
    )

    assert refused.exit_code == 2
    assert "洽谈意愿!B2 双方同为代表团，或同为接待单位。" in refused.stderr


def test_many_faults_are_cut(tmp_path: Path) -> None:
    file = written(tmp_path, wishes=[{"asker": "X", "wanted": "Y"}] * 40)

    assert run(file, "--out", tmp_path / "plan", "--language", "en").stderr.endswith("  And 30 more.\n")


def test_impossible_pins_end_with_3_and_are_named(tmp_path: Path) -> None:
    pin = {"asker": "DUKE", "wanted": "LAB", "pin": "1"}
    file = written(tmp_path, wishes=[pin, pin | {"wanted": "BAT"}])

    refused = run(file, "--out", tmp_path / "plan", "--language", "en")

    assert refused.exit_code == 3
    assert refused.stderr.splitlines() == [
        "Some of the fixed meetings cannot be held: this is proved.",
        f"  {ONE_AT_A_TIME}",
        "    wishes!C2 (Duke University – Institute of Future Mobility)",
        "    wishes!C3 (Duke University – Hengyuan Power Batteries)",
    ]
    assert list(tmp_path.iterdir()) == [file]


def test_nothing_found_in_the_time_ends_with_4(tmp_path: Path) -> None:
    file = written(tmp_path, wishes=[{"asker": "DUKE", "wanted": "LAB", "pin": "1"}])

    refused = run(file, "--out", tmp_path / "plan", "--time-limit", 0, "--language", "en")

    assert refused.exit_code == 4
    assert refused.stderr == "No plan was found in the time. Allow more time, or fix fewer meetings.\n"
    assert list(tmp_path.iterdir()) == [file]


def test_folder_that_is_taken_ends_with_2_and_stays(tmp_path: Path) -> None:
    file, folder = written(tmp_path), tmp_path / "plan"
    folder.mkdir()
    (folder / "summary.pdf").write_bytes(b"old")

    refused = run(file, "--out", folder, "--language", "en")

    assert refused.exit_code == 2
    assert "is not empty" in refused.stderr
    assert [each.read_bytes() for each in folder.iterdir()] == [b"old"]
    assert run(file, "--out", folder, "--force").exit_code == 0
    assert len(list(folder.iterdir())) == 3


@pytest.mark.parametrize(
    "words", [("none.xlsx", "--out", "plan"), (".", "--out", "plan"), ("none.xlsx",), ()]
)
def test_file_that_cannot_be_read_and_words_that_lack_end_with_2(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    placed = [word if word.startswith("--") else tmp_path / word for word in words]

    assert run(*placed).exit_code == 2
    assert list(tmp_path.iterdir()) == []


def test_letter_without_a_font_ends_with_2_and_names_the_paper(tmp_path: Path) -> None:
    rows = small()["organisations"]
    rows[0] = {"code": "DUKE", "name_en": "Duke \U0001f6d8"}
    file = written(tmp_path, organisations=rows)

    refused = run(file, "--out", tmp_path / "plan", "--language", "en")

    assert refused.exit_code == 2
    assert refused.stderr.startswith("01-duke.zh.pdf: No font on this server can show")
    assert list(tmp_path.iterdir()) == [file]


def test_command_needs_no_settings_and_no_database(tmp_path: Path) -> None:
    """In a process of its own: nothing of a server is asked for, made or configured."""
    file = written(tmp_path)
    script = (
        "import sys\n"
        "from qiao.site.command.root import main\n"
        f"sys.argv = ['qiao', 'plan', {str(file)!r}, '--out', 'plan', '--language', 'zh-hans']\n"
        "try:\n    main()\n"
        "except SystemExit as end:\n    assert not end.code, end.code\n"
        "from django.conf import settings\n"
        "print(settings.DATABASES.get('default', {}).get('ENGINE', 'none'))\n"
    )
    environment = {k: v for k, v in os.environ.items() if not k.startswith("QIAO_") and k != "DATABASE_URL"}
    root = str(Path(__file__).resolve().parents[3])

    said = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env=environment | {"PYTHONPATH": root},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (said.returncode, said.stdout) == (0, "none\n"), said.stderr
    assert said.stderr.startswith("共2对洽谈意愿，已安排2场，权重39（上界39）")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["plan", "workbook.xlsx"]
