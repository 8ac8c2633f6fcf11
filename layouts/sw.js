{% if not stories %}
{% include "stop.js" %}
{% else %}
// The service worker. Pages come from the network, always; only where that fails, the copy that the reader's browser
// kept is shown, or the offline page. What carries a fingerprint never changes, so it comes from the cache.
const BASE = {{ site.base_path|json }};
const OFFLINE = [{% for each in offline %}[{{ each.lang|json }}, {{ each.url|json }}], {% endfor %}]; // version {{ version }}
const OWN = "khabar " + BASE + " ", SHELL = OWN + "shell {{ version }}", ASSETS = OWN + "assets", STORY = OWN + "story ";
const FOR_EVER = /\/(?:assets|media)\/.*\.[0-9a-f]{8,}\.\w+$/;
const LOOSE = { ignoreSearch: true, ignoreVary: true };

const named = async start => (await caches.keys()).filter(name => name.startsWith(start));
const ASSET = new RegExp("[\"'(](" + BASE.replace(/[.+*?]/g, "\\$&") + "assets/[^\"'()?# ]+)", "g");
const assetsIn = text => [...new Set([...text.matchAll(ASSET)].map(found => found[1]))];

// The copy that was kept last.
async function kept(path) {
  for (const name of (await named(STORY)).reverse()) {
    const found = await caches.match(path, { ...LOOSE, cacheName: name }); // open() would make one that is being deleted anew
    if (found) return found;
  }
}

async function install() {
  const shell = await caches.open(SHELL), assets = await caches.open(ASSETS);
  await Promise.all(OFFLINE.map(async ([, url]) => {
    const page = await fetch(url, { cache: "reload" });
    if (!page.ok || page.redirected) throw new Error(url);
    await shell.put(url, page.clone());
    await Promise.all(assetsIn(await page.text()).map(async each => await assets.match(each) || assets.add(each)));
  }));
}

// Throws away what earlier workers kept; of the assets, all that no page names which can still be shown offline.
async function tidy() {
  for (const name of await named(OWN + "shell ")) if (name !== SHELL) await caches.delete(name);
  const wanted = new Set(), assets = await caches.open(ASSETS);
  for (const name of [SHELL, ...await named(STORY)]) {
    const cache = await caches.open(name);
    for (const page of await cache.matchAll()) {
      if (/html/.test(page.headers.get("Content-Type"))) assetsIn(await page.text()).forEach(each => wanted.add(each));
    }
  }
  for (const url of [...wanted].filter(each => each.endsWith(".css"))) {
    const sheet = await assets.match(url);
    if (sheet) assetsIn(await sheet.text()).forEach(each => wanted.add(each));
  }
  for (const request of await assets.keys()) {
    if (!wanted.has(new URL(request.url).pathname)) await assets.delete(request);
  }
  if (registration.navigationPreload) await registration.navigationPreload.enable();
}

async function page(event, path) {
  try {
    const answer = await event.preloadResponse || await fetch(event.request);
    if (answer.status === 404 || answer.status === 410) event.waitUntil(forget(path));
    return answer;
  } catch (error) {
    const wanted = [...OFFLINE.filter(([, url]) => path.startsWith(url.replace(/offline\/$/, ""))),
      ...navigator.languages.flatMap(each => OFFLINE.filter(([lang]) => lang === each.split("-")[0])), OFFLINE[0]];
    return await kept(path) || await caches.match(wanted[0][1], { cacheName: SHELL }) || Response.error();
  }
}

// What was withdrawn is not read offline either.
async function forget(path) {
  for (const name of await named(STORY)) if (name.endsWith(" " + path)) await caches.delete(name);
}

async function forEver(event, path) {
  const assets = await caches.open(ASSETS), found = await assets.match(path, LOOSE) || await kept(path);
  if (found) return found;
  const answer = await fetch(event.request);
  if (answer.ok && path.startsWith(BASE + "assets/")) {
    const copy = answer.clone();
    event.waitUntil(assets.put(path, copy).catch(() => {}));
  }
  return answer;
}

addEventListener("install", event => event.waitUntil(install()));
addEventListener("activate", event => event.waitUntil(tidy()));
addEventListener("fetch", event => {
  const { request } = event, url = new URL(request.url), path = url.pathname;
  if (request.method !== "GET" || request.headers.has("range")) return;
  if (url.origin !== location.origin || !path.startsWith(BASE)) return;
{% if admin_url %}
  if (path.startsWith({{ admin_url|json }})) return; // the editor's pages are not the readers'
{% endif %}
  if (request.mode === "navigate") event.respondWith(page(event, path));
  else if (FOR_EVER.test(path)) event.respondWith(forEver(event, path));
  else if (request.destination === "image") event.respondWith(fetch(request).catch(async error => await kept(path) || Promise.reject(error)));
});
{% endif %}
