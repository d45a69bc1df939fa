"""The database's own refusal to change or delete an event: triggers, for whoever goes round Django."""

from collections.abc import Sequence

KEPT = (
    "id",
    "at",
    "actor_name",
    "action",
    "subject_type",
    "subject_id",
    "subject_name",
    "institution_id",
    "hub_id",
    "why",
    "details",
)
"""Every column but the account, which goes empty when the account is deleted (its name stays)."""


def create_triggers(vendor: str) -> Sequence[str]:
    """The statements that make the table of events append-only on SQLite or PostgreSQL."""
    return {"sqlite": _SQLITE, "postgresql": _POSTGRESQL}[vendor]


def drop_triggers(vendor: str) -> Sequence[str]:
    """The statements that take the refusal away again: to empty a whole database, never to mend an event."""
    return {"sqlite": _DROP_SQLITE, "postgresql": _DROP_POSTGRESQL}[vendor]


def _same(column: str, operator: str) -> str:
    # JSON has no equality in PostgreSQL's "json"; Django's column is "jsonb", which has.
    return f'NEW."{column}" {operator} OLD."{column}"'


def _is_change(differs: str, is_not: str) -> str:
    changed = " OR ".join(_same(column, differs) for column in KEPT)
    return f"""{changed} OR (NEW."actor_id" IS NOT NULL AND {_same("actor_id", is_not)})"""


_SQLITE = (
    f"""CREATE TRIGGER "audit_event_unchanged" BEFORE UPDATE ON "audit_event"
    WHEN {_is_change("IS NOT", "IS NOT")}
    BEGIN SELECT RAISE(ABORT, 'An event is never changed.'); END""",
    """CREATE TRIGGER "audit_event_kept" BEFORE DELETE ON "audit_event"
    BEGIN SELECT RAISE(ABORT, 'An event is never deleted.'); END""",
)
_DROP_SQLITE = (
    'DROP TRIGGER IF EXISTS "audit_event_unchanged"',
    'DROP TRIGGER IF EXISTS "audit_event_kept"',
)
_POSTGRESQL = (
    f"""CREATE FUNCTION audit_event_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'An event is never deleted.' USING ERRCODE = 'integrity_constraint_violation';
      ELSIF {_is_change("IS DISTINCT FROM", "IS DISTINCT FROM")} THEN
        RAISE EXCEPTION 'An event is never changed.' USING ERRCODE = 'integrity_constraint_violation';
      END IF;
      RETURN NEW;
    END $$""",
    """CREATE TRIGGER audit_event_refuses BEFORE UPDATE OR DELETE ON "audit_event"
    FOR EACH ROW EXECUTE FUNCTION audit_event_refuse()""",
)
_DROP_POSTGRESQL = (
    'DROP TRIGGER IF EXISTS audit_event_refuses ON "audit_event"',
    "DROP FUNCTION IF EXISTS audit_event_refuse()",
)
