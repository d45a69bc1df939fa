"""The showing and recording floor: Django, kept thin."""
