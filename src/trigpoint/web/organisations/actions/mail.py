"""Letters that follow a change: written now, sent when the change is safe in the database."""

from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation


def send_later(letter: str, *, to: str, language: str = "", **content: Any) -> None:
    """Sends `organisations/mail/<letter>.txt` once the transaction is through; its first line is the subject.

    `language` is the reader's, where it is known; otherwise the letter is in the language of the page.
    """
    with translation.override(language or translation.get_language()):
        text = render_to_string(f"organisations/mail/{letter}.txt", {"base": settings.BASE_URL, **content})
    subject, body = text.strip().split("\n", 1)
    transaction.on_commit(lambda: send_mail(subject.strip(), body.strip() + "\n", None, [to]))
