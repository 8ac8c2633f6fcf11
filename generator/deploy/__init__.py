"""Deploying: a built output is compared with what stands at a target, and what differs is sent there."""
