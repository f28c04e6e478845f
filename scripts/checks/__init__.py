"""Checks on the finished site: each takes what was built and gives back a list of problems."""
