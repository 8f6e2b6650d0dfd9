"""A backup holds one moment, and comes back whole or not at all."""

import tarfile
import threading
from io import BytesIO
from pathlib import Path

import psycopg
import pytest

from kring.infra.backup import BackupError, Manifest, Place, backup, restore
from kring.infra.backup.archive import MANIFEST, add_bytes, read_manifest
from kring.infra.backup.making import proofs
from kring.infra.backup.place import no_progress
from kring.infra.backup.rows import SET_SETTINGS
from kring.infra.tests.clusters import new_cluster

pytestmark = pytest.mark.slow
TABLES = """
    CREATE EXTENSION IF NOT EXISTS pg_trgm;
    CREATE TABLE threads (id serial PRIMARY KEY, title text, at timestamptz DEFAULT now(), words tsvector,
                          extra jsonb, weight double precision, gist bytea);
    CREATE TABLE comments (id serial PRIMARY KEY, thread int REFERENCES threads);
    CREATE INDEX ON threads USING gin (title gin_trgm_ops);
    CREATE TABLE django_migrations (id serial, app text, name text);
    INSERT INTO django_migrations (app, name) VALUES ('posts', '0001_initial');
"""
PAIR = """
    WITH t AS (INSERT INTO threads (title, words, extra, weight, gist) VALUES
        ('Één vraag', to_tsvector('simple', 'vraag'), '{"a": [1, null]}', 0.1, '\\x00ff') RETURNING id)
    INSERT INTO comments (thread) SELECT id FROM t
"""


@pytest.fixture(scope="module")
def cluster():
    with new_cluster() as made:
        made.start()
        yield made


@pytest.fixture
def place(cluster, tmp_path):
    """A database with a little in it, and three files."""
    cluster.drop_database("source")
    cluster.create_database("source")
    with cluster.connect("source") as connection:
        connection.execute(TABLES)
        for _ in range(50):
            connection.execute(PAIR)
    files = tmp_path / "files"
    for name in ("photos/aa/1.webp", "photos/bb/2.webp", "3.webp"):
        (files / name).parent.mkdir(parents=True, exist_ok=True)
        (files / name).write_bytes(name.encode() * 100)
    return Place(cluster.dsn("source"), files)


@pytest.fixture
def empty(cluster, tmp_path):
    """A place with nothing in it."""
    cluster.drop_database("target")
    cluster.create_database("target")
    return Place(cluster.dsn("target"), tmp_path / "restored")


def rows_of(place):
    """Rows and hashes of a database as it is now."""
    with psycopg.connect(place.url) as connection:
        for statement in SET_SETTINGS.split("; "):
            connection.execute(statement)
        return proofs(connection, no_progress)


