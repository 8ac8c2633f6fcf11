"""The desk: what is checked beyond what a build needs, as pure functions of the site."""
