"""Runs a command with DATABASE_URL naming a PostgreSQL server that lives only as long as the command.

python scripts/with_postgres.py COMMAND [ARGUMENT ...]
"""

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.support.scratch import memory


def binaries() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    if not found:
        sys.exit("PostgreSQL is missing: sudo apt-get install postgresql")
    return found[-1]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def ordinary_user() -> list[str]:
    """PostgreSQL refuses to run as root."""
    if os.getuid() != 0:
        return []
    name = next(name for name in ("postgres", "nobody") if _exists(name))
    return ["runuser", "-u", name, "--"]


def _exists(name: str) -> bool:
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True


def main(command: list[str]) -> int:
    folder = Path(tempfile.mkdtemp(prefix="qiao-postgres-", dir=memory()))
    if os.getuid() == 0:
        shutil.chown(folder, ordinary_user()[2])
    port, bin_folder, user = free_port(), binaries(), ordinary_user()
    cluster = folder / "cluster"
    options = (
        f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c max_connections=200"
    )
    durability = "-c fsync=off -c full_page_writes=off"
    start = [
        *user,
        bin_folder / "initdb",
        "-D",
        cluster,
        "-A",
        "trust",
        "-U",
        "qiao",
        "--locale=C.UTF-8",
        "-E",
        "UTF8",
    ]
    subprocess.run(start, check=True, stdout=subprocess.DEVNULL)
    control = [*user, bin_folder / "pg_ctl", "-D", cluster, "-w", "-s"]
    subprocess.run([*control, "-l", folder / "log", "-o", f"{options} {durability}", "start"], check=True)
    try:
        environment = os.environ | {"DATABASE_URL": f"postgresql://qiao@127.0.0.1:{port}/postgres"}
        return subprocess.run(command, env=environment, check=False).returncode
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], check=False)
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
