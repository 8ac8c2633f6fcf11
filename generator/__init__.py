"""Khabar turns a folder of Markdown articles into a fast, correct, bilingual news site."""

__version__ = "0.1.0"
