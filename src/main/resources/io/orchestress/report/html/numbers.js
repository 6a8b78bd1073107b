// Numbers as people read them: the rules of text.Format (CONTRIBUTING, "Numbers"), for the charts of every page.
var Numbers = (function () {
  "use strict";
  var NONE = "\u2013", MINUS = "\u2212";
  // Half up by the digits that are written, as in Java; toFixed alone rounds the binary value.
  function fixed(x, decimals) {
    var size = Math.abs(x), text = String(size);
    var rounded = text.indexOf("e") < 0 ? Number(Math.round(Number(text + "e" + decimals)) + "e-" + decimals) : size;
    var parts = rounded.toFixed(decimals).split(".");
    parts[0] = parts[0].replace(/\B(?=(\d{3})+(?!\d))/g, ",");
    return (x < 0 && rounded > 0 ? MINUS : "") + parts.join(".");
  }
  function stripped(text) { return text.indexOf(".") < 0 ? text : text.replace(/0+$/, "").replace(/\.$/, ""); }
  function decimals(size) { return size < 0.9995 ? 3 : size < 9.995 ? 2 : size < 99.95 ? 1 : 0; }
  function finite(text) { return function (x) { return typeof x === "number" && isFinite(x) ? text(x) : NONE; }; }

  var number = finite(function (x) {
    if (x !== 0 && Math.abs(x) < 0.001) return x < 0 ? "> " + MINUS + "0.001" : "< 0.001";
    return stripped(fixed(x, decimals(Math.abs(x))));
  });
  function two(n) { return (n < 10 ? "0" : "") + n; }
  function span(seconds) {
    var s = Math.round(seconds), rest, unit;
    if (s < 3600) { rest = s % 60; unit = " s"; s = Math.floor(s / 60) + " min"; }
    else if (Math.round(seconds / 60) < 1440) { s = Math.round(seconds / 60); rest = s % 60; unit = " min"; s = Math.floor(s / 60) + " h"; }
    else { s = Math.round(seconds / 3600); rest = s % 24; unit = " h"; s = fixed(Math.floor(s / 24), 0) + " d"; }
    return s + (rest ? " " + two(rest) + unit : "");
  }
  var latency = finite(function (us) {
    var size = Math.abs(us);
    if (size < 999.5) return fixed(us, size < 9.95 && size !== Math.round(size) ? 1 : 0) + " \u00b5s";
    if (size >= 119.95e6) return (us < 0 ? MINUS : "") + span(size / 1e6);
    var amount = size < 999500 ? us / 1e3 : us / 1e6;
    return fixed(amount, Math.min(2, decimals(Math.abs(amount)))) + (size < 999500 ? " ms" : " s");
  });
  var percent = finite(function (x) {
    var size = Math.abs(x);
    if (x === 0 || x === 100) return x + " %";
    if (size < 0.01) return (x < 0 ? "> " + MINUS : "< ") + "0.01 %";
    if (x > 99.99 && x < 100) return "> 99.99 %";
    return fixed(x, size < 9.995 || Math.abs(size - 100) < 1 ? 2 : size < 100 ? 1 : 0) + " %";
  });
  var change = finite(function (share) {
    var size = Math.abs(100 * share), text = fixed(100 * share, size < 1.995 ? 2 : size < 99.95 ? 1 : 0);
    return (share > 0 && /[1-9]/.test(text) ? "+" : "") + text + " %";
  });
  var bytes = finite(function (x) {
    var units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"], unit = 0;
    while (Math.abs(x) >= 1023.5 && unit < units.length - 1) { x /= 1024; unit++; }
    return number(x) + " " + units[unit];
  });
  function rate(x) { return number(x) + "/s"; }
  function clock(seconds) {
    var s = Math.round(Math.abs(seconds)), sign = seconds < 0 && s ? MINUS : "";
    return sign + (s < 3600 ? Math.floor(s / 60) + ":" + two(s % 60)
      : Math.floor(s / 3600) + ":" + two(Math.floor(s / 60) % 60) + ":" + two(s % 60));
  }
  // On an axis zeros at the end are noise: they are round by themselves.
  function axis(text) { return function (x) { return text(x).replace(/(\.\d*?)0+(?= |$)/, "$1").replace(/\.(?= |$)/, ""); }; }
  // By the unit of a record.
  var OF = {
    ms: function (x) { return latency(x * 1e3); },
    s: function (x) { return latency(x * 1e6); },
    "1/s": rate,
    ratio: function (x) { return percent(x * 100); },
    B: bytes,
    "B/s": function (x) { return bytes(x) + "/s"; }
  };
  function of(unit) { return OF[unit] || number; }
  return { number: number, latency: latency, percent: percent, change: change, bytes: bytes, rate: rate, clock: clock, axis: axis, of: of };
})();
