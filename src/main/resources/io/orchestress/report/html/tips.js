// What a mark stands for, beside the pointer; without this script the browser's own tip says it.
(function () {
  "use strict";
  var box = document.createElement("div");
  box.className = "pl-tip";
  box.setAttribute("role", "tooltip");
  box.hidden = true;
  document.body.appendChild(box);
  function show(text, x, y) {
    box.textContent = text;
    box.hidden = false;
    var size = box.getBoundingClientRect();
    box.style.left = Math.max(6, Math.min(x + 14, window.innerWidth - size.width - 6)) + "px";
    box.style.top = (y + 16 + size.height > window.innerHeight ? y - size.height - 10 : y + 16) + "px";
  }
  function hide() { box.hidden = true; }
  Array.prototype.forEach.call(document.querySelectorAll(".pl [data-tip]"), function (element) {
    var title = element.querySelector("title");
    var text = title.textContent;
    title.remove();
    element.addEventListener("pointerenter", function (event) { show(text, event.clientX, event.clientY); });
    element.addEventListener("pointermove", function (event) { show(text, event.clientX, event.clientY); });
    element.addEventListener("pointerleave", hide);
  });
  window.addEventListener("scroll", hide, { passive: true });
})();
