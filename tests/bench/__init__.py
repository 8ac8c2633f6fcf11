"""The benchmark: Khabar beside Hugo, Pelican and Eleventy on the same news."""
