// Added to pages by `khabar serve` only: reloads what changed, swaps styles in place, shows problems over the page.
(function () {
  "use strict";
  var base = document.currentScript.src.replace(/reload\.js.*$/, "");
  var after = document.currentScript.dataset.after;
  var here = location.pathname;

  function show(problems) {
    var old = document.getElementById("khabar-problems");
    if (old) old.remove();
    if (!problems.length) return;
    if (!document.getElementById("khabar-overlay-style")) {
      var style = document.createElement("link");
      style.id = "khabar-overlay-style";
      style.rel = "stylesheet";
      style.href = base + "overlay.css";
      document.head.append(style);
    }
    var box = document.createElement("section");
    box.id = "khabar-problems";
    box.setAttribute("role", "alert");
    box.lang = "en";
    var close = document.createElement("button");
    close.type = "button";
    close.textContent = "×";
    close.title = "Hide";
    close.addEventListener("click", function () { box.remove(); });
    box.append(close);
    problems.forEach(function (text) {
      var each = document.createElement("pre");
      each.textContent = text;
      if (/^[^\n]*: error\[/.test(text)) each.className = "error";
      box.append(each);
    });
    document.body.append(box);
  }

  function restyle(styles) {
    var left = Object.keys(styles);
    document.querySelectorAll('link[rel="stylesheet"]').forEach(function (link) {
      var name = (link.getAttribute("href") || "").replace(/^.*\/assets\//, "").replace(/\.[0-9a-f]{8}\.css$/, ".css");
      if (!styles[name]) return;
      link.href = styles[name];
      left = left.filter(function (each) { return each !== name; });
    });
    if (left.length) location.reload(); // a sheet that this page does not have yet
  }

  function concerns(changed) {
    if (!changed) return true;
    return changed.some(function (path) {
      return here.endsWith("/" + path) || (here + "index.html").endsWith("/" + path) || !/\.(html|xml|json)$/.test(path);
    });
  }

  var source = new EventSource(base + "events?after=" + after);
  source.onmessage = function (event) {
    var news = JSON.parse(event.data);
    if (news.problems) show(news.problems);
    if (news.styles) restyle(news.styles);
    if ("changed" in news && concerns(news.changed)) location.reload();
  };
})();
