"""A worker that is killed, or fails, while it brings a register in: nothing is written, and it can be tried again."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from trigpoint.web.audit.models import Event
from trigpoint.web.organisations.actions import registers
from trigpoint.web.organisations.actions.registers import importing, merging
from trigpoint.web.organisations.models import Identifier, Institution, RegisterImport, RoleKind
from trigpoint.web.organisations.tasks import write_register

State = RegisterImport.State
ROWS = "".join(f"10000{number},School {number},01-09-1999,Elmton,NE1 4LP\n" for number in range(5))
FILE = "urn,name,open_date,town,postcode\n" + ROWS
SHOWN = ("identifiers__value", "name", "state", "opened_on", "town", "postcode", "facts")


class Killed(BaseException):
    """What no code of ours catches, as little as the end of its process."""


@pytest.fixture
def admin(world, client):
    user = world.person(RoleKind.ADMINISTRATOR)
    client.force_login(user)
    return user


@pytest.fixture
def post(client, django_capture_on_commit_callbacks):
    def post_and_work(name, found, **data):
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(reverse(name, args=[found.pk] if found else []), data, follow=True)

    return post_and_work


@pytest.fixture
def checked(post, admin):
    post("register", None, file=SimpleUploadedFile("schools_20250711.csv", FILE.encode()))
    return RegisterImport.objects.get()


@pytest.fixture
def failing(monkeypatch):
    """From the third row on, writing ends in `error`; until `failing.undo()`."""

    def fail_with(error):
        write, written = merging._write, []

        def write_some(touched):
            write(touched)
            written.append(touched)
            if len(written) == 2:
                raise error

        monkeypatch.setattr(importing, "BATCH", 2)
        monkeypatch.setattr(merging, "_write", write_some)

    fail_with.undo = monkeypatch.undo
    return fail_with


def numbered():
    return list(Institution.objects.filter(identifiers__scheme="urn").order_by("pk").values_list(*SHOWN))


def kill_while_writing(found, admin, failing):
    """Without `tasks`, which would still tell of a failure; then time passes."""
    registers.ask_to_write(register_import=found, by=admin)
    failing(Killed)
    with pytest.raises(Killed):
        registers.write_register(register_import=found, by=admin)
    failing.undo()
    RegisterImport.objects.filter(pk=found.pk).update(last_sign_at=timezone.now() - timedelta(minutes=16))
    found.refresh_from_db()


def test_a_killed_worker_leaves_nothing_written_and_the_page_says_so(client, admin, checked, failing):
    kill_while_writing(checked, admin, failing)
    page = client.get(reverse("register-import", args=[checked.pk])).text
    assert (checked.state, checked.is_broken_off, numbered()) == (State.WRITING, True, [])
    assert "Broken off, nothing written" in page
    assert "the file is still here" in page
    assert reverse("register-again", args=[checked.pk]) in page
    assert "Broken off, nothing written" in client.get(reverse("register")).text


def test_trying_again_ends_as_if_nothing_had_happened(post, admin, checked, failing):
    kill_while_writing(checked, admin, failing)
    post("register-again", checked)
    checked.refresh_from_db()
    after_retry = numbered()
    Identifier.objects.filter(scheme="urn").delete()
    registers.receive_register(file=SimpleUploadedFile("a.csv", FILE.encode()), as_of=checked.as_of, by=admin)
    untroubled = RegisterImport.objects.first()
    registers.check_register(register_import=untroubled, by=admin)
    registers.ask_to_write(register_import=untroubled, by=admin)
    registers.write_register(register_import=untroubled, by=admin)
    assert (checked.state, checked.changes["counts"], bool(checked.stored)) == (
        State.WRITTEN,
        untroubled.changes["counts"],
        False,
    )
    assert after_retry == numbered()
    assert Event.objects.filter(action="registers.retry", actor=admin).count() == 1


def test_a_failure_of_ours_breaks_off_and_keeps_the_file(post, admin, checked, failing):
    registers.ask_to_write(register_import=checked, by=admin)
    failing(RuntimeError("no more disk"))
    with pytest.raises(RuntimeError):
        write_register.call(checked.pk, checked.by_id)
    checked.refresh_from_db()
    assert (checked.state, bool(checked.stored), numbered()) == (State.BROKEN, True, [])
    assert checked.written_at is None
    failing.undo()
    post("register-again", checked)
    checked.refresh_from_db()
    assert (checked.state, len(numbered())) == (State.WRITTEN, 5)


def test_a_check_that_was_broken_off_is_checked_again(post, checked):
    RegisterImport.objects.update(
        state=State.CHECKING, layout="", last_sign_at=timezone.now() - timedelta(hours=1)
    )
    post("register-again", checked)
    checked.refresh_from_db()
    assert (checked.state, checked.rows_kept, numbered()) == (State.CHECKED, 5, [])


def test_work_that_goes_on_is_not_tried_again(post, checked):
    RegisterImport.objects.update(state=State.WRITING)
    page = post("register-again", checked).text
    checked.refresh_from_db()
    assert "has moved on since" in page
    assert checked.state == State.WRITING


def test_a_broken_off_import_can_be_dropped(post, admin, checked, failing):
    kill_while_writing(checked, admin, failing)
    post("register-drop", checked)
    checked.refresh_from_db()
    assert (checked.state, bool(checked.stored)) == (State.DROPPED, False)


def test_a_worker_that_was_only_slow_does_not_write_beside_its_successor(admin, checked, failing, tmp_path):
    read_before = tmp_path / "schools_20250711.csv"  # what the slow worker has open still
    read_before.write_text(FILE)
    kill_while_writing(checked, admin, failing)
    registers.try_again(register_import=checked, by=admin)
    slow = RegisterImport.objects.get(pk=checked.pk)
    registers.write_register(register_import=checked, by=admin)
    with pytest.raises(registers.NotNow):
        importing.import_register(path=read_before, by=admin, register_import=slow)
    assert Event.objects.filter(action="registers.import").count() == 1


def test_the_same_file_again_leads_to_the_import_that_was_broken_off(post, checked):
    RegisterImport.objects.update(state=State.BROKEN)
    post("register", None, file=SimpleUploadedFile("again_20250711.csv", FILE.encode()))
    assert RegisterImport.objects.count() == 1


@pytest.mark.parametrize("kind", [RoleKind.HUB_LEAD, RoleKind.CAREERS_LEADER])
def test_only_administrators_try_again(client, world, checked, kind):
    place = {RoleKind.HUB_LEAD: {"hub": world.hub}, RoleKind.CAREERS_LEADER: {"institution": world.ash}}[kind]
    client.force_login(world.person(kind, **place))
    assert client.post(reverse("register-again", args=[checked.pk])).status_code == 403
