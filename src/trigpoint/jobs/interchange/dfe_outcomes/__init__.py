"""Outcomes that England's Department for Education publishes: NEET by local authority, destinations, the census."""
