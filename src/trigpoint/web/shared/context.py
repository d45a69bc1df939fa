"""What every page shows around its content."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

LANGUAGE_NAMES = {"en-gb": "English", "cy": "Cymraeg", "zh-hant": "繁體中文"}


def page(request: HttpRequest) -> dict[str, object]:
    """`demo`, the page's language as an HTML `lang` value, and the languages with their own names."""
    return {
        "demo": settings.DEMO,
        "html_language": html_language(get_language() or settings.LANGUAGE_CODE),
        "site_languages": [
            (code, html_language(code), LANGUAGE_NAMES[code]) for code, _ in settings.LANGUAGES
        ],
    }


def html_language(code: str) -> str:
    """Django writes zh-hant, a page must say zh-Hant; content files use en, cy and zh-Hant."""
    return {"en-gb": "en-GB", "zh-hant": "zh-Hant"}.get(code, code)
