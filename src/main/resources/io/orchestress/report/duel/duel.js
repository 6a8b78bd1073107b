(function () {
  "use strict";
  var D = JSON.parse(document.getElementById("data").textContent);
  var root = document.documentElement;
  var each = function (selector, f) { Array.prototype.forEach.call(document.querySelectorAll(selector), f); };
  var ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
  function esc(text) { return String(text).replace(/[&<>"']/g, function (c) { return ESCAPES[c]; }); }

  // ---- theme: colours live in the style sheet and are read from there ----
  var probe = document.createElement("span");
  probe.hidden = true;
  document.body.appendChild(probe);
  function palette() {
    var p = {};
    ["ink", "muted", "line", "line-strong", "surface", "fail", "accent", "c0", "c1"].forEach(function (n) {
      probe.style.color = "var(--" + n + ")";
      p[n] = getComputedStyle(probe).color;
    });
    p.font = getComputedStyle(document.body).fontFamily;
    return p;
  }
  var P = palette();

  // ---- the two charts ----
  var percent = Numbers.change, millis = Numbers.of("ms");
  function base(chart, xName, yName, yFormat, text) {
    var narrow = chart.getWidth() < 520;
    return {
      animation: false, textStyle: { fontFamily: P.font },
      grid: { left: narrow ? 58 : 74, right: narrow ? 14 : 32, top: 26, bottom: 44 },
      tooltip: {
        trigger: "axis", confine: true, transitionDuration: 0, className: "tip", padding: [8, 11], backgroundColor: P.surface,
        borderColor: P["line-strong"], borderWidth: 1, textStyle: { color: P.ink, fontSize: 12.5, fontFamily: P.font },
        extraCssText: "box-shadow:0 4px 18px rgba(0,0,0,.14);border-radius:8px;",
        axisPointer: { lineStyle: { color: P.muted, type: "solid" } },
        formatter: function (params) { return text(params[0].dataIndex); }
      },
      xAxis: { type: "category", name: xName, nameLocation: "middle", nameGap: 28, nameTextStyle: { color: P.muted, fontSize: 11, fontFamily: P.font },
        axisLine: { lineStyle: { color: P["line-strong"] }, onZero: false }, axisTick: { show: false },
        axisLabel: { color: P.muted, fontSize: 11, fontFamily: P.font, hideOverlap: true } },
      yAxis: { type: "value", scale: true, name: yName, nameTextStyle: { color: P.muted, fontSize: 11, fontFamily: P.font, align: "left" }, splitNumber: 4, axisLine: { show: false }, axisTick: { show: false }, splitLine: { lineStyle: { color: P.line } },
        axisLabel: { color: P.muted, fontSize: 11, fontFamily: P.font, formatter: yFormat } }
    };
  }
  // A vertical line from one value to another.
  function bars(rows, colour, width) {
    return { type: "custom", silent: true, data: rows, encode: { x: 0, y: [1, 2] },
      renderItem: function (params, api) {
        if (!isFinite(api.value(1)) || !isFinite(api.value(2))) return null;
        var from = api.coord([api.value(0), api.value(1)]), to = api.coord([api.value(0), api.value(2)]);
        return { type: "line", shape: { x1: from[0], y1: from[1], x2: to[0], y2: to[1] }, style: { stroke: colour, lineWidth: width, lineCap: "round" } };
      } };
  }
  function line(at, colour, type, label) {
    return { yAxis: at, lineStyle: { color: colour, width: 1.3, type: type },
      label: { formatter: label, color: colour, position: "insideStartTop", fontSize: 11, fontFamily: P.font } };
  }
  function looks(chart) {
    var L = D.looks, option = base(chart, "pairs", "change of the typical time", Numbers.axis(percent), function (i) {
      return "<b>" + esc(L[i].text) + '</b><div class="tip-head">after ' + esc(L[i].pairs) + " pairs: " + esc(percent(L[i].from)) + " to " + esc(percent(L[i].to)) + "</div>";
    });
    option.xAxis.data = L.map(function (l) { return String(l.pairs); });
    var high = Math.max.apply(null, L.map(function (l) { return l.to; }).concat([D.tolerance])), low = Math.min.apply(null, L.map(function (l) { return l.from; }).concat([0]));
    option.yAxis.max = high + 0.08 * (high - low);
    option.yAxis.min = low - 0.05 * (high - low);
    option.yAxis.axisLabel.showMaxLabel = option.yAxis.axisLabel.showMinLabel = false;
    option.series = [
      bars(L.map(function (l, i) { return [i, l.from, l.to]; }), P.c0, 2),
      { type: "line", data: L.map(function (l) { return l.change; }), symbol: "circle", symbolSize: 8, lineStyle: { color: P.c0, width: 1.4, opacity: 0.55 }, itemStyle: { color: P.c0 },
        emphasis: { disabled: true }, markLine: { silent: true, symbol: "none", animation: false,
          data: [line(0, P.ink, "solid", ""), line(D.tolerance, P.fail, [5, 4], "tolerance " + Numbers.axis(percent)(D.tolerance))] } }
    ];
    return option;
  }
  function pairs(chart) {
    var all = D.pairs, option = base(chart, "pair", "typical time", Numbers.axis(millis), function (i) {
      var p = all[i];
      return p.isVoid ? "<b>pair " + esc(p.name) + "</b>: void"
        : "<b>" + esc(p.text) + '</b><div class="tip-head">pair ' + esc(p.name) + (p.before === null ? "" : ": " + esc(millis(p.before)) + " \u2192 " + esc(millis(p.after))) + "</div>";
    });
    option.xAxis.data = all.map(function (p) { return p.isVoid ? "void" : p.name; });
    function dots(key, filled) {
      return { type: "scatter", symbolSize: 9, data: all.map(function (p) { return p[key]; }),
        itemStyle: filled ? { color: P.c1 } : { color: P.surface, borderColor: P.c0, borderWidth: 2 } };
    }
    option.series = [
      bars(all.map(function (p, i) { return [i, p.before === null ? NaN : p.before, p.after === null ? NaN : p.after]; }), P["line-strong"], 2.5),
      dots("before", false), dots("after", true)
    ];
    return option;
  }

  var plots = [];
  function plot(id, option) {
    var place = document.getElementById(id);
    if (place) plots.push({ option: option, chart: echarts.init(place, null, { renderer: "svg" }) });
  }
  plot("plot-looks", looks);
  plot("plot-pairs", pairs);
  function draw() { plots.forEach(function (plot) { plot.chart.setOption(plot.option(plot.chart), true); }); }
  draw();

  // ---- theme, size, print ----
  var button = document.getElementById("theme");
  var systemDark = window.matchMedia("(prefers-color-scheme: dark)");
  function retheme() { P = palette(); draw(); }
  button.hidden = false;
  button.addEventListener("click", function () {
    var dark = root.dataset.theme ? root.dataset.theme === "dark" : systemDark.matches;
    root.dataset.theme = dark ? "light" : "dark";
    try { localStorage.setItem("orchestress-theme", root.dataset.theme); } catch (e) { /* kept for this view only */ }
    retheme();
  });
  systemDark.addEventListener("change", retheme);
  function resize(size) {
    plots.forEach(function (plot) { plot.chart.resize(size); });
    retheme();
  }
  var printing = false, before;
  window.addEventListener("resize", function () { if (!printing) resize({ width: "auto", height: "auto" }); });
  window.addEventListener("beforeprint", function () {
    printing = true;
    before = root.dataset.theme;
    root.dataset.theme = "light";
    resize({ width: 690, height: 195 });
  });
  window.addEventListener("afterprint", function () {
    printing = false;
    if (before) root.dataset.theme = before; else delete root.dataset.theme;
    resize({ width: "auto", height: "auto" });
  });
  root.dataset.charts = plots.length;
})();
