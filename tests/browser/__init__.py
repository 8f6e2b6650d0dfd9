"""Kring in a real Chromium."""
