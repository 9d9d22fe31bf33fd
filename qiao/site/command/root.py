"""`qiao`: the one command an operator needs."""

import os
import sys

import click

from qiao import __version__
from qiao.site.command.lazy import LazyGroup

COMMANDS = {
    "backup": "qiao.site.command.backup:backup",
    "check": "qiao.site.command.check:check",
    "demo": "qiao.site.command.demo:demo",
    "manage": "qiao.site.command.manage:manage",
    "match": "qiao.site.command.match:match",
    "migrate": "qiao.site.command.manage:migrate",
    "operator": "qiao.site.command.operator:operator",
    "plan": "qiao.site.command.plan:plan",
    "serve": "qiao.site.command.serve:serve",
    "timetable": "qiao.site.command.timetable:timetable",
    "worker": "qiao.site.command.worker:worker",
}


@click.group(cls=LazyGroup, places=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="qiao")
def main() -> None:
    """Qiao runs an overseas talent and technology exchange.

    Settings come from the environment (docs/settings.md); files live in QIAO_HOME, by default ./var.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qiao.site.settings")


if __name__ == "__main__":
    sys.exit(main())
