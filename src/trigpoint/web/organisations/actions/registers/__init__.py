"""Bringing registers in: a file is received, checked without writing, then written in one transaction."""

from trigpoint.web.organisations.actions.registers.importing import import_register
from trigpoint.web.organisations.actions.registers.receiving import (
    ask_to_write,
    check_register,
    drop_register,
    note_failure,
    receive_register,
    try_again,
    write_register,
)
from trigpoint.web.organisations.actions.registers.states import NotNow

__all__ = [
    "NotNow",
    "ask_to_write",
    "check_register",
    "drop_register",
    "import_register",
    "note_failure",
    "receive_register",
    "try_again",
    "write_register",
]
