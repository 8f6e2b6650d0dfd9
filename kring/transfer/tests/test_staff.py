"""A staff list: headings, faults with row, column and remedy, and who comes in."""

import json
from pathlib import Path

import pytest
from django.core import mail
from django.utils import translation

from kring.groups.actions import GroupText, create_group
from kring.groups.models import GroupKind, Membership
from kring.identity.actions import NewAccount, create_account, deactivate_account
from kring.identity.models import Account
from kring.kit.names import split_name
from kring.people.actions import department_named
from kring.people.models import Department, Profile
from kring.transfer.actions import StaffWishes, import_people
from kring.transfer.actions.staff import StaffReport
from kring.transfer.models import ImportRun
from kring.transfer.readers.staff import Problem, read_staff
from kring.transfer.refusal import ImportRefused
from kring.transfer.tests.make import NOW, administrator, colleague
from tests.jobs import run_jobs

HEADINGS = (
    *(
        "E-mail",
        "Voornaam",
        "Tussenvoegsel",
        "Achternaam",
        "Functie",
        "Afdeling",
        "Telefoon",
        "Locatie",
        "Taal",
    ),
    *("E-mail leidinggevende", "Personeelsnummer", "Organisatie", "Startdatum", "Einddatum", "Groepen"),
)
KEES = (
    *("kees@waterrijk.example", "Kees", "van der", "Plas", "Dijkgraaf", "Water", "0555 123", "Werf", "nl"),
    *("an@waterrijk.example", "001", "Waterrijk", "01-02-2019", "", "Dijken"),
)
AN = (
    *("an@waterrijk.example", "An", "", "Bos", "Hoofd", "Water", "", "Gemeentehuis", "en"),
    *("", "002", "Waterrijk", "2018-05-01", "", ""),
)
DUTCH = "".join(";".join(row) + "\n" for row in (HEADINGS, KEES, AN))


