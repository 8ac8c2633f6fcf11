// How the editor reads and writes articles: front matter as Khabar has it, where a value on one line is the text as
// written. YAML would not read `title: G20 Summit: दिल्ली में`, nor leave `no` and `22:22` as they are.
(function () {
  "use strict";
  const KINDS = { {% for name, kind in kinds %}{{ name|json }}: {{ kind|json }}, {% endfor %}};
  const YES = /^(?:true|yes|on|हाँ|हां|सही)$/i, NO = /^(?:false|no|off|नहीं|नही|ग़लत|गलत)$/i;
  const EMPTY = /^(?:null|~|\{\}|\[\])?$/;
  const KEY = /^([^\s:#\-\[{"'][^:]*?):(?:[ \t]+(.*))?$/, ITEM_KEY = /^[a-z_]+:(?:[ \t]|$)/, BLOCK = /^([|>])[+-]?\d?[+-]?$/;
  const QUOTED = /^("(?:[^"\\]|\\.)*"|'(?:[^']|'')*')[ \t]*(?:[ \t]#.*)?$/, COMMENT = /\s+#.*$/;
  const ESCAPES = { n: "\n", t: "\t", r: "\r", "0": "\0", e: "\x1b", a: "\x07", b: "\b", f: "\f", v: "\v", N: "\x85", _: "\xa0", L: "\u2028", P: "\u2029" };

  // A text that was quoted is another thing than the same one without quotes: "a, b" is no list.
  class Quoted extends String {}

  function unquoted(text) {
    const found = QUOTED.exec(text);
    if (!found) return text;
    const inner = found[1].slice(1, -1);
    if (text[0] === "'") return new Quoted(inner.replace(/''/g, "'"));
    return new Quoted(inner.replace(/\\(?:x(\w\w)|u(\w{4})|U(\w{8})|(.))/g, (_, two, four, eight, sign) =>
      sign ? (ESCAPES[sign] || sign) : String.fromCodePoint(parseInt(two || four || eight, 16))));
  }

  // ── Reading ──

  function parse(text) {
    const lines = text.split("\n").map(line => {
      const bare = line.trim(), indent = bare ? line.length - line.trimStart().length : -1;
      if (/^\t/.test(line) && bare) throw new Error("a tab begins a line of the front matter");
      return { indent, text: bare };
    });
    return mapping({ lines, at: 0 }, (lines.find(line => !idle(line)) || lines[0]).indent);
  }

  const idle = line => line.indent < 0 || line.text[0] === "#";
  const isItem = line => line.text === "-" || line.text.startsWith("- ");

  function mapping(source, indent) {
    const found = {};
    for (; source.at < source.lines.length; ) {
      const line = source.lines[source.at];
      if (idle(line)) { source.at += 1; continue; }
      if (line.indent < indent) break;
      const key = line.indent === indent && KEY.exec(line.text);
      if (!key || Object.hasOwn(found, key[1])) throw new Error(line.text);
      found[key[1]] = value(source, key[2] || "", line.indent);
    }
    return found;
  }

  // The value that begins on a line, and what stands below it, more to the right.
  function value(source, text, indent) {
    const { lines } = source, start = source.at += 1;
    let end = start;
    while (end < lines.length && !(lines[end].indent >= 0 && lines[end].indent <= indent)) end += 1;
    const next = lines.slice(start).findIndex(line => !idle(line)), following = next < 0 ? null : lines[start + next];
    if (!text || (text[0] === "#" && end > start)) {
      if (following && isItem(following) && following.indent >= indent) return listing(source, start + next, following.indent);
      if (following && following.indent > indent && KEY.test(following.text)) {
        source.at = start + next;
        return mapping(source, following.indent);
      }
      text = "";
    }
    const below = lines.slice(start, end);
    source.at = end;
    const block = BLOCK.exec(text);
    if (block && below.some(line => line.indent > indent)) return blockText(below, block[1] === "|" ? "\n" : " ");
    return unquoted([text, ...below.filter(line => line.indent >= 0).map(line => line.text)].join(" ").trim());
  }

  function blockText(lines, join) {
    const first = lines.find(line => line.indent >= 0).indent;
    const texts = lines.map(line => " ".repeat(Math.max(line.indent - first, 0)) + line.text);
    const paragraphs = join === "\n" ? texts : texts.join("\n").split(/\n\n+/).map(each => each.replace(/\n/g, " "));
    return new Quoted(paragraphs.join("\n").replace(/^\n+|\n+$/g, ""));
  }

  function listing(source, start, indent) {
    const found = [];
    for (source.at = start; source.at < source.lines.length; ) {
      const line = source.lines[source.at];
      if (idle(line)) { source.at += 1; continue; }
      if (line.indent !== indent || !isItem(line)) break;
      const rest = line.text.slice(1).trimStart(), deeper = indent + line.text.length - rest.length;
      if (ITEM_KEY.test(rest)) {
        source.lines[source.at] = { indent: deeper, text: rest };
        found.push(mapping(source, deeper));
      } else found.push(value(source, rest, indent));
    }
    return found;
  }

  function inBrackets(text) {
    const items = [], part = /\s*("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^,]*?)\s*(?:,|$)/y;
    while (part.lastIndex < text.length) {
      const found = part.exec(text);
      if (!found) throw new Error(text);
      items.push(String(unquoted(found[1])));
    }
    return items;
  }

  function items(given) {
    if (Array.isArray(given)) return given.map(String);
    if (given instanceof Quoted) return [String(given)];
    if (/^\[.*\]$/.test(given)) return inBrackets(given.slice(1, -1)).filter(Boolean);
    return given.split(/[,،]/).map(each => each.trim()).filter(Boolean);
  }

  // What is neither yes nor no is no story for a form: saved, it would be a no, and a draft would be published.
  function isYes(word) {
    if (!YES.test(word) && !NO.test(word)) throw new Error(word);
    return YES.test(word);
  }

  function whole(word) {
    if (!/^-?[0-9]+$/.test(word)) throw new Error(word);
    return Number(word);
  }

  const bare = given => String(given).replace(COMMENT, "").trim();

  function plain(given) {
    if (Array.isArray(given)) return given.map(plain);
    if (!(given instanceof Quoted) && typeof given === "object") {
      return Object.fromEntries(Object.entries(given).map(([key, each]) => [key, plain(each)]));
    }
    return String(given);
  }

  // A value as the form's field wants it.
  function typed(given, kind) {
    const empty = typeof given === "string" && EMPTY.test(given);
    if (empty) return kind === "list" || kind === "records" ? [] : kind === "record" ? {} : kind === "flag" ? false : "";
    if (kind === "list") return items(given);
    if (kind === "record") return given instanceof Quoted || typeof given === "string" ? { path: String(given) } : plain(given);
    if (kind === "records") {
      return (Array.isArray(given) ? given : [given]).map(each =>
        each instanceof Quoted || typeof each === "string" ? { title: String(each) } : plain(each));
    }
    if (kind === "flag") return isYes(bare(given).normalize("NFC"));
    if (kind === "number") return whole(bare(given));
    return kind === "date" ? bare(given) : plain(given);
  }

  function fromFile(text) {
    const parts = /^\ufeff?---[ \t]*\n([^]*?)^(?:---|\.\.\.)[ \t]*(?:\n([^]*))?$/m.exec(text.replace(/\r\n?/g, "\n"));
    const ends = parts && parts.index === 0;
    if (!ends) throw new Error("there is no front matter");
    const found = Object.entries(parse(parts[1])).map(([key, given]) => [key, typed(given, KINDS[key])]);
    return { ...Object.fromEntries(found), body: (parts[2] || "").replace(/^\n+/, "") };
  }

  // ── Writing ──

  const isEmpty = given => given === undefined || given === null || given === "" || given === false ||
    (typeof given === "object" && Object.values(given).every(isEmpty));

  const doubled = text => "\"" + text.replace(/[\\"]/g, "\\$&").replace(/\n/g, "\\n").replace(/\t/g, "\\t") + "\"";

  function scalar(given) {
    const text = typeof given === "string" ? given.trim().split(/\s*\n\s*/).join(" ") : String(given);
    return QUOTED.test(text) || BLOCK.test(text) || EMPTY.test(text) || text[0] === "#" ? doubled(text) : text;
  }

  const item = text => /[,،\[\]{}#:|>&*!%@`\\]|^["'?-]/.test(text) ? doubled(text) : text;

  function written(key, given, indent) {
    if (isEmpty(given)) return [];
    const start = indent + key + ":";
    if (Array.isArray(given)) {
      const full = given.filter(each => !isEmpty(each));
      if (full.every(each => typeof each !== "object")) return [start + " [" + full.map(each => item(String(each).trim())).join(", ") + "]"];
      return [start, ...full.flatMap(each => {
        const [first, ...others] = Object.entries(each).flatMap(([name, part]) => written(name, part, indent + "    "));
        return [indent + "  - " + first.trimStart(), ...others];
      })];
    }
    if (typeof given === "object") {
      const full = Object.entries(given).filter(([, each]) => !isEmpty(each));
      if (KINDS[key] === "record" && full.length === 1 && full[0][0] === "path") return [start + " " + scalar(full[0][1])];
      return [start, ...full.flatMap(([name, each]) => written(name, each, indent + "  "))];
    }
    return [start + " " + scalar(given)];
  }

  function toFile(content) {
    const lines = Object.entries(content).filter(([key]) => key !== "body").flatMap(([key, given]) => written(key, given, ""));
    const body = (content.body || "").replace(/\r\n?/g, "\n").trim();
    return ["---", ...lines, "---", ...(body ? ["", body] : []), ""].join("\n");
  }

  if (typeof window === "undefined") {
    module.exports = { fromFile, toFile };
    return;
  }
  window.CMS_MANUAL_INIT = true;
  document.addEventListener("DOMContentLoaded", () => {
    window.CMS.registerCustomFormat("khabar", "md", { fromFile, toFile });
    window.CMS.init();
  });
})();
