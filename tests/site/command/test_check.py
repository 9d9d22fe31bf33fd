"""`qiao check` on a server that is not ready yet: every line stands by itself, with its remedy."""

import os
import subprocess
import sys
from pathlib import Path


def check_in(home: Path) -> "subprocess.CompletedProcess[str]":
    environment = {name: value for name, value in os.environ.items() if not name.startswith("QIAO_")}
    environment.pop("DATABASE_URL", None)
    environment |= {"QIAO_HOME": str(home), "DJANGO_SETTINGS_MODULE": "qiao.site.settings", "COLUMNS": "80"}
    command = [sys.executable, "-m", "qiao.site.command.root", "check"]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_check_of_an_empty_home_names_each_remedy_on_its_own_line(tmp_path: Path) -> None:
    checked = check_in(tmp_path / "home")

    lines = {words[1]: line for line in checked.stdout.splitlines() if len(words := line.split()) > 1}
    assert checked.returncode == 1, checked.stderr
    assert checked.stderr == ""
    assert "migrations are missing" in lines["database"]
    assert lines["database"].rstrip().endswith("Run `qiao migrate`.")
    assert lines["workers"].startswith("bad")
    assert {"configuration", "database", "fonts", "mail", "sandbox", "workers"} <= set(lines)
