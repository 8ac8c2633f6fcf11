"""The editor in the browser: from a site's config and the places of its stories to the configuration of Sveltia CMS."""
