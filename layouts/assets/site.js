// Remembers the edition for the root page, and plays a video in place once the reader asks for it.
(function () {
  try { localStorage.setItem("khabar-edition", document.documentElement.lang); } catch (error) { /* private mode */ }
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
