const SIGNS = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&#34;" };
export const escape = (text) => String(text).replace(/[&<>"]/g, (sign) => SIGNS[sign]);
export const origin = "https://khabar.example";

const forms = {};
for (const lang of ["hi", "en"]) {
  forms[lang] = new Intl.DateTimeFormat(`${lang}-IN`, { dateStyle: "long", timeZone: "Asia/Kolkata" });
}
export const day = (date, lang) => forms[lang].format(date);

export function card(item, lang, terms) {
  const { title, summary, section } = item.data;
  return `<article class="card">
<h2><a href="${item.url}">${escape(title)}</a></h2>
<p class="summary">${escape(summary)}</p>
<p class="meta"><a href="/${lang}/${section}/">${terms.sections[section][lang]}</a> <time datetime="${item.date.toISOString()}">${day(item.date, lang)}</time></p>
</article>`;
}

export function page({ lang, title, url, head = "", description = "", terms, content }) {
  const site = terms.titles[lang];
  const other = lang === "hi" ? "en" : "hi";
  const menu = Object.entries(terms.sections).map(([id, names]) => `<li><a href="/${lang}/${id}/">${names[lang]}</a></li>`);
  const alternates = ["hi", "en"].map((code) => `<link rel="alternate" hreflang="${code}" href="${origin}${url.replace(/^\/\w\w/, `/${code}`)}">`);
  return `<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)} – ${site}</title>
<meta name="description" content="${escape(description)}">
<link rel="canonical" href="${origin}${url}">
${alternates.join("\n")}
<link rel="alternate" hreflang="x-default" href="${origin}${url.replace(/^\/\w\w/, "/hi")}">
<link rel="stylesheet" href="/style.css">
<meta property="og:site_name" content="${site}">
<meta property="og:title" content="${escape(title)}">
<meta property="og:description" content="${escape(description)}">
<meta property="og:url" content="${origin}${url}">
${head}
</head>
<body>
<header>
<p><a href="/${lang}/">${site}</a></p>
<nav>
<ul>
${menu.join("\n")}
</ul>
</nav>
<p><a href="${url.replace(/^\/\w\w/, `/${other}`)}" lang="${other}" hreflang="${other}">${terms.titles[other]}</a></p>
</header>
<main>
${content}
</main>
<footer>
<p>© ${site}</p>
</footer>
</body>
</html>
`;
}
