// The desk's writing page: tries the text while it is written, saves it in place, goes to the lines of problems.
// Without it the form saves, and the frames show what was saved.
(function () {
  "use strict";
  var form = document.getElementById("write"), text = form.elements.text, state = document.getElementById("status");
  var list = document.getElementById("troubles"), own = document.querySelector(".frame.own");
  var stored = text.value, waiting = 0, asked = 0, scrolled = 0, leaving = false, saving = false, again = false;

  function say(what, said) { state.textContent = said || state.dataset[what] || ""; state.className = what; }
  // What the server says of a request that it refuses, or that it does not answer.
  function sorry(what) {
    return function (answer) {
      if (!answer.json) say(what);
      else answer.json().then(function (found) { say(what, found.said); }, function () { say(what); });
    };
  }
  function send(page, again) {
    var body = new URLSearchParams(new FormData(form));
    return fetch("/_desk/" + page, { method: "POST", body: body, headers: { Accept: "application/json" } }).then(function (answer) {
      if (answer.status !== 403 || again) return answer;
      // The server was started anew, and perhaps this browser has its new token by now.
      return fetch("/_desk/edit?path=" + encodeURIComponent(form.elements.path.value)).then(function (page) {
        return page.text();
      }).then(function (html) {
        var found = /name="form" value="([0-9a-f]+)"/.exec(html);
        if (!found) return answer;
        form.elements.form.value = found[1];
        return send(page, true);
      });
    });
  }

  // The next page is loaded behind the one that is seen, and takes its place where the reader was.
  function show(source) {
    var old = own.querySelectorAll("iframe"), gap = own.querySelector(".gap");
    if (gap) gap.hidden = !!source;
    if (!source) return;
    var next = document.createElement("iframe");
    next.title = own.dataset.title || (old[0] && old[0].title) || "";
    own.dataset.title = next.title;
    next.setAttribute("sandbox", "allow-scripts allow-same-origin allow-popups");
    if (old.length) next.className = "coming";
    next.addEventListener("load", function () {
      next.className = "";
      old.forEach(function (each) { each.remove(); });
    });
    next.src = source + "#khabar-" + scrolled;
    own.append(next);
  }

  function attempt() {
    var mine = ++asked;
    send("preview").then(function (answer) {
      if (!answer.ok) throw answer;
      return answer.json();
    }).then(function (found) {
      if (mine !== asked) return; // a newer text is under way
      list.innerHTML = found.problems; // made by the desk, which escapes what is the author's
      show(found.source);
      if (state.className === "away") say(text.value === stored ? "" : "unsaved");
    }).catch(function (answer) { if (mine === asked) sorry("away")(answer); });
  }

  function later() {
    clearTimeout(waiting);
    waiting = setTimeout(attempt, 300);
  }

  function save() {
    var sent = text.value;
    again = saving; // one at a time: the next needs what the server says of this one
    if (saving) return;
    saving = true;
    say("saving");
    send("edit").then(function (answer) {
      if (answer.status === 409) { // both texts are shown by the page that the form leads to
        leaving = true;
        form.submit();
        return;
      }
      if (!answer.ok) throw answer;
      return answer.json().then(function (found) {
        form.elements.digest.value = found.digest;
        stored = sent;
        say(text.value === stored ? "saved" : "unsaved");
        later();
      });
    }).catch(sorry("failed")).then(function () {
      saving = false;
      if (again && !leaving) save();
    });
  }

  // A text field shows no line by itself: how far down one is tells a copy of the text before it.
  function go(line, column) {
    var lines = text.value.split("\n"), start = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
    var copy = document.createElement("div");
    copy.className = "copy";
    copy.style.width = text.clientWidth + "px";
    copy.textContent = text.value.slice(0, start) + "​";
    text.after(copy);
    var height = copy.offsetHeight;
    copy.remove();
    text.focus({ preventScroll: false });
    if (column) text.setSelectionRange(start + column - 1, start + column - 1);
    else text.setSelectionRange(start, start + (lines[line - 1] || "").length);
    text.scrollTop = height - text.clientHeight / 3;
  }

  text.addEventListener("input", function () {
    say(text.value === stored ? "" : "unsaved");
    later();
  });
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    save();
  });
  addEventListener("keydown", function (event) {
    if ((event.ctrlKey || event.metaKey) && event.key === "s") {
      event.preventDefault();
      if (!event.repeat) save();
    }
  });
  addEventListener("beforeunload", function (event) {
    if (!leaving && text.value !== stored) event.preventDefault();
  });
  list.addEventListener("click", function (event) {
    var place = event.target.closest("[data-line]");
    if (!place || place.dataset.path !== form.elements.path.value || place.dataset.line === "0") return;
    event.preventDefault();
    go(Number(place.dataset.line), Number(place.dataset.column));
  });
  addEventListener("message", function (event) {
    var frame = own.querySelector("iframe:not(.coming)");
    if (frame && event.source === frame.contentWindow && event.data && event.data.khabarScroll >= 0) {
      scrolled = Math.round(event.data.khabarScroll);
    }
  });
  // What a build finds out about the site, or somebody else's save, may be news for this text. A browser has six
  // connections to a server, and a page that listens holds one: so only what is seen listens.
  var source;
  function listen() {
    if (source) {
      source.close();
      source = null;
    }
    if (document.hidden) return;
    source = new EventSource("/_desk/events");
    source.addEventListener("message", function (event) {
      var news = JSON.parse(event.data);
      if (!news.language) later();
    });
  }
  document.addEventListener("visibilitychange", function () {
    listen();
    if (!document.hidden) later(); // for what was missed
  });
  listen();
  if (Number(form.dataset.line)) go(Number(form.dataset.line), 0);
  if (document.querySelector(".conflict")) stored = null;
})();
