// Khabar's search, brought by site.js when a reader turns to it; docs/content/en/pages/explanation/search.md tells how it works.
// The first half mirrors generator/hindi/keys.py and generator/postings.py, function for function.
(function () {
  "use strict";

  // ── Keys ──────────────────────────────────────────────────────────────────────────────────────────────────────
  const LETTERS = "0-9A-Za-z\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af\u0300-\u036f\u0370-\u037d\u037f-\u0386\u0388-\u0588" +
    "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7-\u05f2\u0610-\u061a\u0620-\u0669\u066e-\u06d3\u06d5-\u06ff\u0710-" +
    "\u0963\u0966-\u096f\u0971-\u0df3\u0e00-\u167f\u1681-\u1fff\u200c\u200d\u3005-\u3007\u3040-\u30ff\u3400-\ud7a3\uf900-\ufdff";
  const RUN = new RegExp("[" + LETTERS + "]+", "g");
  const WORD = new RegExp("[" + LETTERS + "]+(?:['’ʼ\u2010\u2011-][" + LETTERS + "]+)*", "g");
  const HYPHEN = /[\u2010\u2011-]/;
  const DEVANAGARI = /[\u0900-\u097f]/;

  function searchWords(text) {
    return text.replace(/[\u00ad\ufeff\u200b\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "")
      .replace(/([0-9\u0966-\u096f]),(?=[0-9\u0966-\u096f])/g, "$1")
      .replace(/\b([A-Za-z])\.(?=[A-Za-z](?![A-Za-z]))/g, "$1").match(WORD) || [];
  }

  function parts(word) {
    const found = word.split(HYPHEN).map(piece => piece.replace(/['’ʼ][sS]$/, "").replace(/['’ʼ]/g, ""));
    return found.length > 1 && found.some(piece => piece.length <= 2) ? found.concat(found.join("")) : found;
  }

  function foldWord(word) {
    word = word.toLowerCase().normalize("NFD").replace(/[\u093c\u200c\u200d\u0903\u093d\u0300-\u036f]/g, "")
      .replace(/\u0901/g, "\u0902").replace(/ß/g, "ss").replace(/[\u0966-\u096f]/g, digit => digit.charCodeAt(0) - 0x966)
      .normalize("NFC");
    if (!DEVANAGARI.test(word)) return word;
    return word.replace(/[ङञणन]\u094d(?=[क-घच-झट-ढत-धस])|म\u094d(?=[प-भ])/g, "\u0902")
      .replace(/र\u094d(?:([क-ह])\u094d(?=\1)|[कगचजटडतदपब]\u094d(?=[खघछझठढथधफभ]))/g, "र\u094d")
      .replace(/र\u094dर/g, "रर").replace(/([क-ह]\u094d)\1/g, "$1")
      .replace(/([^\u094d])य([\u0940\u0947])/g, (_, before, sign) => before + (sign === "\u0940" ? "ई" : "ए"));
  }

  const ENDINGS = [["\u093fयों", "\u0940", "\u093fया"], ["\u093fयां", "\u0940", "\u093fया"], ["इयों", "ई"], ["इयां", "ई"],
    ["\u0941ओं", "\u0941", "\u0942"], ["\u0941एं", "\u0941", "\u0942"], ["ओं", ""], ["एं", ""],
    ["\u094bं", "", "\u093e"], ["\u0947ं", ""], ["\u0947", "\u093e"], ["ए", "या"]];

  function singulars(word) {
    const rule = ENDINGS.find(each => word.endsWith(each[0]));
    const stem = rule && word.slice(0, -rule[0].length);
    const syllables = rule && stem.match(/[\u0904-\u0939\u0958-\u0961\u0972-\u097f](?!\u094d)/g);
    return syllables && syllables.length > 1 ? rule.slice(1).map(other => stem + other) : [word];
  }

  const longO = word => word.length > 3 ? word.replace(/\u0949/g, "\u093e").replace(/ऑ/g, "आ") : word;
  const measure = stem => (stem.match(/[aeiouy]+[^aeiouy]+/g) || []).length;
  const endsShort = stem => /[^aeiouy][aeiouy][^aeiouywx]$/.test(stem);

  function englishStem(word) {
    if (word.length < 4 || !/^[a-z]+$/.test(word)) return word;
    if (/ie[sd]$/.test(word)) return word.slice(0, -3) + "y";
    if (/s$/.test(word) && word !== "news" && !/(?:ss|us|is)$/.test(word)) {
      word = word.slice(0, /(?:ss|x|z|ch|sh)es$/.test(word) ? -2 : -1);
    }
    const ending = word.match(/(?:ed|ing)$/);
    if (ending && !/eed$/.test(word)) {
      const stem = word.slice(0, ending.index);
      if (stem.length > 2 && /[aeiouy]/.test(stem)) {
        if (/(?:at|bl|iz)$/.test(stem) || (measure(stem) === 1 && endsShort(stem))) word = stem + "e";
        else word = stem.replace(/([^aeiouylsz])\1$/, "$1");
      }
    }
    if (/e$/.test(word)) {
      const stem = word.slice(0, -1), count = measure(stem);
      if (count > 1 || (count === 1 && !endsShort(stem))) return stem;
    }
    return word;
  }

  function romanSpelling(word) {
    return [[/ii/g, "ee"], [/uu/g, "oo"], [/w/g, "v"], [/ph/g, "f"], [/z/g, "j"], [/ksh/g, "ks"], [/x/g, "ks"], [/chh/g, "ch"],
      [/q/g, "k"], [/ck/g, "k"], [/c(?!h)/g, "k"], [/jn/g, "gy"], [/m(?=[pb])/g, "n"], [/([ai])ye/g, "$1e"],
      [/iy(?=[aou])/g, "i"], [/([b-df-hj-np-tv-z])\1/g, "$1"]].reduce((text, [from, to]) => text.replace(from, to), word);
  }

  const romanSound = word => romanSpelling(word).replace(/aa/g, "a").replace(/ee/g, "i").replace(/oo/g, "u");

  function wordKeys(word) {
    const folded = foldWord(word);
    if (!DEVANAGARI.test(folded)) return folded ? [englishStem(folded)] : [];
    return singulars(folded).map(longO);
  }

  // ── Shards ────────────────────────────────────────────────────────────────────────────────────────────────────
  const SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const WORDS = 512, CARDS = 256, HOMES = 2 ** 28, NAMES = 1024;
  const mix = number => Math.imul(number, 2654435761) >>> 0;

  // The shards in which what begins so may stand: four where two signs were typed, else one.
  function wordShards(start, whole) {
    const signs = start.replace(/\u094d/g, "").slice(0, 3);
    const code = place => signs.charCodeAt(place) || 0;
    const first = Math.floor(mix(code(0) * 31 + code(1)) / (Math.floor((2 ** 32 - 1) / (WORDS / 4)) + 1)) * 4;
    return !whole && signs.length === 2 ? [first, first + 1, first + 2, first + 3] : [first + (mix(code(2)) >>> 30)];
  }

  // Postings as a map from a story's number to the weight of the place where the key stands.
  function readPostings(text) {
    const found = new Map();
    let number = 0, value = 0, scale = 1;
    for (const sign of text) {
      const place = SIGNS.indexOf(sign);
      value += (place & 31) * scale;
      scale *= 32;
      if (place < 32) {
        number += value;
        const weight = number % 4;
        number -= weight;
        found.set(number / 4, weight);
        value = 0;
        scale = 1;
      }
    }
    return found;
  }

  window.khabarSearch = { searchWords, parts, foldWord, wordKeys, romanSpelling, romanSound, wordShards, readPostings };

  // ── The page ──────────────────────────────────────────────────────────────────────────────────────────────────
  const form = document.querySelector("form[data-search]");
  if (!form) return;
  const input = form.querySelector("[type=search]"), panel = document.getElementById("found");
  const status = panel.querySelector("[role=status]"), list = panel.querySelector("ol"), more = panel.querySelector("button");
  const say = panel.dataset, base = form.dataset.search, edition = document.documentElement.lang;
  const SHOWN = 8, LIKELY = 20, VALUES = [1, 3, 5, 8];
  const kept = {};

  function load(name) {
    if (!kept[name]) {
      kept[name] = fetch(base + name).then(answer => {
        if (!answer.ok) throw new Error(answer.status);
        return answer.text();
      });
      kept[name].catch(() => delete kept[name] && delete kept.listing);
    }
    return kept[name];
  }

  const listing = () => kept.listing = kept.listing || load("shards.json").then(JSON.parse);

  // A shard's lines by what they begin with; none where the listing says that there is no such shard.
  async function shard(folder, number) {
    const bits = (await listing())[folder];
    if (!(parseInt(bits[bits.length - 1 - (number >> 2)], 16) >> (number & 3) & 1)) return new Map();
    const name = folder + "/" + number.toString(16).padStart(3, "0") + ".txt";
    if (!kept[name + "#"]) {
      kept[name + "#"] = new Map((await load(name)).split("\n").filter(Boolean).map(line => {
        const tab = line.indexOf("\t");
        return [line.slice(0, tab), line.slice(tab + 1)];
      }));
    }
    return kept[name + "#"];
  }

  async function shardsOf(start, whole) {
    const maps = await Promise.all(wordShards(start, whole).map(number => shard("w", number)));
    return { get: key => { for (const map of maps) if (map.has(key)) return map.get(key); }, entries: () => maps.flatMap(map => [...map]) };
  }

  // What several keys find, each story with the best of its values.
  async function union(keys, share, found) {
    found = found || new Map();
    await Promise.all([...keys].map(async key => {
      const text = (await shardsOf(key, true)).get(key);
      if (!text) return;
      for (const [number, weight] of readPostings(text)) {
        found.set(number, Math.max(found.get(number) || 0, VALUES[weight] * share));
      }
    }));
    return found;
  }

  // The keys that are written so in Latin letters. A spelling that is a frequent word's own means only that word.
  async function written(word) {
    const roman = foldWord(word);
    const plain = roman.replace(/iy(?:on|aa?n)$/, "i").replace(/(?:on|ei?n)$/, "");
    const sounds = new Map([roman, plain, englishStem(roman)].map(each => [romanSound(each), romanSpelling(each)]));
    const all = new Map(), own = new Map();
    await Promise.all([...sounds].map(async ([sound, spelling]) => {
      for (const [name, count] of (await shardsOf(sound, true)).entries()) {
        if (name[0] !== "~") continue;
        const [as, key] = name.slice(1).split(" "), [heard, exact] = as.split("=");
        if (heard !== sound) continue;
        const weight = 2 ** SIGNS.indexOf(count);
        all.set(key, weight);
        if ((exact || heard) === spelling) own.set(key, weight);
      }
    }));
    const sum = map => [...map.values()].reduce((total, each) => total + each, 0);
    return own.size && sum(own) * 4 >= sum(all) ? own : all;
  }

  // What a part of a word finds as it stands, and what marks it in a text.
  async function exact(word, marks) {
    const own = wordKeys(word);
    const keys = new Set(own);
    if (own.length && !DEVANAGARI.test(own[0])) for (const key of (await written(word)).keys()) keys.add(key);
    keys.forEach(key => marks.keys.add(key));
    return union(keys, 1);
  }

  // What begins with a part of a word: the keys themselves, those written so, and plurals that are only half typed.
  async function beginning(word, marks) {
    const start = longO(foldWord(word)), latin = !DEVANAGARI.test(start), sound = romanSound(start);
    const keys = new Set();
    if (start.replace(/\u094d/g, "").length < (latin ? 3 : 2)) return new Map();
    for (const [key] of (await shardsOf(start)).entries()) if (key.startsWith(start)) keys.add(key);
    if (latin) {
      const likely = (await shardsOf(sound)).entries().filter(([name]) => name.startsWith("~" + sound));
      likely.sort((one, other) => SIGNS.indexOf(other[1]) - SIGNS.indexOf(one[1]));
      likely.slice(0, LIKELY).forEach(([name]) => keys.add(name.split(" ")[1]));
    } else {
      for (const ending of ["ं", "\u094bं", "यों"]) wordKeys(word + ending).forEach(key => keys.add(key));
    }
    keys.forEach(key => marks.keys.add(key));
    return union(keys, 0.6);
  }

  const both = (one, other) => one ? new Map([...one].filter(([number]) => other.has(number)).map(([number, value]) => [number, value + other.get(number)])) : other;

  // A word of the query: all parts of a compound, or the compound written as one.
  async function term(word, how, marks) {
    const pieces = parts(word), count = word.split(HYPHEN).length;
    let found = null;
    for (const piece of pieces.slice(0, count)) found = both(found, await how(piece, marks));
    if (pieces[count]) for (const [number, value] of await how(pieces[count], marks)) found.set(number, value);
    return found;
  }

  // The stories that have every word, the best first. A word that is nowhere as it stands is taken for a beginning.
  async function find(query, marks) {
    const words = searchWords(query), wholes = await Promise.all(words.map(word => term(word, exact, marks)));
    let found = null;
    for (const [place, word] of words.entries()) {
      const last = place === words.length - 1;
      let here = wholes[place];
      if (!here.size || (last && !both(found, here).size)) here = await term(word, beginning, marks);
      found = both(found, here);
    }
    const today = Math.floor(Date.now() / 864e5) + 25568;
    const day = number => Math.floor(number % HOMES / NAMES);
    const value = ([number, words]) => words + 4 * 2 ** (-Math.max(today - day(number), 0) / 365);
    return [...found || []].map(each => [each[0], value(each)]).sort((one, other) => other[1] - one[1] || other[0] % HOMES - one[0] % HOMES);
  }

  // ── Results ───────────────────────────────────────────────────────────────────────────────────────────────────
  const inLanguage = new Intl.DateTimeFormat(say.locale, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

  async function card(number) {
    const folders = Object.keys(await listing()).slice(1);
    folders.sort((one, other) => (other === edition) - (one === edition));
    for (const folder of folders) {
      const line = (await shard(folder, number % CARDS)).get(number.toString(36));
      if (line) return [folder, ...line.split("\t")];
    }
  }

  function element(name, text, kind) {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    if (kind) made.className = kind;
    return made;
  }

  // A text in which the words that were found are marked; nothing of it is ever read as HTML.
  function marked(name, text, marks, kind) {
    const made = element(name, "", kind);
    let done = 0;
    for (const run of text.matchAll(RUN)) {
      if (!wordKeys(run[0]).some(key => marks.keys.has(key))) continue;
      made.append(text.slice(done, run.index), element("mark", run[0]));
      done = run.index + run[0].length;
    }
    made.append(text.slice(done));
    return made;
  }

  function item([lang, url, title, section, text, ownDay], number, marks) {
    const made = element("li"), heading = element("h2"), meta = element("p", "", "meta");
    const link = marked("a", title, marks);
    link.href = base.replace(/search\/$/, "") + url;
    heading.append(link);
    if (section) meta.append(element("span", section, "section"));
    if (section && lang !== edition) meta.firstChild.lang = lang;
    const day = ownDay ? +ownDay : Math.floor(number % HOMES / NAMES);
    if (day) {
      const date = new Date((day - 25568) * 864e5), time = element("time", inLanguage.format(date));
      time.dateTime = date.toISOString().slice(0, 10);
      meta.append(time);
    }
    if (lang !== edition) {
      link.lang = link.hreflang = lang;
      meta.append(element("span", JSON.parse(say.editions)[lang], "in"));
    }
    const excerpt = marked("p", text || "", marks, "summary");
    if (lang !== edition) excerpt.lang = lang;
    made.append(heading, meta, excerpt);
    return made;
  }

  let turn = 0, shown = 0, results = [], marks;

  async function show(now) {
    const numbers = results.slice(shown, shown + SHOWN).map(each => each[0]);
    const cards = await Promise.all(numbers.map(card));
    if (now !== turn) return;
    if (!shown) list.textContent = "";
    cards.forEach((each, place) => each && list.append(item(each, numbers[place], marks)));
    shown += numbers.length;
    more.hidden = shown >= results.length;
  }

  async function search() {
    const now = ++turn, query = input.value.trim();
    history.replaceState(null, "", query ? "?q=" + encodeURIComponent(query) : location.pathname);
    panel.hidden = !query;
    if (!query) return;
    try {
      const fresh = { keys: new Set() }, found = await find(query, fresh);
      if (now !== turn) return;
      [results, marks, shown] = [found, fresh, 0];
      await show(now);
      if (now !== turn) return;
      delete say.broken;
      status.textContent = results.length ? say.count.replace("{count}", results.length.toLocaleString(say.locale)) : say.none;
    } catch (error) {
      if (now !== turn) return;
      list.textContent = "";
      more.hidden = true;
      status.textContent = say.failed;
      say.broken = "1";
    }
  }

  let timer;
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(search, 120);
  });
  form.addEventListener("submit", event => {
    if (say.broken) return; // the web search, as without a script
    event.preventDefault();
    clearTimeout(timer);
    search();
  });
  more.addEventListener("click", async () => {
    const before = list.children.length;
    await show(turn);
    if (list.children[before]) list.children[before].querySelector("a").focus();
  });
  const note = document.getElementById("web-search");
  if (note) note.hidden = true;
  const asked = new URLSearchParams(location.search).get("q");
  if (asked && !input.value) input.value = asked;
  if (input.value) search();
  else listing().catch(() => {});
})();
