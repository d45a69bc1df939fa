"""The table of events is only ever added to, whichever way somebody goes at it."""

import pytest
from django.db import IntegrityError, connection, transaction

from trigpoint.web.accounts.models import User
from trigpoint.web.audit.models import Event
from trigpoint.web.audit.recording import record

pytestmark = pytest.mark.django_db


@pytest.fixture
def event() -> Event:
    user = User.objects.create_user(email="mair@example.org", name="Mair Tarn")
    with transaction.atomic():
        return record(by=user, action="accounts.test", subject=user)


def refused(statement: str, text: str) -> None:
    with pytest.raises(IntegrityError, match=text), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize(
    "change",
    [
        "\"action\" = 'accounts.other'",
        "\"why\" = 'because'",
        '"at" = NULL',
        '"hub_id" = 7',
        "\"details\" = '[]'",
    ],
)
def test_an_event_refuses_change_in_the_database_itself(event, change):
    refused(f'UPDATE "audit_event" SET {change} WHERE "id" = {event.pk}', "never changed")


def test_an_event_refuses_deletion_in_the_database_itself(event):
    refused(f'DELETE FROM "audit_event" WHERE "id" = {event.pk}', "never deleted")


def test_an_event_cannot_be_laid_at_another_persons_door(event):
    other = User.objects.create_user(email="owen@example.org", name="Owen Pell")
    refused(f'UPDATE "audit_event" SET "actor_id" = {other.pk}', "never changed")


def test_a_query_set_goes_no_further_than_a_row(event):
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        Event.objects.update(actor_name="Nobody")
    with pytest.raises(IntegrityError, match="never deleted"), transaction.atomic():
        Event.objects.all().delete()


def test_an_event_outlives_the_account_and_keeps_its_name(event):
    event.actor.delete()
    event = Event.objects.get(pk=event.pk)
    assert (event.actor, event.actor_name) == (None, "Mair Tarn")


def test_django_refuses_before_the_database_is_asked(event):
    with pytest.raises(TypeError, match="never changed"):
        event.save()
    with pytest.raises(TypeError, match="never deleted"):
        event.delete()
