"""The trigger that keeps the consent ledger append-only, on both databases. The first migration makes it."""

from typing import Any

_CHANGED = """
    NEW.purpose_id {differs} OLD.purpose_id OR NEW.text_id {differs} OLD.text_id
    OR NEW.decision {differs} OLD.decision OR NEW.channel {differs} OLD.channel
    OR NEW.created_at {differs} OLD.created_at
    OR (NEW.user_id IS NOT NULL AND NEW.user_id {differs} OLD.user_id)
"""
SQLITE = [
    "CREATE TRIGGER privacy_ledger BEFORE UPDATE ON privacy_consententry WHEN "
    + _CHANGED.format(differs="IS NOT")
    + "BEGIN SELECT RAISE(ABORT, 'the consent ledger is append-only'); END"
]
POSTGRESQL = [
    """CREATE FUNCTION privacy_ledger() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    RAISE EXCEPTION 'the consent ledger is append-only' USING ERRCODE = 'integrity_constraint_violation';
    END $$""",
    "CREATE TRIGGER privacy_ledger BEFORE UPDATE ON privacy_consententry FOR EACH ROW WHEN ("
    + _CHANGED.format(differs="IS DISTINCT FROM")
    + ") EXECUTE FUNCTION privacy_ledger()",
]


def protect_ledger(_apps: Any, editor: Any) -> None:
    for statement in SQLITE if editor.connection.vendor == "sqlite" else POSTGRESQL:
        editor.execute(statement)
