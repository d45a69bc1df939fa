"""An edition as a CASE 1.1 package: one item per benchmark, criterion and question, one rubric per scale.

Lines of checklists and matrices stand in the notes of their question: the format has no place for them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from trigpoint.engine.frameworks.edition import Benchmark, Edition, Question
from trigpoint.engine.frameworks.scales import Scale
from trigpoint.engine.frameworks.texts import Clause, Text
from trigpoint.jobs.interchange.case.model import (
    BENCHMARK,
    CRITERION,
    QUESTION,
    VERSION,
    Pen,
    Record,
    extension,
    moment,
)
from trigpoint.jobs.interchange.identifiers import stable_id
from trigpoint.jobs.interchange.remarks import remarks_on, spell_source

DESCRIPTIONS = {
    BENCHMARK: "What an institution is held against.",
    CRITERION: "One thing that a benchmark asks for.",
    QUESTION: "What an institution is asked about a criterion, to assess itself.",
}


def export_edition(
    edition: Edition,
    *,
    language: str | None = None,
    changed_at: datetime | None = None,
    base: str | None = None,
) -> Record:
    """The package, ready for JSON, in one language (default: the one the edition is written in).

    Words missing in that language come in the edition's own, and their items say so. `changed_at`
    defaults to the day of publication. `base` is the address that identifiers resolve below, if any does.
    """
    chosen = language or edition.language
    return _Export(edition, chosen, Pen(changed_at or moment(edition.published_on), base)).package()


def edition_identifier(edition_id: str, language: str | None = None) -> str:
    """Identifier of an edition's document; `language` only for a translation of it."""
    return stable_id("edition", edition_id, *_translation(language))


def item_identifier(edition_id: str, noun: str, item_id: str, language: str | None = None) -> str:
    """Identifier of a benchmark, criterion or question (`noun`) of an edition."""
    return stable_id("edition", edition_id, noun, item_id, *_translation(language))


def _translation(language: str | None) -> tuple[str, ...]:
    return (f"in {language}",) if language else ()


