"""The guide's own tooling. `python -m scripts` is the one entry point."""
