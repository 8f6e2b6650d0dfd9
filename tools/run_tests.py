"""Everything that must hold before a change lands; `--fast` stays inside the rooms."""

import argparse
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
# Debian's package: the names by which its program may be there already.
PROGRAMS = {
    "chromium": ("chromium", "chromium-browser", "google-chrome"),
    "clamav-daemon": ("clamd",),
}
CHECKS = (
    ("ruff", [BIN / "ruff", "check", "--no-cache", "."]),
    ("ruff format", [BIN / "ruff", "format", "--no-cache", "--check", "."]),
    ("types", [BIN / "mypy"]),
    ("contracts", [BIN / "lint-imports", "--no-cache"]),
    ("texts", [BIN / "python", "tools/messages.py", "--check"]),
)


def install_programs() -> None:
    """Install from the system's packages what is missing; raises CalledProcessError when that fails."""
    path = f"{os.environ['PATH']}{os.pathsep}/usr/sbin"  # where daemons stand, out of sight of ordinary users
    missing = [
        package
        for package, names in PROGRAMS.items()
        if not any(shutil.which(name, path=path) for name in names)
    ]
    if not missing:
        return
    apt = ["apt-get"] if os.geteuid() == 0 else ["sudo", "-n", "apt-get"]
    print(f"Installing from the system's packages: {', '.join(missing)}", flush=True)
    subprocess.run([*apt, "update", "-q"], check=True, stdout=subprocess.DEVNULL)
    subprocess.run(
        [*apt, "install", "-q", "-y", "--no-install-recommends", *missing],
        check=True,
        stdout=subprocess.DEVNULL,
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
    )


def run(name: str, command: list[str | Path]) -> bool:
    """Run one part, say how long it took; True when it passed."""
    print(f"== {name}", flush=True)
    start = time.monotonic()
    passed = subprocess.run([str(word) for word in command], cwd=ROOT).returncode == 0
    print(f"== {name}: {'passed' if passed else 'FAILED'} in {time.monotonic() - start:.1f} s", flush=True)
    return passed


def main() -> int:
    """Run all parts, go on after a failure; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fast", action="store_true")
    fast = parser.parse_args().fast
    os.environ["PATH"] = f"{BIN}{os.pathsep}{os.environ['PATH']}"
    tests: list[str | Path] = [
        BIN / "python",
        "-m",
        "pytest",
        "-n",
        "2",
        "--dist",
        "worksteal",
        "--durations",
        "8",
    ]
    if fast:
        tests += ["kring", "tests/architecture", "-m", "not slow and not browser and not faults"]
    else:
        install_programs()
    results = [run(name, list(command)) for name, command in CHECKS]
    results.append(run("tests", tests))
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
