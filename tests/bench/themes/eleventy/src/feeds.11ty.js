import { escape, origin } from "./_includes/page.js";

export const data = {
  layout: null,
  eleventyExcludeFromCollections: true,
  pagination: { data: "collections.feeds", size: 1, alias: "list" },
  permalink: (data) => `${data.list.url}rss.xml`,
};

export function render({ list }) {
  const items = list.items.map((item) => `<item>
<title>${escape(item.data.title)}</title>
<link>${origin}${item.url}</link>
<guid>${origin}${item.url}</guid>
<pubDate>${item.date.toUTCString()}</pubDate>
<description>${escape(item.data.summary)}</description>
</item>`);
  return `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0">
<channel>
<title>${escape(list.title)}</title>
<link>${origin}${list.url}</link>
<description>${escape(list.title)}</description>
<language>${list.lang}</language>
${items.join("\n")}
</channel>
</rss>
`;
}
