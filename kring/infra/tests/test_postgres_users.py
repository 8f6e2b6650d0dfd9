"""An ordinary user runs the database as himself."""

import os
import pwd
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from kring.infra.postgres.binaries import find_binaries, readable_copy
from kring.infra.postgres.owner import find_owner
from kring.infra.tests.clusters import open_folder

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[3]

# Everything is loaded before the user changes: he may not be able to read this environment.
ORDINARY = """
    import os, sys
    import encodings.idna, socket, ssl, psycopg, psycopg.rows
    from pathlib import Path
    from kring.infra.postgres import Cluster
    uid, gid, home = int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])
    if os.geteuid() == 0:
        os.setgroups([]); os.setgid(gid); os.setuid(uid)
    cluster = Cluster(home, fsync=False)
    cluster.start()
    with cluster.connect("kring") as connection:
        connection.execute("CREATE TABLE t AS SELECT 1 AS n")
    assert cluster.layout.folder.stat().st_uid == uid
    assert os.stat(f"/proc/{cluster.postmaster.pid}").st_uid == uid
    cluster.stop()
    assert not cluster.is_running()
"""


def test_ordinary_user_makes_starts_and_stops_his_own():
    user = pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
    with open_folder() as folder:
        os.chown(folder, user.pw_uid, user.pw_gid)
        programs = readable_copy(find_binaries(), find_owner(folder), folder)
        environment = {**os.environ, "KRING_POSTGRES_BIN": str(programs.folder), "PYTHONPATH": str(ROOT)}
        script = textwrap.dedent(ORDINARY)
        command = [sys.executable, "-c", script, str(user.pw_uid), str(user.pw_gid), str(folder / "home")]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
