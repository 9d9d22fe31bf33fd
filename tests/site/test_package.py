"""The wheel is whole: it builds, and runs from an empty directory without the checkout."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


@pytest.mark.timeout(300)
def test_wheel_holds_templates_styles_and_translations(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()

    assert any(name.endswith("ui/page.html") for name in names)
    assert any(name.endswith(".css") for name in names)
    assert any(name.endswith("django.mo") for name in names)
    assert not any(name.startswith(("tests/", "benchmarks/", "shared/")) for name in names)


@pytest.mark.timeout(300)
def test_wheel_runs_from_an_empty_directory(wheel: Path, tmp_path: Path) -> None:
    site, empty = tmp_path / "site", tmp_path / "empty"
    empty.mkdir()
    install = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--target",
        str(site),
        str(wheel),
    ]
    subprocess.run(install, check=True, capture_output=True)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("QIAO_")}
    environment |= {"PYTHONPATH": str(site), "QIAO_HOME": "", "DATABASE_URL": ""}
    del environment["QIAO_HOME"], environment["DATABASE_URL"]
    environment.pop("DJANGO_SETTINGS_MODULE", None)

    def run(*words: str) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-m", "qiao.site.command.root", *words]
        return subprocess.run(
            command, cwd=empty, env=environment, capture_output=True, text=True, check=False
        )

    where = subprocess.run(
        [sys.executable, "-c", "import qiao; print(qiao.__file__)"],
        cwd=empty,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )

    assert where.stdout.startswith(str(site))
    assert run("migrate").returncode == 0
    checked = run("check")
    assert "all migrations applied" in checked.stdout
    assert (empty / "var" / "qiao.sqlite3").exists()
