"""The empty workbook that people fill in: headings in the reader's language, a sheet that explains them."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from qiao.kit.imports.headings import LANGUAGES, label_in
from qiao.kit.imports.importer import Importer
from qiao.kit.tables.write import NewSheet, xlsx_bytes


def template_workbook(importer: Importer) -> bytes:
    header = [str(column.label) for column in importer.columns]
    table = NewSheet(str(importer.label), header, [], widths=[22] * len(header))
    return xlsx_bytes([table, explanation(importer)])


def explanation(importer: Importer) -> NewSheet:
    header = [_("Heading (Chinese)"), _("Heading (English)"), _("Needed"), _("What goes in"), _("Example")]
    return NewSheet(_("Explanation"), header, _rows(importer), widths=[26, 30, 8, 70, 34])


def _rows(importer: Importer) -> Iterator[list[str]]:
    for column in importer.columns:
        labels = [label_in(column, language) for language in LANGUAGES]
        yield [*labels, _("yes") if column.is_required else "", str(column.hint), column.example]
