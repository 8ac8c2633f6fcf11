"""Instruments: judges of a built site, one file each, and a runner that prints what they say (`make instruments`)."""
