// Ids that can be copied; without this script the buttons are not shown.
(function () {
  "use strict";
  function byHand(text) {
    var area = document.createElement("textarea");
    area.value = text;
    area.setAttribute("readonly", "");
    area.style.cssText = "position:fixed;top:0;left:0;opacity:0";
    document.body.appendChild(area);
    area.select();
    var copied = false;
    try { copied = document.execCommand("copy"); } catch (e) { copied = false; }
    area.remove();
    return copied;
  }
  function say(button, copied) {
    button.textContent = copied ? "Copied" : "Select it";
    window.clearTimeout(button.again);
    button.again = window.setTimeout(function () { button.textContent = "Copy"; }, 1500);
  }
  Array.prototype.forEach.call(document.querySelectorAll("button[data-copy]"), function (button) {
    button.hidden = false;
    button.addEventListener("click", function () {
      var text = button.dataset.copy;
      if (!navigator.clipboard || !window.isSecureContext) {
        say(button, byHand(text));
        return;
      }
      navigator.clipboard.writeText(text).then(
        function () { say(button, true); },
        function () { say(button, byHand(text)); button.focus(); });
    });
  });
})();
