"""Bringing registers in: a file is received, checked without writing, then written in one transaction."""

from trigpoint.web.organisations.actions.registers.importing import import_register
from trigpoint.web.organisations.actions.registers.receiving import (
    NotNow,
    ask_to_write,
    check_register,
    drop_register,
    note_failure,
    receive_register,
    write_register,
)

__all__ = [
    "NotNow",
    "ask_to_write",
    "check_register",
    "drop_register",
    "import_register",
    "note_failure",
    "receive_register",
    "write_register",
]
