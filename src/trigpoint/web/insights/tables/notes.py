"""What stands with the figures of every file: edition, source, date, and how they may be used."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from trigpoint.engine.frameworks.edition import Edition
from trigpoint.engine.frameworks.texts import Text
from trigpoint.engine.vocabulary.standings import Status
from trigpoint.web.shared.templatetags.look import STATES
from trigpoint.web.shared.wording import wording

Note = tuple[str, str]


def notes_on(editions: Iterable[Edition | None], *more: Note) -> list[Note]:
    """Notes for figures made with these editions; a repeated or missing edition is named once or not at all."""
    once = list({edition.id: edition for edition in editions if edition is not None}.values())
    notes: list[Note] = []
    for edition in once:
        notes.append((_("Edition"), f"{say(edition.title)} ({edition.version})"))
        notes.append((_("Source"), edition.publisher))
        notes.append((_("How the result may be used"), say(edition.policies.statement)))
    return [*notes, *more, (_("Made on"), date_format(timezone.localdate(), "DATE_FORMAT"))]


def say(text: Text) -> str:
    """Words in the page's language, or in the language they were written in."""
    return wording(text).words


def state(status: Status) -> str:
    """A status in a word."""
    return str(STATES[status][2])
