"""A OneRoster package becomes evidence tables, and with activities beside them standings; or is refused in words."""

import csv
import json
import zipfile

import pytest
from click.testing import CliRunner

from trigpoint.commands import main

MANIFEST = "propertyName,value\nmanifest.version,1.0\noneroster.version,{}\nfile.users,bulk\n"
SESSIONS = (
    "sourcedId,status,title,type,startDate,endDate,schoolYear\n"
    "y1,active,2023/24,schoolYear,2023-09-01,2024-07-20,2024\n"
    "y2,active,2024/25,schoolYear,2024-09-01,2025-07-20,2025\n"
)
ONE = {
    "manifest.csv": MANIFEST.format("1.1"),
    "orgs.csv": (
        "sourcedId,status,name,type,identifier\n"
        "o1,active,Ash School,school,100001\no2,active,Elm Unit,school,100002\n"
    ),
    "academicSessions.csv": SESSIONS,
    "users.csv": (
        "sourcedId,status,orgSourcedIds,role,givenName,familyName,grades,password\n"
        "u1,active,o1,student,Ann,Ames,09,Secret-1\n"
        'u2,active,"o1,o2",student,Ben,Birch,09,Secret-2\n'
        'u3,active,o1,student,Cat,Crane,"09,10",Secret-3\n'
        "u4,tobedeleted,o1,student,Dan,Dale,09,\n"
        "t1,active,o1,teacher,Eve,Eden,,\n"
    ),
    "enrollments.csv": (
        "sourcedId,status,classSourcedId,schoolSourcedId,userSourcedId,role,beginDate,endDate\n"
        "e1,active,c1,o1,u1,student,2024-11-04T08:00:00.000Z,\n"
        "e2,active,c2,o1,u1,student,2024-10-01,\n"
        "e3,tobedeleted,c3,o1,u1,student,2024-09-02,\n"
        "e4,active,c1,o1,t1,teacher,2020-09-01,\n"
    ),
    "demographics.csv": "sourcedId,status,birthDate,sex\nu1,active,2010-04-17,female\n",
}
TWO = ONE | {
    "manifest.csv": MANIFEST.format("1.2"),
    "users.csv": "sourcedId,status,grades,userMasterIdentifier\nu1,active,09,P1\nu2,active,09,\n",
    "roles.csv": (
        "sourcedId,status,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId\n"
        "r1,active,u1,primary,student,2024-09-10,2025-02-14,o1\n"
        "r2,active,u1,secondary,student,,,o2\n"
        "r3,active,u2,primary,student,,,o2\n"
    ),
}
GRADES = 'grades: {"09": Y10}\n'


@pytest.fixture
def package(tmp_path):
    def write(files):
        folder = tmp_path / "package"
        folder.mkdir(exist_ok=True)
        for name, text in files.items():
            (folder / name).write_text(text)
        (tmp_path / "grades.yaml").write_text(GRADES)
        return folder

    return write


def carry(source, out, *options):
    asked = ["records", "from-oneroster", str(source), "--out", str(out), *options]
    return CliRunner().invoke(main, asked)


def rows(out, name, *columns):
    with (out / f"{name}.csv").open(encoding="utf-8") as file:
        return [tuple(row[column] for column in columns) for row in csv.DictReader(file)]


def test_one_and_one_says_who_is_on_roll_since_when_and_in_which_year_group(package, tmp_path):
    out = tmp_path / "records"
    said = carry(package(ONE), out, "--grades", str(tmp_path / "grades.yaml"))
    assert said.exit_code == 0
    assert rows(out, "institutions", "institution", "name") == [
        ("100001", "Ash School"),
        ("100002", "Elm Unit"),
    ]
    assert rows(out, "enrolments", "institution", "pupil", "started_on", "year_group", "kind") == [
        ("100001", "u1", "2024-10-01", "Y10", "main"),
        ("100001", "u2", "2024-09-01", "Y10", "main"),
        ("100002", "u2", "2024-09-01", "Y10", "subsidiary"),
        ("100001", "u3", "2024-09-01", "", "main"),
    ]
    assert rows(out, "pupils", "pupil", "born_on", "gender")[0] == ("u1", "2010-04-17", "female")
    told = " ".join(said.output.split())
    assert "3 students" not in told
    assert "Left out: 1 rows of users.csv that hold no more." in told
    assert "these grades are: 09 and 10 (1)" in told
    written = "".join(path.read_text() for path in out.iterdir())
    assert [word for word in ("Secret", "Ames", "Birch") if word in written] == []


