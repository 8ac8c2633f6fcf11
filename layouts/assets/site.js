// Remembers the edition for the root page, plays a video in place once the reader asks for it, and brings the search's
// script when somebody turns to the search.
(function () {
  try { localStorage.setItem("khabar-edition", document.documentElement.lang); } catch (error) { /* private mode */ }
  var search = document.querySelector("[data-script]");
  function bring() {
    var script = document.createElement("script");
    script.src = search.dataset.script;
    document.head.append(script);
    search.removeEventListener("focusin", bring);
  }
  if (search && /[?&]q=/.test(location.search)) bring();
  else if (search) search.addEventListener("focusin", bring);
  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest(".youtube a");
    if (!link) return;
    event.preventDefault();
    var frame = document.createElement("iframe");
    frame.src = "https://www.youtube-nocookie.com/embed/" + link.parentNode.dataset.id + "?autoplay=1";
    frame.title = link.textContent.trim();
    frame.allow = "autoplay; fullscreen";
    link.replaceWith(frame);
  });
})();
