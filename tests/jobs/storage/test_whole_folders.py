"""A folder is there whole or not at all, whatever happens while it is written."""

import pytest

from trigpoint.jobs.storage.whole_folders import MARK, whole_folder


def write(out, text):
    with whole_folder(out) as making:
        (making / "file.txt").write_text(text)


def fail(out):
    with whole_folder(out) as making:
        (making / "file.txt").write_text("half")
        raise OSError("full")


def test_a_new_folder_takes_the_place_of_the_old_one(tmp_path):
    write(tmp_path / "out", "first")
    write(tmp_path / "out", "second")
    assert (tmp_path / "out" / "file.txt").read_text() == "second"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_what_goes_wrong_leaves_the_old_one(tmp_path):
    write(tmp_path / "out", "first")
    with pytest.raises(OSError, match="full"):
        fail(tmp_path / "out")
    assert (tmp_path / "out" / "file.txt").read_text() == "first"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_what_a_kill_left_is_cleared_away(tmp_path):
    (tmp_path / f".out{MARK}abc").mkdir()
    write(tmp_path / "out", "first")
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_folder_that_a_kill_caught_between_two_names_comes_back(tmp_path):
    write(tmp_path / "out", "first")
    (tmp_path / "out").rename(tmp_path / f".out{MARK}abc-before")
    with pytest.raises(OSError, match="full"):
        fail(tmp_path / "out")
    assert (tmp_path / "out" / "file.txt").read_text() == "first"


def test_a_folder_of_a_longer_name_is_nobody_elses_business(tmp_path):
    (tmp_path / f".out-of-season{MARK}abc").mkdir()
    write(tmp_path / "out", "first")
    assert (tmp_path / f".out-of-season{MARK}abc").exists()
