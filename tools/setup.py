"""Makes the environment in `.venv`: packages by hash, the front end, the compiled texts."""

import hashlib
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LISTS = [ROOT / "requirements" / "run.txt", ROOT / "requirements" / "dev.txt"]


def main() -> int:
    """Bring the environment up to date; quick when nothing changed. Returns the exit code."""
    if sys.version_info < (3, 11):  # noqa: UP036 - this runs before anything is installed
        print("Kring needs Python 3.11 or newer; this is", sys.version.split()[0], file=sys.stderr)
        return 1
    if not PYTHON.exists():
        print("Making the environment in .venv", flush=True)
        venv.create(VENV, with_pip=True)
    stamp, wanted = VENV / "installed", hashlib.sha256(b"".join(p.read_bytes() for p in LISTS)).hexdigest()
    if not stamp.exists() or stamp.read_text() != wanted:
        print("Installing packages", flush=True)
        quiet = ["--quiet", "--disable-pip-version-check", "--require-hashes"]
        for path in LISTS:
            subprocess.run([PYTHON, "-m", "pip", "install", *quiet, "-r", path], check=True, cwd=ROOT)
        stamp.write_text(wanted)
    subprocess.run([PYTHON, "tools/build_assets.py"], check=True, cwd=ROOT)
    subprocess.run([PYTHON, "tools/messages.py", "--compile"], check=True, cwd=ROOT)
    (VENV / "ready").touch()
    return 0


if __name__ == "__main__":
    sys.exit(main())
