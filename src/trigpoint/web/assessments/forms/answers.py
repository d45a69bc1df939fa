"""One question as a form: what may be chosen, what is stored, what was sent, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from trigpoint.engine.frameworks.edition import Edition, Line, Question, QuestionKind
from trigpoint.engine.frameworks.scales import ScaleValue
from trigpoint.engine.scoring.answers import (
    NOT_APPLICABLE_VALUE,
    NOT_KNOWN_VALUE,
    Answer,
    AnswerState,
    check_answer,
)
from trigpoint.engine.scoring.asking import Asked, lines_asked
from trigpoint.engine.scoring.mistakes import WORDINGS
from trigpoint.web.assessments.actions.answers import Entry, stamp
from trigpoint.web.assessments.models import Answer as Row
from trigpoint.web.shared.mistakes import say

ONE_VALUE = {QuestionKind.CHOICE, QuestionKind.SHARE}
LONGEST = 5000  # characters of a note, a reason or an answer in words


@dataclass(frozen=True)
class Control:
    """A control of the form for one value: its name in the form, its id on the page, and what it holds now."""

    name: str
    id: str
    value: str
    line: Line | None = None


class QuestionForm:
    """Holds what was sent, or what is stored. `entry` is what to save; it is None when `errors` says why not."""

    def __init__(
        self,
        edition: Edition,
        asked: Asked,
        question: Question,
        row: Row | None,
        data: Mapping[str, str] | None = None,
    ) -> None:
        self.edition, self.question, self.row = edition, question, row
        self.lines = lines_asked(question.lines, asked)
        self.columns = lines_asked(question.columns, asked)
        self.conflict: Row | None = None  # what was stored since the page was read
        self.own_conflict = False  # by the same person, in another window
        self.sent = data is not None
        self.errors: list[str] = []
        self._held = dict(self._stored()) if data is None else self._posted(data)
        self.seen = stamp(row) if data is None else data.get(self._name("seen"), "")
        self.entry = self._read() if self.sent else None

    # What the template shows.

    @property
    def id(self) -> str:
        """Of the question on the page; dots would need escaping in a stylesheet."""
        return "q" + self.question.id.replace(".", "-")

    @property
    def is_list(self) -> bool:
        return self.question.kind in ONE_VALUE

    @property
    def is_lines(self) -> bool:
        return self.question.kind in {QuestionKind.CHECKLIST, QuestionKind.MATRIX}

    @property
    def values(self) -> tuple[ScaleValue, ...]:
        return self.edition.scale(self.question.scale).values if self.question.scale else ()

    @property
    def whole(self) -> Control:
        """Of the whole question: the chosen value, or that it is not known or does not apply."""
        return self._control("answer")

    @property
    def reason(self) -> Control:
        return self._control("reason")

    @property
    def note(self) -> Control:
        return self._control("note")

    @property
    def words(self) -> Control:
        return self._control("words")

    @property
    def numerator(self) -> Control:
        return self._control("numerator")

    @property
    def denominator(self) -> Control:
        return self._control("denominator")

    @property
    def seen_name(self) -> str:
        return self._name("seen")

    def rows(self) -> Iterator[tuple[Line, list[Control]]]:
        """Lines with a control each (checklist) or one for each column (matrix)."""
        for line in self.lines:
            if self.columns:
                cells = [self._control(f"value/{line.id}/{column.id}", column) for column in self.columns]
            else:
                cells = [self._control(f"value/{line.id}", line)]
            yield line, cells

    def _name(self, part: str) -> str:
        return f"{part}:{self.question.id}"

    def _control(self, part: str, line: Line | None = None) -> Control:
        return Control(self._name(part), f"{self.id}-{part}", self._held.get(part, ""), line)

    # What is stored, and what was sent, as parts of the form.

    def _stored(self) -> Iterator[tuple[str, str]]:
        row = self.row
        if row is None:
            return
        yield "note", row.note
        yield "reason", row.reason
        if row.state != Row.State.ANSWERED:
            yield "answer", row.state
        elif self.is_list:
            yield "answer", row.value
        elif self.question.kind is QuestionKind.WORDS:
            yield "words", row.value
        elif self.question.kind is QuestionKind.FIGURE:
            yield from ((part, str(number)) for part, number in row.value.items())
        else:
            for line, value in row.value.items():
                if isinstance(value, str):
                    yield f"value/{line}", value
                else:
                    yield from ((f"value/{line}/{column}", cell) for column, cell in value.items())

    def _posted(self, data: Mapping[str, str]) -> dict[str, str]:
        end = f":{self.question.id}"
        return {name.removesuffix(end): data[name].strip() for name in data if name.endswith(end)}

    # What was sent, as an entry.

    def _read(self) -> Entry | None:
        state, held = self._held.get("answer", ""), self._held
        if any(len(value) > LONGEST for value in held.values()):
            self.errors.append(_("Write at most %(number)s characters.") % {"number": LONGEST})
            return None
        if state == NOT_APPLICABLE_VALUE:
            answer = self._not_applicable()
        elif state == NOT_KNOWN_VALUE:
            answer = self._rest_not_known()
        else:
            answer = self._answered()
        if answer is None and held.get("note") and not self.errors:
            self.errors.append(_("Answer the question, or choose “We do not know yet”, to keep the note."))
        if answer and not self.errors:
            found = check_answer(self.edition, self.question, answer)
            self.errors += [say(WORDINGS, mistake) for mistake in found]
        return None if self.errors else Entry(answer, held.get("note", ""), self.seen)

    def _not_applicable(self) -> Answer | None:
        if self._values():
            self.errors.append(
                _("You said that this does not apply, and also answered it. Keep one of the two.")
            )
            return None
        return Answer(AnswerState.NOT_APPLICABLE, None, self._held.get("reason", ""))

    def _rest_not_known(self) -> Answer:
        """Lines that are answered stay; those left open become not known."""
        if not (self.is_lines and self._values()):
            return Answer(AnswerState.NOT_KNOWN)
        for line, cells in self.rows():
            for cell in cells:
                part = f"value/{line.id}" + (f"/{cell.line.id}" if self.columns and cell.line else "")
                if not self._held.get(part):
                    self._held[part] = NOT_KNOWN_VALUE
        return Answer(AnswerState.ANSWERED, self._values())

    def _answered(self) -> Answer | None:
        value: Any
        if self.is_list:
            value = self._held.get("answer")
        elif self.question.kind is QuestionKind.WORDS:
            value = self._held.get("words")
        elif self.question.kind is QuestionKind.FIGURE:
            value = self._figure()
        else:
            value = self._values()
        return Answer(AnswerState.ANSWERED, value) if value else None

    def _values(self) -> dict[str, Any]:
        """What was chosen in the lines or cells, those left open left out."""
        found: dict[str, Any] = {}
        for line, cells in self.rows():
            if self.columns:
                chosen = {cell.line.id: cell.value for cell in cells if cell.line and cell.value}
                if chosen:
                    found[line.id] = chosen
            elif cells[0].value:
                found[line.id] = cells[0].value
        return found

    def _figure(self) -> dict[str, int | str] | None:
        """What was typed, as numbers where it is any: whether it fits is not said here."""
        parts = {name: self._held.get(name, "") for name in ("numerator", "denominator")}
        if not any(parts.values()):
            return None
        return {
            name: int(part) if part.isascii() and part.isdigit() else part for name, part in parts.items()
        }
