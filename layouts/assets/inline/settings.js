// Before anything is shown: the theme and text size that the reader chose, and that scripts run at all.
(function (set) {
  set.js = "";
  try {
    ["theme", "text"].forEach(function (name) {
      var chosen = localStorage.getItem("khabar-" + name);
      if (chosen) set[name] = chosen;
    });
  } catch (error) {}
})(document.documentElement.dataset);
