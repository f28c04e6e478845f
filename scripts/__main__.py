"""python -m scripts COMMAND: what the Makefile calls, for those without make."""

import argparse
import sys


def main(arguments: list[str]) -> int:
    """Runs one command; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m scripts", description="Builds and checks the guide.")
    parser.add_argument("command", choices=["build", "check", "serve", "links", "lock"])
    command = parser.parse_args(arguments).command
    # Each command imports only what it needs, so that `lock` works in a bare environment.
    if command == "lock":
        from scripts import lock
        return lock.run()
    if command == "links":
        from scripts import links
        return links.run()
    from scripts import build
    try:
        if command == "check":
            from scripts import check
            return check.run()
        getattr(build, command)()
    except build.BuildFailed as failure:
        print(f"\nStopped. {len(failure.problems)} to mend:\n", file=sys.stderr)
        for problem in failure.problems:
            print(f"  {problem}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