def contents(folder):
    """The files of a folder by their path in it."""
    return {p.relative_to(folder): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def changed(source: Path, target: Path, name: str, raw: bytes) -> Path:
    """A copy of a backup with the contents of one entry changed."""
    with tarfile.open(source) as old, tarfile.open(target, "w") as new:
        for member in old.getmembers():
            if member.name == name:
                add_bytes(new, name, raw)
            else:
                new.addfile(member, BytesIO(old.extractfile(member).read()))
    return target


def test_restored_backup_equals_the_source(place, empty, tmp_path):
    made = backup(place, tmp_path / "b.kring")
    assert made.rows == 101
    assert restore(tmp_path / "b.kring", empty) == made
    assert rows_of(empty) == rows_of(place)
    assert contents(empty.files) == contents(place.files)


def test_restored_database_numbers_new_rows_on(place, empty, cluster, tmp_path):
    backup(place, tmp_path / "b.kring")
    restore(tmp_path / "b.kring", empty)
    with cluster.connect("target") as connection:
        connection.execute(PAIR)
        assert connection.execute("SELECT max(id) FROM threads").fetchone() == (51,)


def test_backup_under_writes_holds_one_moment(place, empty, cluster, tmp_path):
    enough = threading.Event()

    def write():
        with cluster.connect("source") as connection:
            while not enough.is_set():
                connection.execute(PAIR)

    writers = [threading.Thread(target=write) for _ in range(3)]
    for writer in writers:
        writer.start()
    made = [backup(place, tmp_path / f"{number}.kring") for number in range(3)]
    enough.set()
    for writer in writers:
        writer.join()
    assert made[0].rows < made[1].rows < made[2].rows < sum(table.rows for table in rows_of(place).values())
    for number, manifest in enumerate(made):
        restore(tmp_path / f"{number}.kring", empty, replace=True)
        found = rows_of(empty)
        assert found == manifest.tables
        assert found["public.threads"].rows == found["public.comments"].rows


def test_a_full_place_is_refused_unless_it_may_go(place, tmp_path):
    backup(place, tmp_path / "b.kring")
    with psycopg.connect(place.url) as connection:
        connection.execute("DELETE FROM comments")
    (place.files / "later.webp").write_bytes(b"x")
    with pytest.raises(BackupError, match="not empty"):
        restore(tmp_path / "b.kring", place)
    made = restore(tmp_path / "b.kring", place, replace=True)
    assert rows_of(place) == made.tables
    assert not (place.files / "later.webp").exists()


def test_files_alone_make_a_place_full(place, empty, tmp_path):
    backup(place, tmp_path / "b.kring")
    empty.files.mkdir()
    (empty.files / "mine.webp").write_bytes(b"x")
    with pytest.raises(BackupError, match="not empty"):
        restore(tmp_path / "b.kring", empty)


def test_rows_that_differ_from_the_manifest_change_nothing(place, empty, tmp_path):
    made = backup(place, tmp_path / "b.kring")
    raw = made.to_json().replace(made.tables["public.threads"].hash.encode(), b"1")
    wrong = changed(tmp_path / "b.kring", tmp_path / "wrong.kring", MANIFEST, raw)
    with pytest.raises(BackupError, match=r"nothing was changed.*public\.threads"):
        restore(wrong, empty)
    assert rows_of(empty) == {}
    assert not empty.files.exists()


def test_a_damaged_file_changes_nothing(place, empty, tmp_path):
    backup(place, tmp_path / "b.kring")
    wrong = changed(tmp_path / "b.kring", tmp_path / "wrong.kring", "files/3.webp", b"other")
    with pytest.raises(BackupError, match=r"3\.webp of the backup is damaged"):
        restore(wrong, empty)
    assert rows_of(empty) == {}


@pytest.mark.parametrize("name", ["../out.webp", "/out.webp", "a/../../out.webp"])
def test_a_name_that_leads_out_of_the_folder_is_refused(place, empty, tmp_path, name):
    made = backup(place, tmp_path / "b.kring")
    raw = made.to_json().replace(b'"3.webp"', f'"{name}"'.encode())
    wrong = changed(tmp_path / "b.kring", tmp_path / "wrong.kring", MANIFEST, raw)
    with pytest.raises(BackupError, match="forbidden name"):
        restore(wrong, empty)


def test_a_cut_backup_is_refused(place, empty, tmp_path):
    backup(place, tmp_path / "b.kring")
    raw = (tmp_path / "b.kring").read_bytes()
    for length in (0, 700, len(raw) // 2):
        (tmp_path / "cut.kring").write_bytes(raw[:length])
        with pytest.raises(BackupError):
            restore(tmp_path / "cut.kring", empty)
    assert rows_of(empty) == {}


def test_versions_that_do_not_fit_are_refused_in_a_sentence(place, empty, tmp_path):
    made = backup(place, tmp_path / "b.kring")
    newer = made.to_json().replace(b'"postgres": %d' % made.postgres, b'"postgres": 99')
    wrong = changed(tmp_path / "b.kring", tmp_path / "newer.kring", MANIFEST, newer)
    with pytest.raises(BackupError, match="PostgreSQL 99 and this server is"):
        restore(wrong, empty)
    with pytest.raises(BackupError, match=r"newer than this one.*posts\.0001_initial"):
        restore(tmp_path / "b.kring", empty, known_migrations={"posts.0002_more"})
    with pytest.raises(BackupError, match="format 2"):
        Manifest.from_json(made.to_json().replace(b'"format": 1', b'"format": 2'))


def test_backup_is_closed_to_others_and_never_overwrites(place, tmp_path):
    target = tmp_path / "b.kring"
    backup(place, target)
    assert target.stat().st_mode & 0o077 == 0
    with pytest.raises(BackupError, match="exists already"):
        backup(place, target)
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_backup_without_a_files_folder_has_no_files(place, tmp_path):
    made = backup(Place(place.url, tmp_path / "nothing"), tmp_path / "b.kring")
    assert made.files == {}
    with tarfile.open(tmp_path / "b.kring") as tar:
        assert read_manifest(tar) == made


def test_password_stands_in_no_command_line(tmp_path):
    place = Place("postgresql://kring:s3cret@db.example/kring?sslmode=require", tmp_path)
    assert "s3cret" not in place.address
    assert "sslmode=require" in place.address
    assert place.environment["PGPASSWORD"] == "s3cret"
