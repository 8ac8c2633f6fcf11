// Added by `khabar serve` to the page of a text that is being written: it stays where its reader was.
(function () {
  "use strict";
  var place = /^#khabar-(\d+)$/.exec(location.hash);
  if (place) {
    history.replaceState(null, "", location.pathname + location.search);
    scrollTo({ top: Number(place[1]), behavior: "instant" });
  }
  addEventListener("scroll", function () { parent.postMessage({ khabarScroll: Math.round(scrollY) }, "*"); }, { passive: true });
})();
