"""The command `rosana`, also as `python -m rosana`."""

import sys


def main() -> None:
    """Run the command; quietly end where it is interrupted before it has begun."""
    try:
        from rosana.cli import main as run
    except KeyboardInterrupt:
        sys.exit(130)
    run(prog_name="rosana")


if __name__ == "__main__":
    main()
