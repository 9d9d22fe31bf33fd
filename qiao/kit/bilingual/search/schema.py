"""The full-text part of the index table, for migrations: each database keeps it in step by itself.

A later migration that alters SearchEntry on SQLite makes the table anew and thereby drops its triggers:
it ends with `create_index` again.
"""

from typing import Any

_REMOVE = """INSERT INTO bilingual_searchindex(bilingual_searchindex, rowid, names, texts)
    VALUES ('delete', old.id, old.names, old.texts);"""
_ADD = """INSERT INTO bilingual_searchindex(rowid, names, texts)
    VALUES (new.id, new.names, new.texts);"""


def names_vector(names: str) -> str:
    return f"bilingual_vector({names})"


def all_vector(names: str, texts: str) -> str:
    return f"bilingual_vector({names} || ' ' || {texts})"


SQLITE = [
    "DROP TABLE IF EXISTS bilingual_searchindex",
    """CREATE VIRTUAL TABLE bilingual_searchindex USING fts5(
        names, texts, content='bilingual_searchentry', content_rowid='id',
        tokenize='ascii', detail=column, columnsize=0)""",
    "INSERT INTO bilingual_searchindex(bilingual_searchindex) VALUES ('rebuild')",
    f"CREATE TRIGGER bilingual_search_add AFTER INSERT ON bilingual_searchentry BEGIN {_ADD} END",
    f"CREATE TRIGGER bilingual_search_cut AFTER DELETE ON bilingual_searchentry BEGIN {_REMOVE} END",
    f"CREATE TRIGGER bilingual_search_set AFTER UPDATE ON bilingual_searchentry BEGIN {_REMOVE}{_ADD} END",
]
SQLITE_BACK = [
    "DROP TRIGGER bilingual_search_add",
    "DROP TRIGGER bilingual_search_cut",
    "DROP TRIGGER bilingual_search_set",
    "DROP TABLE bilingual_searchindex",
]
# Our own tokens as they are: no parser of the database has a say. The cost, which only a function can carry,
# keeps the planner from making vectors of all rows when the index would do.
_VECTOR = """CREATE FUNCTION bilingual_vector(tokens text) RETURNS tsvector
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 1000 AS $$
    BEGIN RETURN array_to_tsvector(array_remove(string_to_array(tokens, ' '), '')); END $$"""
_NAMES = names_vector("names")
_ALL = all_vector("names", "texts")
POSTGRES = [
    _VECTOR,
    f"CREATE INDEX bilingual_searchentry_names ON bilingual_searchentry USING gin ({_NAMES})",
    f"CREATE INDEX bilingual_searchentry_all ON bilingual_searchentry USING gin ({_ALL})",
]
POSTGRES_BACK = [
    "DROP INDEX bilingual_searchentry_names",
    "DROP INDEX bilingual_searchentry_all",
    "DROP FUNCTION bilingual_vector(text)",
]


def create_index(apps: Any, schema_editor: Any) -> None:
    _run(schema_editor, SQLITE, POSTGRES)


def drop_index(apps: Any, schema_editor: Any) -> None:
    _run(schema_editor, SQLITE_BACK, POSTGRES_BACK)


def _run(schema_editor: Any, sqlite: list[str], postgres: list[str]) -> None:
    for statement in sqlite if schema_editor.connection.vendor == "sqlite" else postgres:
        schema_editor.execute(statement)
