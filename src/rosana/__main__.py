"""`python -m rosana` is the command `rosana`."""

from rosana.cli import main

if __name__ == "__main__":
    main(prog_name="rosana")