def listed(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "mensen.csv"
    path.write_bytes(text.encode(encoding))
    return path


def brought(path: Path, **wanted: object) -> StaffReport:
    return import_people(wishes=StaffWishes(file=path, **wanted), now=NOW)  # type: ignore[arg-type]


def problems(path: Path, department: str = "Water") -> list[tuple[int, str, Problem]]:
    return [(one.row, one.column, one.problem) for one in read_staff(path, department).faults]


@pytest.mark.django_db
def test_a_dutch_list_becomes_people_with_a_place(tmp_path: Path) -> None:
    create_group(actor=colleague(), text=GroupText(name="Dijken"), now=NOW)
    report = brought(listed(tmp_path, DUTCH))
    assert (report.found, report.new, report.left_out, report.faults) == (2, 2, 0, ())
    assert report.ignored == ("Organisatie",)
    kees = Account.objects.get(email="kees@waterrijk.example")
    assert (kees.name, kees.sort_key, kees.language) == ("Kees van der Plas", "plas kees van der", "nl")
    assert (kees.is_active, kees.has_usable_password(), str(kees.joined_at)[:10]) == (
        True,
        False,
        "2019-02-01",
    )
    profile = Profile.objects.select_related("department", "place", "manager").get(account=kees)
    assert (profile.function, profile.phone) == ("Dijkgraaf", "0555 123")
    assert profile.department
    assert profile.place
    assert profile.manager
    assert (profile.department.name, profile.place.name, profile.manager.name) == ("Water", "Werf", "An Bos")
    assert Membership.objects.filter(account=kees, group__name="Dijken", state="member").exists()
    run_jobs()
    assert mail.outbox == []


@pytest.mark.django_db
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_an_english_list_with_any_separator(tmp_path: Path, separator: str, encoding: str) -> None:
    text = 'Email,Name,Department,Job title\njose@x.example,José van den Berg,Groen,"Zaagt, en snoeit"\n'
    text = text.replace(",", separator).replace(f"Zaagt{separator}", "Zaagt,")
    report = brought(listed(tmp_path, text, encoding))
    assert (report.new, report.faults) == (1, ())
    account = Account.objects.get()
    assert (account.first_name, account.prefix, account.last_name) == ("José", "van den", "Berg")
    assert Profile.objects.get().function == "Zaagt, en snoeit"


@pytest.mark.django_db
def test_running_it_again_changes_only_what_changed(tmp_path: Path) -> None:
    brought(listed(tmp_path, DUTCH.replace(";Dijken", ";")))
    again = brought(listed(tmp_path, DUTCH.replace(";Dijken", ";")))
    assert (again.new, again.changed, again.same) == (0, 0, 2)
    later = DUTCH.replace(";Dijken", ";").replace("Dijkgraaf", "Adviseur").replace("kees@", "k.plas@")
    third = brought(listed(tmp_path, later))
    assert (third.new, third.changed, third.same) == (0, 1, 1)
    kees = Account.objects.get(name="Kees van der Plas")
    assert (kees.email, kees.profile.function) == ("k.plas@waterrijk.example", "Adviseur")
    assert Account.objects.count() == 2


@pytest.mark.django_db
def test_a_dry_run_tells_the_same_and_writes_nothing(tmp_path: Path) -> None:
    path = listed(tmp_path, DUTCH + "mis;;;;;;;;;;;;;;\n")
    dry = brought(path, dry_run=True)
    for model in (Account, Department, Profile, ImportRun):
        assert not model.objects.exists()
    real = brought(path)
    assert dry.figures() | {"dry_run": False} == real.figures()
    assert (real.new, real.left_out) == (2, 1)
    assert "Er is niets geschreven" in dry.words("nl")


@pytest.mark.django_db
def test_good_rows_come_in_without_the_bad_ones(tmp_path: Path) -> None:
    rows = ("goed@x.example,Goed Bos,A,weg@x.example", "fout,Fout Bos,A,", ",Leeg Bos,A,")
    text = "\n".join(["e-mail,naam,afdeling,leidinggevende", *rows])
    report = brought(listed(tmp_path, text))
    assert (report.found, report.new, report.left_out) == (3, 1, 2)
    with translation.override("nl"):
        words = [fault.words() for fault in report.faults]
    assert words[0].startswith("Rij 2, kolom “leidinggevende”: ")
    assert words[1].startswith("Rij 3, kolom “e-mail”: “fout” is geen e-mailadres. ")
    assert words[2].startswith("Rij 4, kolom “e-mail”: ")
    assert "De persoon is zonder dit overgenomen." in report.words("nl")
    json.dumps(report.figures())


@pytest.mark.parametrize(
    ("row", "column", "problem"),
    [
        ("a@x.example,,Bos,A,,,", "Voornaam", Problem.MISSING),
        ("a@x.example,An,,A,,,", "Achternaam", Problem.MISSING),
        ("geen adres,An,Bos,A,,,", "E-mail", Problem.NO_ADDRESS),
        ("a@x.example,An,Bos,A,frans,,", "Taal", Problem.NO_LANGUAGE),
        ("a@x.example,An,Bos,A,,31-02-2020,", "Startdatum", Problem.NO_DATE),
        ("a@x.example,An,Bos,A,,2020-01-01T00:00,", "Startdatum", Problem.NO_DATE),
        ("a@x.example,An,Bos,A,,,,te veel", "", Problem.TOO_MANY_CELLS),
        (f"a@x.example,An,{'B' * 81},A,,,", "Achternaam", Problem.TOO_LONG),
        ("a@x.example,A\u0007n,Bos,A,,,", "Voornaam", Problem.STRANGE_SIGNS),
        ("goed@x.example,An,Bos,A,,,", "E-mail", Problem.TWICE),
    ],
)
def test_each_fault_names_row_and_column(tmp_path: Path, row: str, column: str, problem: Problem) -> None:
    head = "E-mail,Voornaam,Achternaam,Afdeling,Taal,Startdatum,Einddatum\ngoed@x.example,Jan,Goed,A,,,\n\n"
    path = listed(tmp_path, f"{head}{row}\n")
    assert problems(path) == [(4, column, problem)]
    assert [person.row for person in read_staff(path).rows] == [2]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "no column"),
        (b"naam,afdeling\nAn,A\n", "e-mail"),
        (b"e-mail,naam\na@x.example,An\n", "afdeling"),
        (b"e-mail,email,naam,afdeling\n", "two columns"),
        (b"e-mail,naam,afdeling\na@x.example,\xff,A\n", "line 2, is not UTF-8"),
        (b'e-mail,naam,afdeling\n"a@x.example,An,A\n', "row 2"),
        (b"e-mail,naam,afdeling\na@x.example," + b"a" * 500_000 + b",A\n", "row 2"),
        (b"e-mail,naam,afdeling\n" + b"a" * 5_000_000, "longer than 4 MB"),
    ],
)
def test_what_is_no_list_is_refused_with_a_sentence(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "lijst.csv"
    path.write_bytes(content)
    with pytest.raises(ImportRefused) as refused:
        read_staff(path)
    assert words in str(refused.value)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImportRefused):
        read_staff(tmp_path / "weg.csv")


@pytest.mark.django_db
def test_a_department_that_is_here_is_found_by_its_name(tmp_path: Path) -> None:
    department_named(name="Team Vergunningen", slug="vergunningen")
    brought(listed(tmp_path, "e-mail,naam,afdeling\nan@x.example,An Bos,team vergunningen\n"))
    assert Profile.objects.get().department == Department.objects.get()


