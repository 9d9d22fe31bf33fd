"""python -m benchmarks [NAME …]: runs the benchmarks on a database of their own and prints tables.

QIAO_BENCHMARK_DATABASE names a PostgreSQL database, a fresh one, to use instead of SQLite.
"""

import importlib
import os
import platform
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

NAMES = (
    "directory",
    "imports",
    "matching",
    "matching_couples",
    "matching_supervisors",
    "matching_ties",
    "opportunities_search",
    "placement_round",
    "programme",
    "timetabling_cases",
    "timetabling_choosing",
    "timetabling_floor",
    "timetabling_groups",
    "timetabling_growth",
    "timetabling_reasons",
    "timetabling_repair",
    "timetabling_rules",
)


def main(names: list[str]) -> None:
    with tempfile.TemporaryDirectory(prefix="qiao-benchmark-") as home:
        os.environ |= {
            "QIAO_HOME": home,
            "DJANGO_SETTINGS_MODULE": "qiao.site.settings",
            "QIAO_LOG_LEVEL": "ERROR",
            "QIAO_MAIL_URL": "memorymail://",
        }
        if database := os.environ.get("QIAO_BENCHMARK_DATABASE"):
            os.environ["DATABASE_URL"] = database
        prepare()
        print(f"## Figures\n\n{described()}\n")
        for name in names or NAMES:
            print(f"### {name}\n")
            importlib.import_module(f"benchmarks.{name}").run(print)
            print()


def prepare() -> None:
    import django

    from qiao.site.command.start import collect_static, migrate_database

    django.setup()
    migrate_database(verbosity=0)
    collect_static()


def described() -> str:
    """The machine and what runs on it, as lines to paste into docs/benchmarks.md."""
    import django

    import qiao

    lines = {
        "Date": datetime.now(tz=UTC).date().isoformat(),
        "Qiao": qiao.__version__,
        "Machine": f"{processor()} ({platform.machine()})",
        "Cores": f"{available_cores()} of {os.cpu_count()}",
        "System": f"{platform.system()} {platform.release()}",
        "Python": f"{platform.python_version()}, Django {django.__version__}",
        "Database": database(),
    }
    return "\n".join(f"- {name}: {value}" for name, value in lines.items())


def processor() -> str:
    """The model's name, which Linux alone keeps in a file."""
    file = Path("/proc/cpuinfo")
    lines = file.read_text().splitlines() if file.exists() else []
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return models[0] if models else platform.processor() or "unknown processor"


def available_cores() -> int:
    """Those that this process may use, which a container or `taskset` makes fewer."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def database() -> str:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT sqlite_version()" if connection.vendor == "sqlite" else "SHOW server_version")
        (version,) = cursor.fetchone()
    return f"{connection.display_name} {version}"


if __name__ == "__main__":
    main(sys.argv[1:])
