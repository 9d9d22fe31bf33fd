"""Tables as a fresh database has them, for tests of what the planner does."""

from django.db import connection


def empty_of_dead_rows(table: str) -> None:
    """Rows that were taken back stay in PostgreSQL's files: they cost, and bar a new index from use."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {connection.ops.quote_name(table)} CASCADE")
