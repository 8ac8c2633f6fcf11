"""The newsroom's desk: what is wrong with an article's text, with a story's two editions, with a site, as findings."""
