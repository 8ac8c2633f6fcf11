export default {
  layout: "article.11ty.js",
  permalink: (data) => `/${data.lang}/${data.section}/${data.page.fileSlug.replace(/\.\w\w$/, "")}/`,
};
