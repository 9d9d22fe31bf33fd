"""The full-text part of the index table, for migrations: each database keeps it in step by itself.

A later migration that alters SearchEntry on SQLite makes the table anew and thereby drops its triggers:
it ends with `create_index` again.
"""

from typing import Any

COLUMNS = ("names", "texts", "codes")
BEFORE_CODES = ("names", "texts")
JOINED = " || ' ' || "


def names_vector(names: str, codes: str) -> str:
    return _vector(names, codes)


def all_vector(names: str, texts: str, codes: str) -> str:
    return _vector(names, texts, codes)


def _vector(*columns: str) -> str:
    return f"bilingual_vector({JOINED.join(columns)})"


def _sqlite(columns: tuple[str, ...]) -> list[str]:
    named, old = ", ".join(columns), ", ".join(f"old.{name}" for name in columns)
    new = ", ".join(f"new.{name}" for name in columns)
    into = "INSERT INTO bilingual_searchindex"
    add = f"{into}(rowid, {named}) VALUES (new.id, {new});"
    remove = f"{into}(bilingual_searchindex, rowid, {named}) VALUES ('delete', old.id, {old});"
    return [
        "DROP TABLE IF EXISTS bilingual_searchindex",
        f"""CREATE VIRTUAL TABLE bilingual_searchindex USING fts5(
            {named}, content='bilingual_searchentry', content_rowid='id',
            tokenize='ascii', detail=column, columnsize=0)""",
        "INSERT INTO bilingual_searchindex(bilingual_searchindex) VALUES ('rebuild')",
        f"CREATE TRIGGER bilingual_search_add AFTER INSERT ON bilingual_searchentry BEGIN {add} END",
        f"CREATE TRIGGER bilingual_search_cut AFTER DELETE ON bilingual_searchentry BEGIN {remove} END",
        f"CREATE TRIGGER bilingual_search_set AFTER UPDATE ON bilingual_searchentry BEGIN {remove}{add} END",
    ]


SQLITE_BACK = [
    "DROP TRIGGER IF EXISTS bilingual_search_add",
    "DROP TRIGGER IF EXISTS bilingual_search_cut",
    "DROP TRIGGER IF EXISTS bilingual_search_set",
    "DROP TABLE bilingual_searchindex",
]
# Our own tokens as they are: no parser of the database has a say. The cost, which only a function can carry,
# keeps the planner from making vectors of all rows when the index would do.
_FUNCTION = """CREATE OR REPLACE FUNCTION bilingual_vector(tokens text) RETURNS tsvector
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 1000 AS $$
    BEGIN RETURN array_to_tsvector(array_remove(string_to_array(tokens, ' '), '')); END $$"""


def _postgres(columns: tuple[str, ...]) -> list[str]:
    of_names = _vector(*(name for name in columns if name != "texts"))
    return [
        "SET LOCAL statement_timeout = 0",  # an index of 100,000 entries takes longer than a page may
        _FUNCTION,
        f"CREATE INDEX bilingual_searchentry_names ON bilingual_searchentry USING gin ({of_names})",
        f"CREATE INDEX bilingual_searchentry_all ON bilingual_searchentry USING gin ({_vector(*columns)})",
    ]


POSTGRES_BACK = [
    "DROP INDEX bilingual_searchentry_names",
    "DROP INDEX bilingual_searchentry_all",
    "DROP FUNCTION bilingual_vector(text)",
]


def create_index(apps: Any, schema_editor: Any) -> None:
    _run(schema_editor, _sqlite(COLUMNS), _postgres(COLUMNS))


def create_index_before_codes(apps: Any, schema_editor: Any) -> None:
    _run(schema_editor, _sqlite(BEFORE_CODES), _postgres(BEFORE_CODES))


def drop_index(apps: Any, schema_editor: Any) -> None:
    _run(schema_editor, SQLITE_BACK, POSTGRES_BACK)


def _run(schema_editor: Any, sqlite: list[str], postgres: list[str]) -> None:
    for statement in sqlite if schema_editor.connection.vendor == "sqlite" else postgres:
        schema_editor.execute(statement)
