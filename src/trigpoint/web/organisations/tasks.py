"""What organisations do in the background."""

from django.tasks import task

from trigpoint.web.accounts.models import User
from trigpoint.web.organisations.actions import registers
from trigpoint.web.organisations.models import RegisterImport


@task
def check_register(import_id: int, user_id: int) -> None:
    """The dry run of an uploaded register."""
    _run(registers.check_register, import_id, user_id)


@task
def write_register(import_id: int, user_id: int) -> None:
    """Writes a confirmed register."""
    _run(registers.write_register, import_id, user_id)


def _run(action, import_id: int, user_id: int) -> None:
    register_import, by = RegisterImport.objects.get(pk=import_id), User.objects.get(pk=user_id)
    try:
        action(register_import=register_import, by=by)
    except registers.NotNow:
        return  # dropped, or done already: a task may come twice
    except BaseException:  # a worker that is told to stop, too
        registers.note_failure(register_import=register_import, by=by)
        raise
