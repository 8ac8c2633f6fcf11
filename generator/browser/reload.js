// Added to pages by `khabar serve` only: reloads what changed, swaps styles in place, shows problems over the page.
(function () {
  "use strict";
  var base = document.currentScript.src.replace(/reload\.js.*$/, "");
  var after = document.currentScript.dataset.after;
  var here = location.pathname;
  var language = "en", hide = "Hide";

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
    box.lang = language;
    var close = document.createElement("button");
    close.type = "button";
    close.textContent = "×";
    close.title = hide;
    close.addEventListener("click", function () { box.remove(); });
    box.append(close);
    problems.forEach(function (problem) {
      var each = document.createElement("pre");
      var text = problem.text;
      if (problem.link) {
        var link = document.createElement("a");
        link.href = problem.link;
        link.textContent = problem.place;
        each.append(link);
        text = text.slice(problem.place.length);
      }
      each.append(text);
      if (problem.severity === "error") each.className = "error";
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

  function tell(event) {
    var news = JSON.parse(event.data);
    after = event.lastEventId || after;
    if (news.language) { language = news.language; hide = news.hide; }
    if (news.problems) show(news.problems);
    if (news.styles) restyle(news.styles);
    if ("changed" in news && concerns(news.changed)) location.reload();
  }

  // A browser has six connections to a server, and a page that listens holds one: so only what is seen listens.
  var source;
  function listen() {
    if (source) source.close();
    source = document.hidden ? null : new EventSource(base + "events?after=" + after);
    if (source) source.onmessage = tell;
  }
  document.addEventListener("visibilitychange", listen);
  listen();
})();
