import { day, escape, page } from "./page.js";

export function render(data) {
  const { lang, section, terms, tags, title, summary } = data;
  const { newer, older } = this.around(data.page.inputPath) ?? {};
  const links = tags.map((tag) => `<li><a href="/${lang}/tags/${tag}/">${terms.tags[tag][lang]}</a></li>`);
  return page({
    lang,
    title,
    description: summary,
    url: data.page.url,
    terms,
    head: `<meta property="og:type" content="article">\n<meta property="article:published_time" content="${data.page.date.toISOString()}">`,
    content: `<article>
<p><a href="/${lang}/${section}/">${terms.sections[section][lang]}</a></p>
<h1>${escape(title)}</h1>
<p class="summary">${escape(summary)}</p>
<p class="meta"><time datetime="${data.page.date.toISOString()}">${day(data.page.date, lang)}</time></p>
<div class="body">
${data.content}
</div>
<ul class="tags">
${links.join("\n")}
</ul>
</article>
<nav class="neighbours">
${newer ? `<a rel="next" href="${newer.url}">${escape(newer.data.title)}</a>` : ""}
${older ? `<a rel="prev" href="${older.url}">${escape(older.data.title)}</a>` : ""}
</nav>`,
  });
}
