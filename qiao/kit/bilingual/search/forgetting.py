"""What has been taken out of the index is gone from its pages too."""

from django.db import connection


def forget_removed() -> None:
    """SQLite's index keeps removed words in its pages until they are merged: after an erasure, now."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO bilingual_searchindex(bilingual_searchindex) VALUES ('optimize')")