def test_one_and_two_says_by_roles_whose_count_a_pupil_is_in_and_until_when(package, tmp_path):
    out = tmp_path / "records"
    assert carry(package(TWO), out, "--grades", str(tmp_path / "grades.yaml")).exit_code == 0
    columns = ("institution", "pupil", "started_on", "ended_on", "kind")
    assert rows(out, "enrolments", *columns) == [
        ("100001", "u1", "2024-09-10", "2025-02-14", "main"),
        ("100002", "u1", "2024-09-01", "", "subsidiary"),
        ("100002", "u2", "2024-09-01", "", "main"),
    ]
    assert rows(out, "pupils", "person") == [("P1",), ("P1",), ("",)]


def test_the_role_of_a_pupil_who_has_gone_is_left_out_and_counted(package, tmp_path):
    out = tmp_path / "records"
    said = carry(package(changed("users.csv", "u2,active", "u2,tobedeleted", TWO)), out)
    assert said.exit_code == 0
    assert rows(out, "pupils", "pupil") == [("u1",), ("u1",)]
    told = "Left out: 1 places of students by roles.csv that users.csv no longer holds."
    assert told in " ".join(said.output.split())


def test_a_zip_says_the_same_whatever_folder_is_in_it(package, tmp_path):
    folder = package(ONE)
    with zipfile.ZipFile(tmp_path / "package.zip", "w") as archive:
        for path in folder.iterdir():
            archive.write(path, f"export/2024/../{path.name}")
    for source, out in ((folder, "one"), (tmp_path / "package.zip", "two")):
        assert carry(source, tmp_path / out).exit_code == 0
    assert rows(tmp_path / "one", "pupils", "pupil") == rows(tmp_path / "two", "pupils", "pupil")


def test_a_roster_with_activities_beside_it_is_evaluated(package, tmp_path):
    out = tmp_path / "records"
    carry(package(ONE), out, "--grades", str(tmp_path / "grades.yaml"))
    tests = "purpose_shared,outcomes_fitted,two_way,reflection"
    (out / "activities.csv").write_text(
        f"institution,activity,kind,held_on,{tests}\n100001,a,employer_talk,2024-10-08,yes,yes,yes,yes\n"
    )
    (out / "participations.csv").write_text(
        "institution,pupil,activity,state\n100001,u1,a,present\n100001,u2,a,absent\n"
    )
    (out / "coverage.csv").write_text(
        "institution,records,from_on,to_on\n100001,employers,2024-09-01,\n100002,employers,2024-09-01,\n"
    )
    asked = ["evaluate", str(out), "--edition", "gatsby-2024-schools", "--as-of", "2025-10-15", "--json"]
    lines = json.loads(CliRunner().invoke(main, asked).stdout)["lines"]
    [line] = [
        each
        for each in lines
        if (each["institution"], each["rule"], each["so_far"]) == ("100001", "employer-each-year", False)
    ]
    # The third pupil's year group is not known, so that it is not known whether the rule speaks of them.
    assert (line["met"], line["not_met"], line["not_known"]) == (1, 1, 1)


def without(files, name):
    return {each: text for each, text in files.items() if each != name}


def changed(name, old, new, files=ONE):
    assert old in files[name]
    return files | {name: files[name].replace(old, new)}


