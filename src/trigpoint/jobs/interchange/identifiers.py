"""Identifiers that stay the same from one export to the next and agree between formats."""

from __future__ import annotations

from uuid import UUID, uuid5

NAMESPACE = UUID("6f0f3d0c-5b1e-5c57-9d57-0d8f0c1b7a10")
"""Never change it: other systems hold on to the identifiers made from it."""


def stable_id(*parts: str) -> str:
    """The identifier (a UUID as text) of the thing that `parts` name, such as an edition, a noun and an id."""
    return str(uuid5(NAMESPACE, "/".join(part.replace("/", "//") for part in parts)))


def address(identifier: str, base: str | None = None) -> str:
    """The URI of an identifier: below `base`, the address of a service that answers there, or else a URN."""
    return f"{base.rstrip('/')}/{identifier}" if base else f"urn:uuid:{identifier}"
