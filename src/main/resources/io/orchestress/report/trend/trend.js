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
    ["ink", "muted", "line", "line-strong", "surface", "fail", "pass", "accent", "c0"].forEach(function (n) {
      probe.style.color = "var(--" + n + ")";
      p[n] = getComputedStyle(probe).color;
    });
    p.font = getComputedStyle(document.body).fontFamily;
    return p;
  }
  var P = palette();

  // ---- a chart ----
  function point(line, value, i) {
    var run = D.runs[i];
    return {
      value: value, symbol: run.baselines ? "diamond" : "circle", symbolSize: run.baselines ? 11 : 7,
      itemStyle: run.good ? { color: P.c0 } : { color: P.surface, borderColor: P.c0, borderWidth: 1.6 }
    };
  }
  function option(plot) {
    var line = D.lines[plot.id], narrow = plot.chart.getWidth() < 520;
    var marks = line.changes.map(function (c) {
      var tone = P[c.tone], late = c.at > D.runs.length * 0.85;
      return { xAxis: c.at, lineStyle: { color: tone, width: 1.6, type: "solid" },
        label: { formatter: c.share, color: tone, fontWeight: 600, fontSize: 12, fontFamily: P.font, align: late ? "right" : "left",
          backgroundColor: P.surface, padding: [1, 4], position: "end", distance: 3 } };
    });
    var levels = line.levels.map(function (l) {
      return [{ coord: [l.from, l.start], lineStyle: { color: P.ink, width: 1.2, type: [5, 4] }, label: { show: false } }, { coord: [l.to, l.end] }];
    });
    return {
      animation: false, textStyle: { fontFamily: P.font },
      grid: { left: narrow ? 56 : 74, right: narrow ? 18 : 32, top: 26, bottom: 26 },
      tooltip: {
        trigger: "axis", confine: true, transitionDuration: 0, className: "tip", padding: [8, 11], backgroundColor: P.surface,
        borderColor: P["line-strong"], borderWidth: 1, textStyle: { color: P.ink, fontSize: 12.5, fontFamily: P.font },
        extraCssText: "box-shadow:0 4px 18px rgba(0,0,0,.14);border-radius:8px;",
        axisPointer: { lineStyle: { color: P.muted, type: "solid" } },
        formatter: function (params) {
          var i = params[0].dataIndex, run = D.runs[i];
          return "<b>" + esc(line.texts[i]) + '</b><div class="tip-head">' + esc(run.id) + "<br>" + esc(run.date) + " \u00b7 " + esc(run.said)
            + (run.baselines ? "<br>baseline " + esc(run.baselines) : "") + "</div>";
        }
      },
      xAxis: { type: "category", data: D.runs.map(function (r) { return r.date; }), axisLine: { lineStyle: { color: P["line-strong"] } }, axisTick: { show: false },
        axisLabel: { color: P.muted, fontSize: 11, fontFamily: P.font, hideOverlap: true } },
      yAxis: { type: "value", scale: true, splitNumber: 4, axisLine: { show: false }, axisTick: { show: false }, splitLine: { lineStyle: { color: P.line } },
        axisLabel: { color: P.muted, fontSize: 11, fontFamily: P.font, formatter: Numbers.axis(Numbers.of(line.unit)) } },
      series: [{
        type: "line", data: line.values.map(function (v, i) { return point(line, v, i); }), connectNulls: false, showSymbol: true, showAllSymbol: true,
        lineStyle: { color: P.c0, width: 1.4, opacity: 0.55 }, emphasis: { disabled: true },
        markLine: { silent: true, symbol: "none", animation: false, data: marks.concat(levels) }
      }]
    };
  }

  var plots = [];
  each("figure[data-chart]", function (figure) {
    var chart = echarts.init(figure.querySelector(".plot"), null, { renderer: "svg" });
    chart.group = "runs";
    plots.push({ id: Number(figure.dataset.chart), chart: chart });
  });
  echarts.connect("runs");
  function draw() { plots.forEach(function (plot) { plot.chart.setOption(option(plot), true); }); }
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
