import { escape, page } from "./_includes/page.js";

export const data = {
  layout: null,
  eleventyExcludeFromCollections: true,
  pagination: { data: "langs", size: 1, alias: "code" },
  langs: ["hi", "en"],
  permalink: (data) => `/${data.code}/tags/`,
};

export function render({ code, terms }) {
  const links = Object.entries(terms.tags).map(([id, names]) => `<li><a href="/${code}/tags/${id}/">${escape(names[code])}</a></li>`);
  return page({ lang: code, title: "#", url: `/${code}/tags/`, terms, content: `<h1>#</h1>\n<ul>\n${links.join("\n")}\n</ul>` });
}
