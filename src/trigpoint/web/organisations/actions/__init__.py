"""Changes to institutions, hubs, roles and invitations. Each is one transaction with one event."""
