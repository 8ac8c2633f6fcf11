// A heading leads to itself, so that its address can be copied; what is wider than the screen can be scrolled by keyboard.
for (const heading of document.querySelectorAll(".body :is(h2, h3)[id]")) {
  if (heading.querySelector("a")) continue;
  const link = document.createElement("a");
  link.href = "#" + heading.id;
  link.append(...heading.childNodes);
  heading.append(link);
}
for (const box of document.querySelectorAll(".body :is(pre, table)")) {
  if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
}
