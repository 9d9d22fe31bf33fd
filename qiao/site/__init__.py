"""Composition only: settings, URLs, servers, command line."""
