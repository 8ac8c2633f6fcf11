// A story's own: it can be listened to and shared, and a line shows how far it is read.
(() => {
  const { progress } = document.currentScript.dataset, story = document.querySelector(".story");
  if (!story) return;

  // ── Listening: the browser's own voice, a sentence or two at a time (Chrome falls silent in long texts) ──────────
  const bar = story.querySelector(".listen"), speech = window.speechSynthesis;
  const LONGEST = 160; // characters in one breath: well below fifteen seconds
  const READ = "h1, .standfirst, .body p, .body h2, .body h3, .body li, .body dt, .body dd";

  // A text in parts, each cut after a sentence, or else after a comma, or else between words.
  const ENDS = [/[।?!.]["'”’)]*\s/g, /[,;:–—]\s/g, /\s/g];
  function cut(text) {
    if (text.length <= LONGEST) return text.length;
    for (const end of ENDS) {
      const last = [...text.slice(0, LONGEST).matchAll(end)].pop();
      if (last && last.index > LONGEST / 4) return last.index + last[0].length;
    }
    return LONGEST;
  }
  function breaths(text) {
    const found = [];
    for (let rest = text.trim(); rest; rest = rest.slice(cut(rest)).trim()) found.push(rest.slice(0, cut(rest)).trim());
    return found;
  }

  function listen() {
    const { voice: locale, pause, resume } = bar.dataset, [play, stop] = bar.children, start = play.textContent;
    const code = name => name.replace("_", "-").toLowerCase();
    // The country counts more than whether the voice is the device's own, which tells nobody what it reads.
    const worth = each => 2 * (code(each.lang) === code(locale)) + (each.localService ? 1 : 0);
    const choose = () => speech.getVoices().filter(each => code(each.lang).split("-")[0] === code(locale).split("-")[0]).sort((one, other) => worth(other) - worth(one))[0];
    let queue = [], at = 0, turn = 0, speaking = false, lit;

    function light(element) {
      if (lit === element) return;
      if (lit) lit.classList.remove("spoken");
      if (element) {
        element.classList.add("spoken");
        element.scrollIntoView({ block: "nearest" });
      }
      lit = element;
    }
    function show() {
      play.textContent = speaking ? pause : at ? resume : start;
      stop.hidden = !speaking && !at;
    }
    function hush() {
      turn++;
      speaking = false;
      speech.cancel();
    }
    function end() {
      hush();
      at = 0;
      light();
      show();
    }
    function next() {
      if (at >= queue.length) return end();
      const now = turn, [element, text] = queue[at], saying = new SpeechSynthesisUtterance(text);
      saying.voice = choose() || null;
      saying.lang = saying.voice ? saying.voice.lang : locale;
      saying.onend = () => now === turn && (at++, next());
      saying.onerror = () => now === turn && end();
      light(element);
      speech.speak(saying);
    }
    play.addEventListener("click", () => {
      if (speaking) hush(); // not pause(): it ends the speech on phones
      else {
        if (!at) queue = [...story.querySelectorAll(READ)].filter(each => !each.querySelector("p, li")).flatMap(each => breaths(each.textContent).map(text => [each, text]));
        turn++;
        speaking = true;
        speech.cancel();
        next();
      }
      show();
    });
    stop.addEventListener("click", () => {
      end();
      play.focus();
    });
    addEventListener("pagehide", end);
    const offer = () => bar.hidden = !choose();
    offer();
    if (speech.addEventListener) speech.addEventListener("voiceschanged", offer);
  }
  if (bar && speech && window.SpeechSynthesisUtterance) listen();

  // ── Sharing ──────────────────────────────────────────────────────────────────────────────────────────────────────
  const share = story.querySelector(".share");
  if (share) {
    const { link: url, title } = share.dataset, copy = share.querySelector(".copy"), sheet = share.querySelector(".sheet");
    const told = share.querySelector(".told");
    if (copy && navigator.clipboard) {
      copy.parentNode.hidden = false;
      copy.addEventListener("click", () => navigator.clipboard.writeText(url).then(() => told.textContent = copy.dataset.done, () => {}));
    }
    if (sheet && navigator.share) {
      sheet.parentNode.hidden = false;
      sheet.addEventListener("click", () => navigator.share({ title, url }).catch(() => {}));
    }
  }

  // ── How far the story is read ────────────────────────────────────────────────────────────────────────────────────
  const body = story.querySelector(".body");
  if (progress !== undefined && body) {
    const line = document.createElement("div");
    line.className = "progress";
    line.setAttribute("aria-hidden", "true");
    document.body.append(line);
    let asked = false;
    const draw = () => {
      asked = false;
      const { top, height } = body.getBoundingClientRect();
      const share = (innerHeight - top) / height;
      line.style.setProperty("--read", scrollY > 0 ? Math.min(Math.max(share, 0), 1).toFixed(3) : 0);
    };
    const ask = () => asked = asked || requestAnimationFrame(draw);
    addEventListener("scroll", ask, { passive: true });
    addEventListener("resize", ask);
  }
})();
