"""Corruptions of documents, and what becomes of each."""
