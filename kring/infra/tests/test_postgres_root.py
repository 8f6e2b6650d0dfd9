"""Root starts the database, and an unprivileged user runs it. Collected for root only, see conftest."""

import os
import pwd
from pathlib import Path

import pytest

from kring.infra.postgres import Cluster, layout
from kring.infra.postgres.binaries import find_binaries, readable_copy
from kring.infra.postgres.owner import find_owner
from kring.infra.tests.clusters import new_cluster, one, open_folder

pytestmark = pytest.mark.slow


def test_root_runs_it_as_the_owner_of_the_home_folder():
    nobody = pwd.getpwnam("nobody")
    with new_cluster() as cluster:
        cluster.home.mkdir()
        os.chown(cluster.home, nobody.pw_uid, nobody.pw_gid)
        cluster.start()
        assert Path(f"/proc/{cluster.postmaster.pid}").stat().st_uid == nobody.pw_uid
        assert one(cluster, "SELECT 1") == 1


def test_a_home_behind_a_closed_folder_is_kept_elsewhere_and_that_is_said(monkeypatch):
    with open_folder() as folder:
        monkeypatch.setattr(layout, "SHELTER", folder / "shelter")
        closed = folder / "closed"
        closed.mkdir(mode=0o700)
        cluster = Cluster(closed / "home", fsync=False)
        try:
            cluster.start()
            assert cluster.layout.folder.is_relative_to(folder / "shelter")
            assert str(folder / "shelter") in cluster.note
            assert one(cluster, "SELECT 1") == 1
        finally:
            cluster.stop()


def test_programs_in_a_closed_folder_are_copied_beside_the_data():
    with open_folder() as folder:
        closed = folder / "closed"
        closed.mkdir(mode=0o700)
        found = find_binaries()
        package = found.folder.parent.parent
        for name in (package.name, f"{package.name}.libs"):
            (closed / name).symlink_to(package.parent / name)
        hidden = type(found)(closed / package.name / found.folder.parent.name / "bin", found.version)
        owner = find_owner(folder)
        assert not owner.can_run(hidden.program("postgres"))
        copied = readable_copy(hidden, owner, folder)
        assert copied.folder.is_relative_to(folder / "binaries")
        assert owner.can_run(copied.program("initdb"))
