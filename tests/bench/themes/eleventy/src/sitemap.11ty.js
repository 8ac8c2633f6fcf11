import { origin } from "./_includes/page.js";

export const data = {
  layout: null,
  permalink: "/sitemap.xml",
  eleventyExcludeFromCollections: true,
};

export function render({ collections }) {
  const rows = collections.all
    .filter((item) => item.url?.endsWith("/") && item.inputPath.endsWith(".md"))
    .map((item) => `<url>\n<loc>${origin}${item.url}</loc>\n<lastmod>${item.date.toISOString()}</lastmod>
${["hi", "en"].map((code) => `<xhtml:link rel="alternate" hreflang="${code}" href="${origin}${item.url.replace(/^\/\w\w/, `/${code}`)}"/>`).join("\n")}
</url>`);
  return `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
${rows.join("\n")}
</urlset>
`;
}
