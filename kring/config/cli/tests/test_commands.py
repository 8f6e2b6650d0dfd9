"""The console program: help without a database, exit codes, sentences on stderr."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from kring.config.cli import TABLE, kring

ROOT = Path(__file__).parents[4]


def call(*words, **environment):
    """Run the program as an operator does."""
    clean = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return subprocess.run(
        [sys.executable, "-m", "kring", *words],
        cwd=ROOT,
        env={**clean, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("name", TABLE)
def test_every_command_has_help(name):
    answer = CliRunner().invoke(kring, [name, "--help"])
    assert answer.exit_code == 0
    assert f"Usage: kring {name}" in answer.output
    command = kring.get_command(None, name)
    assert command.help


def test_help_needs_neither_django_nor_a_database():
    script = "import sys; from kring.config.cli import kring, TABLE; import click;"
    script += "[kring.get_command(None, n).get_help(click.Context(kring)) for n in TABLE];"
    script += "assert 'django' not in sys.modules, 'Django was loaded'"
    assert subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=False).returncode == 0


def test_wrong_use_is_exit_code_2(tmp_path):
    assert call("nonsense", KRING_HOME=str(tmp_path)).returncode == 2
    assert call("run", "--port", "many", KRING_HOME=str(tmp_path)).returncode == 2


def test_failure_is_exit_code_1_and_one_sentence(tmp_path):
    answer = call("backup", str(tmp_path / "b"), KRING_HOME=str(tmp_path / "home"))
    assert answer.returncode == 1
    assert answer.stderr == f"Error: No database in {tmp_path / 'home'}; set KRING_HOME or DATABASE_URL.\n"
    assert not (tmp_path / "home").exists()


@pytest.mark.slow
def test_unreachable_server_is_said_plainly(tmp_path):
    url = f"postgresql://kring@/kring?host={tmp_path}"
    answer = call("check", KRING_HOME=str(tmp_path), DATABASE_URL=url)
    assert answer.returncode == 1
    assert "Traceback" not in answer.stderr
    assert str(tmp_path) in answer.stderr


def test_taken_port_is_refused_before_anything_is_made(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        answer = call("run", "--port", str(port), KRING_HOME=str(tmp_path / "home"))
    assert answer.returncode == 1
    assert f"Port {port} on 127.0.0.1 cannot be used" in answer.stderr
    assert not (tmp_path / "home").exists()
