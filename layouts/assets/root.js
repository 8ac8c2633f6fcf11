// Sends a first visitor from the root page to the edition that the browser asks for, or to the one last read.
// Editions never lead back here, so there is no loop; without this script the page is a plain choice.
(function () {
  var links = {};
  function choose() {
    var wanted = [];
    try { wanted.push(localStorage.getItem("khabar-edition")); } catch (error) { /* no storage: ask the browser */ }
    wanted = wanted.concat(navigator.languages || [navigator.language]);
    document.querySelectorAll("[data-edition]").forEach(function (link) { links[link.dataset.edition] = link.href; });
    for (var i = 0; i < wanted.length; i++) {
      var code = (wanted[i] || "").split("-")[0];
      if (links[code]) { location.replace(links[code]); return; }
    }
  }
  document.addEventListener("DOMContentLoaded", choose);
})();