REFUSED = {
    "no manifest": (without(ONE, "manifest.csv"), "there is no manifest.csv in it"),
    "another version": (
        changed("manifest.csv", "1.1", "2.0"),
        "this is OneRoster '2.0'. Ask for 1.1 or 1.2.",
    ),
    "a delta": (changed("manifest.csv", "file.users,bulk", "file.users,delta"), "Ask for a bulk export."),
    "a file that is not there": (without(ONE, "enrollments.csv"), "enrollments.csv was not sent."),
    "a file that the manifest calls absent": (
        changed("manifest.csv", "file.users,bulk", "file.users,absent"),
        "users.csv was not sent.",
    ),
    "a column that is missing": (
        changed("users.csv", "orgSourcedIds", "orgs"),
        "users.csv, line 1 (orgSourcedIds): the column 'orgSourcedIds' is missing.",
    ),
    "an American day": (
        changed("demographics.csv", "2010-04-17", "4/17/2010"),
        "demographics.csv, line 2 (birthDate): '4/17/2010' is not a day. OneRoster writes it 2024-09-01.",
    ),
    "an org that nobody knows": (
        changed("users.csv", "u1,active,o1", "u1,active,o9"),
        "users.csv, line 2 (orgSourcedIds): 'o9' is not in orgs.csv.",
    ),
    "a role of nobody": (
        changed("roles.csv", "r3,active,u2", "r3,active,u9", TWO),
        "roles.csv, line 4 (userSourcedId): 'u9' is not in users.csv.",
    ),
    "no students": (changed("users.csv", ",student,", ",parent,"), "there is no student in it."),
    "no first day": (
        ONE | {"academicSessions.csv": "sourcedId,type,startDate\n"},
        "no session says when the school year began",
    ),
}


@pytest.mark.parametrize("mistake", REFUSED)
def test_what_cannot_be_read_is_refused_and_nothing_is_written(package, tmp_path, mistake):
    files, said = REFUSED[mistake]
    refused = carry(package(files), tmp_path / "records")
    assert refused.exit_code == 1
    assert said in " ".join(refused.output.split())
    assert not (tmp_path / "records").exists()


def test_a_zip_that_is_none_or_holds_a_file_twice_is_refused(package, tmp_path):
    folder, torn = package(ONE), tmp_path / "torn.zip"
    with zipfile.ZipFile(torn, "w") as archive:
        for path in folder.iterdir():
            archive.write(path, path.name)
    torn.write_bytes(torn.read_bytes()[:-40])
    assert "no whole zip file" in carry(torn, tmp_path / "records").output
    with zipfile.ZipFile(tmp_path / "two.zip", "w") as archive:
        archive.writestr("a/users.csv", "x")
        archive.writestr("b/users.csv", "x")
    assert "users.csv is in it twice" in carry(tmp_path / "two.zip", tmp_path / "records").output


def test_a_folder_that_holds_something_is_left_as_it_is(package, tmp_path):
    out = tmp_path / "records"
    out.mkdir()
    (out / "activities.csv").write_text("mine")
    refused = carry(package(ONE), out)
    assert refused.exit_code == 1
    assert "name a new folder" in refused.output
    assert [path.name for path in out.iterdir()] == ["activities.csv"]


def test_records_check_says_how_a_package_is_read(package):
    said = CliRunner().invoke(main, ["records", "check", str(package(ONE))])
    assert said.exit_code == 2
    assert "trigpoint records from-oneroster" in " ".join(said.output.split())


SAMPLES = {
    "1.1/Test_full_data_set.zip": (0, "3 pupils"),
    "1.1/Test_minimal_data_set.zip": (0, "3 pupils"),
    "1.2/oneroster_test_data.zip": (1, "is a delta: it has only what changed. Ask for a bulk export."),
}


@pytest.mark.reference
@pytest.mark.parametrize("sample", SAMPLES)
def test_packages_that_others_wrote(reference_data, tmp_path, sample):
    code, said = SAMPLES[sample]
    answer = carry(reference_data / "oneroster-samples" / sample, tmp_path / "records")
    assert (answer.exit_code, said in " ".join(answer.output.split())) == (code, True)
    if code == 0:
        assert rows(tmp_path / "records", "pupils", "pupil")
