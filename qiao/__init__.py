"""Qiao 侨桥: runs an overseas talent and technology exchange."""

from importlib.metadata import version

__version__ = version("qiao")
