import { card, escape, page } from "./_includes/page.js";

export const data = {
  layout: null,
  eleventyExcludeFromCollections: true,
  pagination: { data: "collections.lists", size: 1, alias: "list" },
  permalink: (data) => data.list.url,
};

export function render({ list, terms }) {
  return page({
    lang: list.lang,
    title: list.title,
    url: list.url,
    terms,
    content: `<h1>${escape(list.title)}</h1>
${list.items.map((item) => card(item, list.lang, terms)).join("\n")}
<nav class="pager">
${list.newer ? `<a rel="prev" href="${list.newer}">←</a>` : ""}
${list.older ? `<a rel="next" href="${list.older}">→</a>` : ""}
</nav>`,
  });
}