@pytest.mark.django_db
def test_a_circle_of_managers_is_reported_and_not_followed(tmp_path: Path) -> None:
    text = "e-mail,naam,afdeling,manager\n" + "".join(
        f"{one}@x.example,{one} Bos,A,{above}@x.example\n" for one, above in ("ab", "bc", "ca", "dd")
    )
    report = brought(listed(tmp_path, text))
    assert [(fault.row, fault.problem) for fault in report.faults] == [
        (4, Problem.CIRCULAR),
        (5, Problem.CIRCULAR),
    ]
    assert Profile.objects.filter(manager__isnull=False).count() == 2


@pytest.mark.django_db
def test_only_open_groups_are_joined(tmp_path: Path) -> None:
    owner = colleague()
    for name, kind in (("Open", GroupKind.OPEN), ("Besloten", GroupKind.CLOSED)):
        create_group(actor=owner, text=GroupText(name=name, kind=kind), now=NOW)
    text = "e-mail,naam,afdeling,groepen\na@x.example,An Bos,A,Open|Besloten|Weg\n"
    report = brought(listed(tmp_path, text))
    assert {fault.problem for fault in report.faults} == {Problem.NO_ENTRY, Problem.UNKNOWN_GROUP}
    assert all(fault.keeps for fault in report.faults)
    joined = Membership.objects.filter(account__email="a@x.example")
    assert [row.group.name for row in joined] == ["Open"]


@pytest.mark.django_db
def test_guests_closed_accounts_and_foreign_addresses_are_left_alone(tmp_path: Path) -> None:
    administrator()
    for name, kind in (("Dewi Santoso", "guest"), ("Henk Bos", "employee")):
        email = f"{name.split()[0].lower()}@x.example"
        person = NewAccount(email=email, name=split_name(name), kind=kind)
        account = create_account(person=person, by=None, now=NOW)
    deactivate_account(account_id=account.pk, by=None, now=NOW)
    text = (
        "e-mail,naam,afdeling,personeelsnummer,einddatum\ndewi@x.example,Dewi Santoso,A,1,\n"
        "henk@x.example,Henk Bos,A,2,\nan@x.example,An Bos,A,3,\nan@x.example,An Bos,A,4,\n"
        "ingrid@waterrijk.example,Ingrid van Dalen,A,5,2020-01-01\nweg@x.example,Weg Bos,A,6,2020-01-01\n"
    )
    report = brought(listed(tmp_path, text))
    assert [fault.problem for fault in report.faults] == [
        Problem.IS_GUEST,
        Problem.CLOSED,
        Problem.TWICE,
        Problem.LAST_ADMINISTRATOR,
    ]
    assert not Account.objects.get(email="henk@x.example").is_active
    assert not Account.objects.get(email="weg@x.example").is_active
    assert Account.objects.get(email="ingrid@waterrijk.example").is_active


@pytest.mark.django_db
def test_a_personnel_number_decides_who_it_is(tmp_path: Path) -> None:
    head = "e-mail,naam,afdeling,personeelsnummer\n"
    brought(listed(tmp_path, f"{head}an@x.example,An Bos,A,1\nbo@x.example,Bo Bos,A,2\n"))
    report = brought(listed(tmp_path, f"{head}an@x.example,An Bos,A,2\nbo@x.example,Bo Bos,A,3\n"))
    assert [fault.problem for fault in report.faults] == [Problem.TAKEN, Problem.OTHER_NUMBER]
    assert (report.new, report.changed, report.left_out) == (0, 0, 2)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "new", "faults"),
    [
        ("basic_users.csv", 2, []),
        ("extra_column.csv", 2, []),
        ("core_fields_missing.csv", 2, []),
        ("incorrect_email.csv", 1, [Problem.NO_ADDRESS]),
        ("missing_first_name.csv", 1, [Problem.MISSING]),
    ],
)
def test_lists_of_another_platform(real_set, name: str, new: int, faults: list[Problem]) -> None:
    report = brought(real_set("people-import-csv") / name, department="Algemeen")
    assert (report.new, [fault.problem for fault in report.faults]) == (new, faults)
    assert report.found == report.new + report.left_out
    assert set(report.ignored) <= {"Username", "Password", "Hair colour"}


def test_a_list_without_departments_needs_one(real_set) -> None:
    with pytest.raises(ImportRefused, match="afdeling"):
        read_staff(real_set("people-import-csv") / "basic_users.csv")
    people = read_staff(real_set("people-import-csv") / "users.csv", "Algemeen")
    assert people.found == len(people.rows) + len({fault.row for fault in people.faults})