@dataclass
class _Export:
    edition: Edition
    language: str
    pen: Pen
    items: list[Record] = field(default_factory=list)
    associations: list[Record] = field(default_factory=list)

    @property
    def translated(self) -> str | None:
        return None if self.language == self.edition.language else self.language

    def package(self) -> Record:
        document = edition_identifier(self.edition.id, self.translated)
        document_link = self.pen.link(document, self.words(self.edition.title))
        if self.translated:
            self.say_translation_of(document, edition_identifier(self.edition.id), self.edition.title)
        for number, benchmark in enumerate(self.edition.benchmarks, start=1):
            self.add_benchmark(benchmark, document_link, number)
        return {
            "CFDocument": self.document(document),
            "CFItems": self.items,
            "CFAssociations": self.associations,
            "CFDefinitions": self.definitions(),
            "CFRubrics": list(self.rubrics()),
        }

    def words(self, text: Text) -> str:
        return text.in_language(self.language).words

    def document(self, identifier: str) -> Record:
        edition = self.edition
        return self.pen.record(
            identifier,
            caseVersion=VERSION,
            title=self.words(edition.title),
            creator=edition.publisher,
            publisher=edition.publisher,
            language=self.language,
            version=edition.version,
            # an edition that says when it ends already has a successor
            adoptionStatus="Deprecated" if edition.in_force_to else "Adopted",
            statusStartDate=edition.in_force_from.isoformat() if edition.in_force_from else None,
            statusEndDate=edition.in_force_to.isoformat() if edition.in_force_to else None,
            officialSourceURL=next(
                (source.address for source in edition.sources.values() if source.address), None
            ),
            licenseURI=self.pen.link(self.licence_identifier(), edition.rights),
            notes=" ".join(self.document_remarks()),
            extensions=extension(
                edition=edition.id,
                framework=edition.framework,
                jurisdiction=edition.jurisdiction,
                kinds_of_institution=list(edition.kinds_of_institution),
            ),
        )

    def document_remarks(self) -> Iterator[str]:
        edition = self.edition
        if edition.note:
            yield self.words(edition.note)
        yield self.words(edition.policies.statement)
        for translation in edition.translations:
            if translation.language == self.translated:
                reviewed = "reviewed" if translation.reviewed else "not yet reviewed"
                yield f"Translated by: {translation.made_by}, {reviewed}."
        for source in edition.sources.values():
            yield f"Source: {spell_source(source)}."

    def licence_identifier(self) -> str:
        return stable_id("rights", self.edition.rights)

    def definitions(self) -> Record:
        types = [
            self.pen.record(
                stable_id("item type", noun),
                title=noun,
                description=words,
                hierarchyCode=str(level),
                typeCode=noun,
            )
            for level, (noun, words) in enumerate(DESCRIPTIONS.items(), start=1)
        ]
        rights = self.edition.rights
        licence = self.pen.record(
            self.licence_identifier(), title=rights, description=rights, licenseText=rights
        )
        return {"CFItemTypes": types, "CFLicenses": [licence]}

    def add_benchmark(self, benchmark: Benchmark, document: Record, number: int) -> None:
        domain = next((found for found in self.edition.domains if found.id == benchmark.domain), None)
        here = self.add_item(
            BENCHMARK,
            benchmark,
            benchmark.id,
            benchmark.summary,
            document,
            number,
            abbreviatedStatement=self.words(benchmark.title),
            conceptKeywords=[self.words(domain.title)] if domain else None,
            extensions=extension(awaiting=self.words(benchmark.awaiting)) if benchmark.awaiting else None,
        )
        links: dict[str, Record] = {}
        for place, criterion in enumerate(benchmark.criteria, start=1):
            more = extension(evidence=criterion.evidence.value)
            links[criterion.id] = self.add_item(
                CRITERION, criterion, criterion.id, criterion.text, here, place, extensions=more
            )
        for place, question in enumerate(benchmark.questions, start=1):
            self.add_question(question, links, place)

    def add_question(self, question: Question, criteria: dict[str, Record], place: int) -> None:
        parent, *others = (criteria[criterion] for criterion in question.criteria)
        more = extension(kind=question.kind.value, scale=question.scale, areas=question.areas.value)
        here = self.add_item(QUESTION, question, question.id, question.text, parent, place, extensions=more)
        for other in others:
            identifier = stable_id("also asks about", here["identifier"], other["identifier"])
            also = "The question asks about this criterion too."
            self.associations.append(self.pen.association(identifier, "isRelatedTo", here, other, notes=also))

    def add_item(
        self,
        noun: str,
        clause: Clause,
        item_id: str,
        words: Text,
        parent: Record,
        place: int,
        **fields: object,
    ) -> Record:
        """Adds the item below its parent, and its link to the same item in the first language. Gives a link to it."""
        identifier = item_identifier(self.edition.id, noun, item_id, self.translated)
        statement = words.in_language(self.language)
        item = self.pen.record(
            identifier,
            fullStatement=statement.words,
            humanCodingScheme=item_id,
            CFItemType=noun,
            CFItemTypeURI=self.pen.link(stable_id("item type", noun), noun),
            language=statement.language,
            notes=self.item_remarks(clause),
            **fields,
        )
        self.items.append(item)
        link = self.pen.link(identifier, f"{noun} {item_id}")
        below = stable_id("child", identifier, parent["identifier"])
        self.associations.append(self.pen.association(below, "isChildOf", link, parent, sequenceNumber=place))
        if self.translated:
            self.say_translation_of(identifier, item_identifier(self.edition.id, noun, item_id), words)
        return link

    def item_remarks(self, clause: Clause) -> str:
        said = [remarks_on(self.edition, clause, self.language)]
        if isinstance(clause, Question):
            said += [self.words(clause.help)] if clause.help else []
            said += [f"Line {line.id}: {self.words(line.text)}" for line in clause.lines]
            said += [f"Column {column.id}: {self.words(column.text)}" for column in clause.columns]
        return "\n".join(said)

    def say_translation_of(self, identifier: str, original: str, words: Text) -> None:
        self.associations.append(
            self.pen.association(
                stable_id("translation", identifier, original),
                "isTranslationOf",
                self.pen.link(identifier, self.words(words)),
                self.pen.link(original, str(words)),
            )
        )

    def rubrics(self) -> Iterator[Record]:
        for scale in self.edition.scales:
            identifier = stable_id(
                "edition", self.edition.id, "scale", scale.id, *_translation(self.translated)
            )
            asked = [question for _, question in self.edition.questions() if question.scale == scale.id]
            criteria = [
                self.rubric_criterion(identifier, scale, question, n) for n, question in enumerate(asked, 1)
            ]
            yield self.pen.record(identifier, title=self.words(scale.title), CFRubricCriteria=criteria)

    def rubric_criterion(self, rubric: str, scale: Scale, question: Question, position: int) -> Record:
        item = item_identifier(self.edition.id, QUESTION, question.id, self.translated)
        identifier = stable_id("rubric criterion", rubric, item)
        levels = [
            self.pen.record(
                stable_id("rubric level", identifier, value.id),
                quality=self.words(value.title),
                score=float(value.credit),
                description=self.words(value.shown_as) if value.shown_as else None,
                position=place,
                rubricCriterionId=identifier,
                # a list in the official schema, unlike every other `extensions`
                extensions=[extension(id=value.id, credit=str(value.credit), status=value.status.value)],
            )
            for place, value in enumerate(scale.values, start=1)
        ]
        return self.pen.record(
            identifier,
            CFItemURI=self.pen.link(item, f"{QUESTION} {question.id}"),
            position=position,
            rubricId=rubric,
            CFRubricCriterionLevels=levels,
        )
