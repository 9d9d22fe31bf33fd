"""Writing thousands of rows of an import at once."""

from collections.abc import Sequence

from qiao.kit.imports.models import ImportRow

BATCH = 500


def save_rows(rows: Sequence[ImportRow], columns: Sequence[str]) -> None:
    """An upsert by primary key: `bulk_update` builds an expression for every value, which takes longer than
    all the rest. The caller holds the import's lock, so that none of the rows has gone."""
    ImportRow.objects.bulk_create(
        rows, batch_size=BATCH, update_conflicts=True, unique_fields=["id"], update_fields=columns
    )
