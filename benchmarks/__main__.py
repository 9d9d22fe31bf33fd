"""python -m benchmarks [NAME …]: runs the benchmarks on a database of their own and prints tables.

QIAO_BENCHMARK_DATABASE names a PostgreSQL database to use instead of SQLite.
"""

import importlib
import os
import platform
import sys
import tempfile

NAMES = ("directory", "imports")


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
        print(
            f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, {vendor()}\n"
        )
        for name in names or NAMES:
            print(f"## {name}\n")
            importlib.import_module(f"benchmarks.{name}").run(print)
            print()


def prepare() -> None:
    import django
    from django.test.utils import setup_test_environment

    from qiao.site.command.start import collect_static, migrate_database

    django.setup()
    migrate_database(verbosity=0)
    collect_static()
    setup_test_environment()  # so that answers carry their context


def vendor() -> str:
    from django.db import connection

    return str(connection.display_name)


if __name__ == "__main__":
    main(sys.argv[1:])
