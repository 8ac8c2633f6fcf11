"""Articles from elsewhere: what another system keeps, as values, and those values as articles of this site.

`wxr`, `sites` and `paste` read; `wordpress`, `hugo`, `jekyll` and `pasted` turn what was read into `Carried` articles;
`placing` alone writes, and never over anybody's work.
"""
