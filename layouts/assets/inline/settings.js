// Before anything is shown: the theme and text size that the reader chose, that scripts run at all, and the faces that the
// page begins with, unless the reader saves data.
(function (set, script) {
  set.js = "";
  try {
    ["theme", "text"].forEach(function (name) {
      var chosen = localStorage.getItem("khabar-" + name);
      if (chosen) set[name] = chosen;
    });
  } catch (error) {}
  if ((navigator.connection || 0).saveData) set.faces = "own";
  else script.insertAdjacentHTML("afterend", script.dataset.faces || "");
})(document.documentElement.dataset, document.currentScript);
