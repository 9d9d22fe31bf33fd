"""`qiao`: the one command an operator needs."""

import os
import sys

import click

from qiao import __version__
from qiao.site.command.backup import backup
from qiao.site.command.check import check
from qiao.site.command.demo import demo
from qiao.site.command.manage import manage, migrate
from qiao.site.command.operator import operator
from qiao.site.command.serve import serve
from qiao.site.command.worker import worker


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="qiao")
def main() -> None:
    """Qiao runs an overseas talent and technology exchange.

    Settings come from the environment (docs/settings.md); files live in QIAO_HOME, by default ./var.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qiao.site.settings")


for command in (serve, worker, check, demo, migrate, operator, backup, manage):
    main.add_command(command)


if __name__ == "__main__":
    sys.exit(main())
