(function () {
var id = decodeURIComponent(location.hash.slice(1));
var moment = /^u(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)/.exec(id);
if (moment && !document.getElementById(id)) {
document.querySelectorAll(".periods a").forEach(function (link) {
var time = moment[1] + "-" + moment[2] + "-" + moment[3] + "T" + moment[4] + ":" + moment[5];
if (link.dataset.from.slice(0, 16) <= time && time <= link.dataset.to.slice(0, 16))
location.replace(link.href + "#" + id);
});
}
var news = document.querySelector("[data-state]");
if (!news || !window.fetch) return;
var FIRST = 30000, LONGEST = 300000, wait = FIRST, said = 0, over = false, timer;
function later() {
clearTimeout(timer);
if (!document.hidden && !over) timer = setTimeout(ask, wait);
}
function say(count) {
if (count === said) return;
said = count;
var number = String(count);
if (news.dataset.numerals === "deva")
number = number.replace(/\d/g, function (digit) { return String.fromCharCode(0x966 + Number(digit)); });
var link = document.createElement("a");
link.href = news.dataset.page;
link.textContent = count === 1 ? news.dataset.one : news.dataset.many.replace("{count}", number);
link.addEventListener("click", function (event) {
event.preventDefault();
if (location.hash) history.replaceState(null, "", news.dataset.page);
location.reload();
});
news.replaceChildren(link);
}
function ask() {
fetch(news.dataset.state, { cache: "no-cache" }).then(function (answer) {
if (!answer.ok) throw new Error(answer.status);
return answer.json();
}).then(function (state) {
var fresh = state.updates.filter(function (each) { return !document.getElementById(each); }).length;
wait = fresh > said ? FIRST : Math.min(wait * 1.5, LONGEST);
if (fresh) say(fresh);
over = !state.live;
later();
}).catch(function () {
wait = Math.min(wait * 2, LONGEST);
later();
});
}
document.addEventListener("visibilitychange", function () {
wait = FIRST;
if (document.hidden) clearTimeout(timer);
else if (!over) ask();
});
later();
})();
