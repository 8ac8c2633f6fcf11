// Takes the place of a service worker that is no longer wanted: throws away what was kept, then itself.
addEventListener("install", () => skipWaiting());
addEventListener("activate", event => event.waitUntil((async () => {
  const own = "khabar " + new URL(registration.scope).pathname + " ";
  for (const name of await caches.keys()) if (name.startsWith(own)) await caches.delete(name);
  await registration.unregister();
})()));
