"""Which language of a content file a page shows."""

from django.utils.translation import get_language

from trigpoint.engine.frameworks.texts import Text, Wording


def content_language() -> str:
    """The page's language as content files name it."""
    return {"en-gb": "en", "zh-hant": "zh-Hant"}.get(get_language() or "", get_language() or "en")


def wording(text: Text) -> Wording:
    """The text in the page's language, or in the language it was written in."""
    return text.in_language(content_language())
