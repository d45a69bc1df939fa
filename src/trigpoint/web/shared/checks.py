"""What `manage.py check` says about this installation, beside Django's own checks."""

from typing import Any

from django.core import checks

from trigpoint.web.shared.languages import uncompiled_languages


@checks.register("languages")
def check_languages(**_: Any) -> list[checks.CheckMessage]:
    """Pages fall back to English without a word when a compiled language is missing or older than its texts."""
    return [
        checks.Warning(
            f"The texts of the pages in {source.parent.parent.name} are not compiled, or older than {source}.",
            hint="Run: python -m trigpoint.web.shared.languages compile",
            id="trigpoint.W001",
        )
        for source in uncompiled_languages()
    ]
