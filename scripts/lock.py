"""`make lock`: renews the exact, hashed requirement files. No registry address gets into them."""

import subprocess
import sys

from scripts.paths import ROOT

OPTIONS = ["--generate-hashes", "--allow-unsafe", "--strip-extras", "--no-emit-index-url", "--no-emit-find-links",
           "--no-emit-trusted-host", "--no-header", "--quiet", "--upgrade"]


def run() -> int:
    """Rewrites both files; returns the exit code."""
    for name in ("requirements", "requirements-test"):
        command = [sys.executable, "-m", "piptools", "compile", *OPTIONS, "--output-file", f"{name}.txt", f"{name}.in"]
        if code := subprocess.run(command, cwd=ROOT).returncode:
            return code
    return 0
