"""Home folder, secret key, and a private database that several commands share."""

import os
from unittest.mock import patch

import click
import pytest
from click.testing import CliRunner

from kring.config.cli import fingerprint, kring
from kring.config.cli.ground import (
    ground,
    home_folder,
    make_home,
    only_run,
    secret_key,
    set_environment,
    using,
)
from kring.infra.tests.clusters import new_cluster


def test_secret_key_is_made_once_and_closed_to_others(tmp_path):
    key = secret_key(tmp_path)
    assert len(key) >= 60
    assert secret_key(tmp_path) == key
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600


def test_home_is_the_chosen_folder_or_the_usual_place(monkeypatch, tmp_path):
    monkeypatch.setenv("KRING_HOME", str(tmp_path / "chosen"))
    assert make_home() == tmp_path / "chosen"
    assert (tmp_path / "chosen" / "files").is_dir()
    monkeypatch.delenv("KRING_HOME")
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert str(home_folder()) == "/var/lib/kring"
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert home_folder() == tmp_path / "kring"


@pytest.mark.slow
def test_the_last_user_of_the_database_stops_it(tmp_path):
    with new_cluster() as cluster:
        with using(cluster, tmp_path):
            with using(cluster, tmp_path):
                assert cluster.is_running()
            assert cluster.is_running()
        assert not cluster.is_running()


@pytest.mark.slow
def test_ground_gives_settings_their_environment_and_takes_the_address_back(monkeypatch, tmp_path):
    with new_cluster() as cluster:
        monkeypatch.setenv("KRING_HOME", str(cluster.home))
        monkeypatch.delenv("DATABASE_URL", raising=False)
        monkeypatch.delenv("KRING_SECRET_KEY", raising=False)
        with ground() as here:
            assert here.url == here.cluster.dsn()
            assert os.environ["KRING_SECRET_KEY"] == (cluster.home / "secret_key").read_text()
        assert "DATABASE_URL" not in os.environ
        assert not cluster.is_running()
        monkeypatch.setenv("DATABASE_URL", "postgresql://server/kring")
        with ground() as here:
            assert here.cluster is None
            assert here.url == "postgresql://server/kring"


def test_one_run_at_a_time_uses_a_home(tmp_path):
    with only_run(tmp_path):
        with pytest.raises(click.ClickException, match=rf"already runs.*process {os.getpid()}"):
            with only_run(tmp_path):
                pytest.fail("two runs at once")
    with only_run(tmp_path):
        assert (tmp_path / "run.lock").read_text() == str(os.getpid())


@pytest.mark.slow
def test_fingerprint_sees_new_migrations_in_files_and_in_the_database(monkeypatch, tmp_path):
    package = tmp_path / "kring"
    (package / "posts" / "migrations").mkdir(parents=True)
    monkeypatch.setattr(fingerprint, "PACKAGE", package)
    with new_cluster() as cluster:
        cluster.start()
        before = fingerprint.taken(cluster.dsn())
        assert before.applied == ""
        fingerprint.remember(tmp_path, before)
        assert fingerprint.remembered(tmp_path) == fingerprint.taken(cluster.dsn())
        (package / "posts" / "migrations" / "0001.py").write_text("one")
        with cluster.connect("kring") as connection:
            connection.execute("CREATE TABLE django_migrations AS SELECT 'posts' AS app, '0001' AS name")
        after = fingerprint.taken(cluster.dsn())
    assert after.migrations != before.migrations
    assert after.applied != before.applied
    assert after.static == before.static


def test_a_damaged_memory_of_the_last_start_counts_as_none(tmp_path):
    for text in ("", "{", '{"other": 1}'):
        (tmp_path / "prepared.json").write_text(text)
        assert fingerprint.remembered(tmp_path) is None


def test_push_key_is_made_once_closed_to_others_and_read_by_every_command(tmp_path, monkeypatch):
    monkeypatch.setenv("KRING_HOME", str(tmp_path))
    monkeypatch.setenv("KRING_SECRET_KEY", "only for tests")
    monkeypatch.delenv("KRING_PUSH_KEY", raising=False)
    assert CliRunner().invoke(kring, ["push", "key"]).exit_code == 0
    path = tmp_path / "push_key"
    made = path.read_text()
    assert path.stat().st_mode & 0o777 == 0o600
    again = CliRunner().invoke(kring, ["push", "key"])
    assert (again.exit_code, path.read_text()) == (1, made)
    assert "there already" in again.output
    with patch.dict(os.environ):
        set_environment(tmp_path)
        assert os.environ["KRING_PUSH_KEY"] == made
        os.environ["KRING_PUSH_KEY"] = "van elders"
        set_environment(tmp_path)
        assert os.environ["KRING_PUSH_KEY"] == "van elders"
