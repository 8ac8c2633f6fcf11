(() => {
const { base, kept: most, story, note } = document.currentScript.dataset, { lang } = document.documentElement;
if (!navigator.serviceWorker || document.querySelector("script[data-after]")) return;
const own = "khabar " + base + " ", stories = own + "story " + lang + " ";
const mine = async () => (await caches.keys()).filter(name => name.startsWith(stories));
const again = url => fetch(url, { cache: "force-cache" });
async function keep() {
const page = await again(location.href.split("#")[0]);
if (!page.ok || page.redirected) return;
const loaded = performance.getEntriesByType("resource").map(each => new URL(each.name)).filter(each => each.origin === location.origin && each.pathname.startsWith(base));
const assets = await caches.open(own + "assets"), answers = [];
for (const { pathname } of loaded) {
if (pathname.startsWith(base + "assets/")) {
if (!await assets.match(pathname)) await assets.add(new Request(pathname, { cache: "force-cache" }));
} else if (/\.(?:avif|webp|jpe?g|png|gif|svg)$/.test(pathname)) {
const picture = await again(pathname);
if (picture.ok) answers.push([pathname, picture]);
}
}
const name = stories + location.pathname;
await caches.delete(name); // so that it is the newest again
const cache = await caches.open(name);
await Promise.all([[location.pathname, page], ...answers].map(each => cache.put(...each)));
for (const old of (await mine()).slice(0, -most)) await caches.delete(old);
}
async function list(box) {
for (const name of (await mine()).reverse()) {
const path = name.slice(stories.length), page = await caches.match(path, { cacheName: name });
const title = page && new DOMParser().parseFromString(await page.text(), "text/html").querySelector("h1");
if (!title) continue;
const line = document.createElement("li"), link = document.createElement("a");
link.href = path;
link.textContent = title.textContent;
line.append(link);
box.querySelector("ul").append(line);
box.hidden = false;
}
}
const told = document.createElement("p");
told.className = "offline";
told.setAttribute("role", "status");
function tell() {
if (!told.isConnected) document.body.append(told);
told.textContent = navigator.onLine ? "" : note;
}
if (story !== undefined) ["online", "offline"].forEach(name => addEventListener(name, tell));
if (story !== undefined && !navigator.onLine) tell();
const box = document.querySelector(".kept");
if (box) list(box).catch(() => {});
const idle = window.requestIdleCallback || setTimeout;
const ready = () => setTimeout(() => idle(() => {
navigator.serviceWorker.register(base + "sw.js", { updateViaCache: "none" }).catch(() => {});
if (story !== undefined) idle(() => navigator.onLine && keep().catch(() => {}));
}), 2000);
if (document.readyState === "complete") ready();
else addEventListener("load", ready);
})();
