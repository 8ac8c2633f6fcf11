// Runs on every page once it is there. Everything here only adds to a page that is whole without it, and nothing that
// it remembers leaves the browser.
(() => {
  const root = document.documentElement, { fresh, place, home } = document.currentScript.dataset;
  const find = (selector, within = document) => [...within.querySelectorAll(selector)];
  const make = (name, text, kind = "") => Object.assign(document.createElement(name), { textContent: text, className: kind });

  // What is remembered; a browser that keeps nothing remembers nothing.
  function kept(name, value) {
    try {
      if (value === undefined) return localStorage.getItem("khabar-" + name);
      if (value) localStorage.setItem("khabar-" + name, value);
      else localStorage.removeItem("khabar-" + name);
    } catch (error) { /* private mode */ }
  }

  // The edition, for the root page.
  kept("edition", root.lang);

  // The search's script comes when somebody turns to the search.
  const [search] = find("[data-script]");
  function bring() {
    document.head.append(Object.assign(make("script"), { src: search.dataset.script }));
    search.removeEventListener("focusin", bring);
  }
  if (search && /[?&]q=/.test(location.search)) bring();
  else if (search) search.addEventListener("focusin", bring);

  // Theme and text size. A page that comes back from the browser's memory may be older than the choice.
  const [settings] = find(".settings");
  if (settings) {
    const inputs = find("input", settings);
    const apply = () => inputs.forEach(input => {
      const chosen = kept(input.name) || "";
      input.checked = chosen === input.value;
      if (chosen) root.dataset[input.name] = chosen;
      else delete root.dataset[input.name];
    });
    apply();
    addEventListener("pageshow", apply);
    addEventListener("storage", apply);
    settings.addEventListener("change", ({ target }) => {
      kept(target.name, target.value);
      if (target.value) root.dataset[target.name] = target.value;
      else delete root.dataset[target.name];
    });
    document.addEventListener("click", ({ target }) => settings.contains(target) || (settings.open = false));
    settings.addEventListener("keydown", ({ key }) => {
      if (key !== "Escape") return;
      settings.open = false;
      settings.firstElementChild.focus();
    });
    settings.hidden = false;
  }

  // What came since the last visit: half an hour without a page ends a visit.
  let since = 0;
  function mark(time, beside) {
    const then = Date.parse(time);
    if (since && then > since && then <= Date.now()) beside.append(" ", make("span", fresh, "fresh"));
  }
  if (fresh) {
    const now = Date.now(), [last, before] = (kept("visit " + home) || "0 0").split(" ").map(Number);
    since = now - last > 18e5 ? last : before;
    kept("visit " + home, now + " " + since);
    find(".card time").forEach(time => mark(time.dateTime, time.parentNode));
  }

  // The newest headlines, once the reader comes near the end of a story.
  const [newest] = find("[data-newest]");
  if (newest && window.IntersectionObserver) {
    const below = newest.parentNode.nextElementSibling || newest.parentNode;
    new IntersectionObserver(async (seen, observer) => {
      if (!seen.some(each => each.isIntersecting)) return;
      observer.disconnect();
      const answer = await fetch(newest.dataset.newest).catch(() => ({}));
      const rows = answer.ok ? (await answer.json()).filter(row => row[1] !== location.pathname).slice(0, 5) : [];
      rows.forEach(([title, url, time, day]) => {
        const line = make("li"), link = Object.assign(make("a", title), { href: url });
        line.append(link);
        if (time) line.append(" ", Object.assign(make("time", day), { dateTime: time }));
        mark(time, line);
        newest.lastElementChild.append(line);
      });
      // What the reader sees already would be pushed away.
      if (rows.length && below.getBoundingClientRect().top > innerHeight) newest.hidden = false;
    }, { rootMargin: "800px" }).observe(below);
  }

  // The language switch keeps the reader's place: the same part of the same section of the story.
  const sections = () => find(".story .body > *").reduce((all, each) => {
    if (/^H[23]$/.test(each.tagName)) all.push([]);
    all[all.length - 1].push(each);
    return all;
  }, [[]]);
  const edge = 96; // pixels from the top: where one reads
  if (place !== undefined) {
    addEventListener("click", ({ target }) => {
      const link = target.closest("a[hreflang][rel=alternate]"), all = sections();
      const number = all.findIndex(section => section.length && section[section.length - 1].getBoundingClientRect().bottom > edge);
      if (!link || number < 0 || all.flat()[0].getBoundingClientRect().top > edge) return;
      const section = all[number], at = section.findIndex(each => each.getBoundingClientRect().bottom > edge);
      try { sessionStorage.setItem("khabar-place", [link.pathname, number, (at + 0.01) / section.length]); } catch (error) { /* private mode */ }
    });
    try {
      const [path, number, share] = (sessionStorage.getItem("khabar-place") || "").split(",");
      sessionStorage.removeItem("khabar-place");
      const all = sections(), section = all[Math.min(number, all.length - 1)];
      if (path === location.pathname && !location.hash && section) {
        scrollTo({ top: section[Math.floor(share * section.length)].getBoundingClientRect().top + scrollY - edge + 8, behavior: "instant" });
      }
    } catch (error) { /* private mode */ }
  }

  // A video plays in place once the reader asks for it.
  document.addEventListener("click", event => {
    const link = event.target.closest(".youtube a");
    if (!link) return;
    event.preventDefault();
    const frame = document.createElement("iframe");
    frame.src = "https://www.youtube-nocookie.com/embed/" + link.parentNode.dataset.id + "?autoplay=1";
    frame.title = link.textContent.trim();
    frame.allow = "autoplay; fullscreen";
    link.replaceWith(frame);
  });
})();
