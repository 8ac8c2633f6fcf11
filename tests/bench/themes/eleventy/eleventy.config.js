// The benchmark's site for Eleventy: JavaScript templates, which are its fastest, and one collection of lists.
import { readFileSync } from "node:fs";

const terms = JSON.parse(readFileSync(new URL("./terms.json", import.meta.url), "utf8"));
const SIZE = 20;
const around = new Map(); // input path → the newer and the older article

function cut(list, items) {
  const pages = Math.max(1, Math.ceil(items.length / SIZE));
  const url = (number) => (number ? `${list.url}page/${number + 1}/` : list.url);
  return Array.from({ length: pages }, (_, number) => ({
    ...list,
    url: url(number),
    items: items.slice(number * SIZE, (number + 1) * SIZE),
    newer: number ? url(number - 1) : "",
    older: number + 1 < pages ? url(number + 1) : "",
  }));
}

export default function (config) {
  config.addGlobalData("terms", () => terms);
  config.addJavaScriptFunction("around", (path) => around.get(path));
  const lists = (api) =>
    ["hi", "en"].flatMap((lang) => {
      const news = api.getFilteredByGlob(`src/*/*.${lang}.md`).sort((a, b) => b.date - a.date);
      news.forEach((item, place) => around.set(item.page.inputPath, { newer: news[place - 1], older: news[place + 1] }));
      const of = (field, ids, folder, test) =>
        Object.keys(ids).map((id) => ({
          lang,
          title: ids[id][lang],
          url: `/${lang}/${folder}${id}/`,
          all: news.filter((item) => test(item, id)),
        }));
      return [
        { lang, title: terms.titles[lang], url: `/${lang}/`, all: news },
        ...of("sections", terms.sections, "", (item, id) => item.data.section === id),
        ...of("tags", terms.tags, "tags/", (item, id) => item.data.tags.includes(id)),
      ];
    });
  config.addCollection("lists", (api) => lists(api).flatMap((list) => cut(list, list.all)));
  config.addCollection("feeds", (api) => lists(api).map((list) => ({ ...list, items: list.all.slice(0, SIZE) })));
  return { dir: { input: "src", output: "output" }, markdownTemplateEngine: false };
}
