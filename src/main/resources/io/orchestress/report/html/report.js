(function () {
  "use strict";
  var source = document.getElementById("data");
  var D = JSON.parse(source.textContent);
  var root = document.documentElement;
  var each = function (selector, within, f) { Array.prototype.forEach.call(within.querySelectorAll(selector), f); };

  // ---- words and figures ----
  var ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
  function esc(text) { return String(text).replace(/[&<>"']/g, function (c) { return ESCAPES[c]; }); }
  var number = Numbers.number, latency = Numbers.latency, clock = Numbers.clock;
  function tick(x) {
    if (x >= 1e6) return number(x / 1e6) + " M";
    return number(Math.round(x * 1e6) / 1e6);
  }
  function phaseAt(seconds) {
    for (var i = 0; i < D.phases.length; i++) {
      if (seconds >= D.phases[i].from && seconds < D.phases[i].to) return D.phases[i];
    }
    return null;
  }

  // ---- theme: colours live in the style sheet and are read from there ----
  var probe = document.createElement("span");
  probe.hidden = true;
  document.body.appendChild(probe);
  function colour(name) {
    probe.style.color = "var(--" + name + ")";
    return getComputedStyle(probe).color;
  }
  function rgb(name) { return colour(name).match(/[\d.]+/g).slice(0, 3).map(Number); }
  function soft(swatch) {
    var over = swatch.match(/[\d.]+/g).slice(0, 3).map(Number);
    return "rgb(" + mix(over, rgb("surface"), 0.2).join(",") + ")";
  }
  function mix(a, b, x) { return a.map(function (v, i) { return Math.round(v + (b[i] - v) * x); }); }
  function palette() {
    var p = {};
    ["ink", "muted", "line", "line-strong", "surface", "fail", "accent", "ok", "failed", "users", "band", "band-spike", "hatch",
      "p50", "p75", "p95", "p99", "pmax", "c0", "c1", "c2", "c3", "c4", "c5", "c6", "c7"]
      .forEach(function (n) { p[n] = colour(n); });
    p.heat = [rgb("heat-low"), rgb("heat-mid"), rgb("heat-high")];
    p.font = getComputedStyle(document.body).fontFamily;
    return p;
  }
  var P = palette();
  var ERROR_COLOURS = ["c1", "c5", "c4", "c3", "c2", "c7", "c0", "c6"];
  var DASHES = [null, [1, 3], [8, 3, 1, 3], [3, 3]];

  // ---- pieces that charts share ----
  var STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 21600, 43200, 86400];
  function interval(span, width) {
    var most = Math.max(3, Math.floor(width / 76));
    for (var i = 0; i < STEPS.length; i++) if (span / STEPS[i] <= most) return STEPS[i];
    return 86400 * Math.ceil(span / 86400 / most);
  }
  function nice(x, up) {
    var power = Math.pow(10, Math.floor(Math.log10(x)));
    var steps = [1, 2, 5, 10];
    if (up) return steps.filter(function (s) { return s * power >= x * 0.999; })[0] * power;
    return steps.filter(function (s) { return s * power <= x * 1.001; }).pop() * power;
  }
  function range(columns) {
    var low = Infinity, high = 0;
    columns.forEach(function (column) {
      column.forEach(function (v) { if (v > 0) { low = Math.min(low, v); high = Math.max(high, v); } });
    });
    return high === 0 ? [1e3, 1e6] : [low, high];
  }
  /** A point between two gaps would be no line: it becomes a dot. */
  function line(column) {
    var half = D.bin / 2;
    return column.map(function (v, i) {
      var alone = v !== null && v !== undefined && (i === 0 || column[i - 1] == null) && (i === column.length - 1 || column[i + 1] == null);
      var point = [D.t[i] + half, v === undefined ? null : v];
      return alone ? { value: point, symbol: "circle", symbolSize: 4 } : { value: point, symbol: "none" };
    });
  }
  function phases(plot, lane) {
    var visible = function () { return plot.zoom || [0, D.end]; };
    var items = D.phases.map(function (p) { return [p.from, p.to]; });
    if (D.breaker !== null) items.push([D.breaker, D.breaker]);
    var asked = items.length;
    (D.collections || []).forEach(function (at) { items.push([at, at]); });
    return {
      name: "phases", type: "custom", data: items, xAxisIndex: lane || 0, yAxisIndex: lane || 0, encode: { x: [0, 1] }, silent: true, z: 0, clip: false,
      tooltip: { trigger: "none" },
      renderItem: function (params, api) {
        var box = params.coordSys;
        var from = Math.max(box.x, api.coord([api.value(0), 0])[0]);
        var to = Math.min(box.x + box.width, api.coord([api.value(1), 0])[0]);
        if (params.dataIndex >= asked) return collection(box, from, D.collections[params.dataIndex - asked], visible());
        var phase = D.phases[params.dataIndex];
        if (to < from || (!phase && (D.breaker < visible()[0] || D.breaker > visible()[1]))) return { type: "group", children: [] };
        return phase ? band(phase, params.dataIndex, box, from, to, lane > 0, lane === 0 ? 34 : 16) : trip(box, from, lane > 0);
      }
    };
  }
  /** We stopped the target for a moment. */
  function collection(box, x, at, visible) {
    if (at < visible[0] || at > visible[1]) return { type: "group", children: [] };
    return {
      type: "group", silent: true, children: [
        { type: "line", shape: { x1: x, y1: box.y + box.height - 7, x2: x, y2: box.y + box.height }, style: { stroke: P.muted, lineWidth: 1 } }
      ]
    };
  }
  function band(phase, index, box, from, to, quiet, lift) {
    var width = to - from;
    var children = [{
      type: "rect", silent: true, shape: { x: from, y: box.y, width: width, height: box.height },
      style: { fill: phase.kind === "spike" ? P["band-spike"] : index % 2 ? P.band : "transparent" }
    }];
    if (phase.warmUp) {
      var path = "";
      for (var x = from - box.height; x < to; x += 9) {
        var x0 = Math.max(x, from), x1 = Math.min(x + box.height, to);
        path += "M" + x0 + " " + (box.y + box.height - (x0 - x)) + "L" + x1 + " " + (box.y + box.height - (x1 - x));
      }
      if (width > 52 && !quiet) {
        children.push({ type: "text", silent: true, x: from + 6, y: box.y + 6, z2: 2,
          style: { text: "warm-up", fill: P.muted, font: "italic 10px " + P.font, backgroundColor: P.surface, padding: [1, 3] } });
      }
      children.push({ type: "path", silent: true, shape: { pathData: path }, style: { fill: null, stroke: P.hatch, lineWidth: 1 } });
    }
    if (index > 0 && from > box.x) {
      children.push({
        type: "line", silent: true, shape: { x1: from, y1: box.y, x2: from, y2: box.y + box.height },
        style: { stroke: P["line-strong"], lineWidth: 1, lineDash: [2, 3] }
      });
    }
    var fits = width > 34 && (D.phases.length <= 8 || width > 6.2 * phase.name.length + 12);
    if (!quiet && (fits || width > 16)) {
      children.push({
        type: "text", silent: true, x: from + (fits ? 6 : 3), y: box.y - lift,
        style: { text: fits ? phase.name : String(index + 1), fill: P.muted, font: "11px " + P.font,
          width: width - (fits ? 10 : 3), overflow: "truncate", ellipsis: "\u2026" }
      });
    }
    return { type: "group", silent: true, children: children };
  }
  function trip(box, x, quiet) {
    var right = x > box.x + box.width - 110;
    return {
      type: "group", silent: true, children: [
        { type: "line", shape: { x1: x, y1: box.y, x2: x, y2: box.y + box.height }, style: { stroke: P.fail, lineWidth: 2 } },
        { type: "text", x: right ? x - 6 : x + 6, y: box.y + 6,
          style: { text: quiet ? "" : "breaker tripped", fill: P.fail, font: "600 11px " + P.font, align: right ? "right" : "left",
            backgroundColor: P.surface, padding: [2, 3] } }
      ]
    };
  }
  function axisText(formatter) {
    return { color: P.muted, fontSize: 11, fontFamily: P.font, formatter: formatter, hideOverlap: true };
  }
  function timeAxis(plot) {
    var span = plot.zoom ? plot.zoom[1] - plot.zoom[0] : D.end;
    return {
      type: "value", min: 0, max: D.end, interval: interval(span, plot.width()),
      axisLine: { lineStyle: { color: P["line-strong"] } }, axisTick: { show: false }, splitLine: { show: false },
      axisLabel: axisText(clock),
      axisPointer: { show: true, type: "line", triggerTooltip: true, snap: false, lineStyle: { color: P.muted, type: "solid", width: 1 },
        label: { show: true, formatter: function (p) { return clock(Math.floor(p.value)); }, backgroundColor: P.ink, color: P.surface, fontSize: 11, padding: [3, 6] } }
    };
  }
  function valueAxis(formatter, more) {
    var axis = {
      type: "value", min: 0, splitNumber: 4, axisLine: { show: false }, axisTick: { show: false },
      splitLine: { lineStyle: { color: P.line } }, axisLabel: axisText(formatter), axisPointer: { show: false }
    };
    for (var key in more) axis[key] = more[key];
    return axis;
  }
  function latencyAxis(plot, columns) {
    if (plot.scale !== "log") return valueAxis(Numbers.axis(latency), {});
    var r = range(columns);
    return valueAxis(Numbers.axis(latency), { type: "log", min: nice(r[0], false), max: nice(r[1], true), minorSplitLine: { show: true, lineStyle: { color: P.line, opacity: 0.5 } }, minorTick: { show: false } });
  }
  function tooltip(formatter) {
    return {
      trigger: "axis", confine: true, axisPointer: { type: "line", z: 10 }, transitionDuration: 0, formatter: formatter, className: "tip", padding: [8, 11],
      backgroundColor: P.surface, borderColor: P["line-strong"], borderWidth: 1,
      textStyle: { color: P.ink, fontSize: 12.5, fontFamily: P.font }, extraCssText: "box-shadow:0 4px 18px rgba(0,0,0,.14);border-radius:8px;"
    };
  }
  function row(swatch, name, value) {
    return '<div class="tip-row"><span class="tip-dot" style="background:' + swatch + '"></span><span class="tip-name">' + esc(name)
      + "</span><b>" + esc(value) + "</b></div>";
  }
  function head(from, to) {
    var phase = phaseAt(from);
    return '<div class="tip-head">' + esc(to - from > 1 ? clock(from) + "\u2013" + clock(to) : clock(from))
      + (phase ? " \u00b7 " + esc(phase.name) + (phase.warmUp ? " (warm-up)" : "") : "") + "</div>";
  }
  function binTooltip(plot, format) {
    return tooltip(function (params) {
      if (!plot.hovered || !params.length) return "";
      var index = params[0].dataIndex;
      var rows = params.filter(function (p) { return p.seriesName !== "phases" && p.value[1] !== null && p.value[1] !== undefined; });
      if (rows.length > 8) rows.sort(function (a, b) { return b.value[1] - a.value[1]; });
      var more = rows.length > 14 ? rows.length - 12 : 0;
      if (more) rows = rows.slice(0, 12);
      return head(D.t[index], D.t[index] + D.bin)
        + rows.map(function (p) { return row(p.color, p.seriesName, format(p.value.length > 2 ? p.value[2] : p.value[1], p.seriesIndex)); }).join("")
        + (more ? '<div class="tip-head">and ' + more + " faster ones</div>" : "");
    });
  }
  function timeOption(plot, more) {
    var narrow = plot.width() < 520;
    var option = {
      animation: false, textStyle: { fontFamily: P.font },
      grid: { left: narrow ? 46 : 62, right: narrow ? 38 : 58, top: 26, bottom: 26 },
      xAxis: timeAxis(plot),
      dataZoom: [{ type: "inside", id: "zoom", filterMode: "weakFilter", zoomOnMouseWheel: false, moveOnMouseMove: false,
        moveOnMouseWheel: false, preventDefaultMouseMove: false,
        startValue: plot.zoom ? plot.zoom[0] : 0, endValue: plot.zoom ? plot.zoom[1] : D.end }]
    };
    for (var key in more) option[key] = more[key];
    option.series = [phases(plot)].concat(option.series);
    return option;
  }
  function series(name, column, swatch, more) {
    var s = { name: name, type: "line", data: line(column), itemStyle: { color: swatch }, lineStyle: { color: swatch, width: 1.6 },
      showSymbol: true, symbol: "none", emphasis: { disabled: true }, silent: true, zlevel: 0 };
    for (var key in more) s[key] = more[key];
    return s;
  }
  /**
   * Areas on top of each other. The library stacks only over categories, so each area here reaches down to the axis and those
   * further up are drawn first; the tooltip shows the layer, not the sum.
   */
  function stacked(layers) {
    var sums = D.t.map(function () { return 0; });
    return layers.map(function (layer, i) {
      var s = series(layer.name, layer.column.map(function (v, j) { return sums[j] += v || 0; }), layer.swatch,
        { areaStyle: { color: soft(layer.swatch), opacity: 1 }, step: "middle", lineStyle: { width: 0 }, z: 3 - i / 100 });
      s.data.forEach(function (item, j) { item.value.push(layer.column[j]); });
      return s;
    });
  }
  function shown(plot, all) { return all.filter(function (s, i) { return plot.on[i] !== false; }); }

  function percentileLines(plot, p) {
    var all = [
      series("max", p.max, P.pmax, { lineStyle: { color: P.pmax, width: 1, type: [1, 2] } }),
      series("p99", p.p99, P.p99, {}),
      series("p95", p.p95, P.p95, { lineStyle: { color: P.p95, width: 2.4 } }),
      series("p75", p.p75, P.p75, {}),
      series("p50", p.p50, P.p50, {})
    ];
    var columns = shown(plot, [p.max, p.p99, p.p95, p.p75, p.p50]);
    return timeOption(plot, { tooltip: binTooltip(plot, latency), yAxis: latencyAxis(plot, columns), series: shown(plot, all) });
  }
  function rateLine(plot, name, column, swatch) {
    return timeOption(plot, {
      tooltip: binTooltip(plot, function (v) { return Numbers.rate(v); }), yAxis: valueAxis(tick, {}),
      series: [series(name, column, swatch, { areaStyle: { opacity: 0.12 } })]
    });
  }

  // ---- lanes: resources below one another over the same time ----
  var LANE_TEXT = { percent: Numbers.percent, bytes: Numbers.bytes, count: number, seconds: Numbers.of("s") };
  function laneAxis(lane, index) {
    var high = Math.max.apply(null, lane.data.map(function (v) { return v || 0; }));
    var most = lane.unit === "percent" ? 100 * Math.max(1, Math.ceil(high / 100))
      : lane.unit === "bytes" ? Math.pow(2, Math.ceil(Math.log2(Math.max(high, 1024) / 4))) * 4 : high > 0 ? nice(high, true) : 1;
    if (lane.unit === "bytes" && high <= most * 0.75) most *= 0.75;
    return valueAxis(function (v) { return v === 0 ? "0" : Numbers.axis(LANE_TEXT[lane.unit])(v); }, { gridIndex: index, max: most, interval: most });
  }
  function lanes(plot) {
    var all = D.resources.lanes, narrow = plot.width() < 520, step = plot.lane;
    var option = timeOption(plot, { yAxis: [], series: [] });
    var left = narrow ? 58 : 74, right = narrow ? 14 : 24, x = option.xAxis;
    option.axisPointer = { link: [{ xAxisIndex: "all" }] };
    option.grid = all.map(function (lane, i) { return { left: left, right: right, top: 44 + i * step, height: step - 26 }; });
    option.title = all.map(function (lane, i) {
      return { text: lane.name, left: left, top: 26 + i * step, padding: 0, textStyle: { color: P.ink, fontSize: 11.5, fontWeight: 600, fontFamily: P.font } };
    });
    option.xAxis = all.map(function (lane, i) {
      var axis = {}, last = i === all.length - 1;
      for (var key in x) axis[key] = x[key];
      axis.gridIndex = i;
      if (!last) axis.axisLabel = { show: false };
      axis.axisPointer = { show: true, type: "line", triggerTooltip: true, snap: false, lineStyle: x.axisPointer.lineStyle,
        label: last ? x.axisPointer.label : { show: false } };
      return axis;
    });
    option.yAxis = all.map(laneAxis);
    option.dataZoom[0].xAxisIndex = all.map(function (lane, i) { return i; });
    option.series = [];
    all.forEach(function (lane, i) {
      var swatch = P[lane.colour];
      option.series.push(phases(plot, i));
      option.series.push(series(lane.name, lane.data, swatch, { xAxisIndex: i, yAxisIndex: i, areaStyle: { color: swatch, opacity: 0.1 } }));
    });
    option.tooltip = tooltip(function (params) {
      if (!plot.hovered || !params.length) return "";
      var index = params[0].dataIndex;
      params.forEach(function (p) { if (p.seriesName !== "phases") index = p.dataIndex; });
      return head(D.t[index], D.t[index] + D.bin) + all.map(function (lane) {
        var v = lane.data[index];
        return row(P[lane.colour], lane.name, v === null || v === undefined ? "not read" : LANE_TEXT[lane.unit](v));
      }).join("");
    });
    return option;
  }

  // ---- one task: its own time in the first bar, a bar for each of its calls below ----
  var BAR = 22;
  function kind(id) { return id.replace(/-\d+$/, ""); }
  function ofTime(plot) { return plot.id !== "spectrum" && kind(plot.id) !== "waterfall"; }
  function waterfallOf(id) { return D.waterfalls[Number(/\d+$/.exec(id)[0])]; }
  function waterfallHeight(id) { return 70 + BAR * (waterfallOf(id).calls.length + 1); }
  function ownParts(task) {
    var at = 0, parts = [];
    task.calls.slice().sort(function (a, b) { return a.from - b.from; }).forEach(function (call) {
      if (call.from > at && at < task.total) parts.push([at, Math.min(call.from, task.total)]);
      at = Math.max(at, call.to);
    });
    if (at < task.total) parts.push([at, task.total]);
    return parts;
  }
  function waterfall(plot) {
    var task = waterfallOf(plot.id), bars = [], narrow = plot.width() < 520;
    function bar(rank, from, to, swatch, name, text) {
      bars.push({ value: [rank, from, to], swatch: swatch, called: name, text: text });
    }
    bar(0, 0, task.total, P.line, "task", latency(task.total));
    ownParts(task).forEach(function (part) { bar(0, part[0], part[1], P.c7, "own time", latency(part[1] - part[0])); });
    task.calls.forEach(function (call, i) {
      var text = latency(call.to - call.from) + ", " + call.outcome;
      var first = call.first === null ? call.to : call.first;
      if (!call.ok) bar(i + 1, call.from, call.to, P.failed, call.name, text);
      else if (call.tool) bar(i + 1, call.from, call.to, P.c4, call.name, text);
      else {
        bar(i + 1, call.from, first, P.c0, call.name, text);
        bar(i + 1, first, call.to, P.c5, call.name, text);
      }
    });
    var end = bars.reduce(function (most, b) { return Math.max(most, b.value[2]); }, 1);
    return {
      animation: false, textStyle: { fontFamily: P.font },
      grid: { left: narrow ? 96 : 150, right: 24, top: 10, bottom: 40 },
      tooltip: Object.assign(tooltip(function (p) {
        return plot.hovered && p.data ? '<div class="tip-head">' + esc(p.data.called) + "</div>"
          + row(p.data.swatch, "from " + latency(p.value[1]) + " to " + latency(p.value[2]), p.data.text) : "";
      }), { trigger: "item" }),
      xAxis: { type: "value", min: 0, max: end, axisLine: { show: false }, axisTick: { show: false },
        splitLine: { show: true, lineStyle: { color: P.line } }, axisLabel: axisText(Numbers.axis(latency)) },
      yAxis: { type: "category", inverse: true, axisLine: { show: false }, axisTick: { show: false },
        data: ["task"].concat(task.calls.map(function (call, i) { return (i + 1) + " " + call.name; })),
        axisLabel: { color: P.muted, fontSize: 11, interval: 0, width: narrow ? 84 : 138, overflow: "truncate" } },
      series: [{
        type: "custom", data: bars, encode: { x: [1, 2], y: 0 }, clip: true,
        renderItem: function (params, api) {
          var from = api.coord([api.value(1), api.value(0)]), to = api.coord([api.value(2), api.value(0)]);
          return { type: "rect", shape: { x: from[0], y: from[1] - 7, width: Math.max(to[0] - from[0], 1), height: 14 },
            style: { fill: bars[params.dataIndex].swatch } };
        }
      }]
    };
  }

  // ---- the charts ----
  var BUILD = {
    throughput: function (plot) {
      var areas = stacked(shown(plot, [
        { name: "ok", column: D.ok, swatch: P.ok }, { name: "failed", column: D.failed, swatch: P.failed }
      ]));
      var users = series(plot.names[2], D.users, P.users, { yAxisIndex: 1, z: 4, lineStyle: { color: P.users, width: 2 } });
      return timeOption(plot, {
        tooltip: binTooltip(plot, function (v, i) { return i > areas.length ? number(v) : Numbers.rate(v); }),
        yAxis: [valueAxis(tick, {}), valueAxis(tick, { splitLine: { show: false } })],
        series: plot.on[2] === false ? areas : areas.concat(users)
      });
    },
    percentiles: function (plot) { return percentileLines(plot, D.percentiles); },
    ttft: function (plot) { return percentileLines(plot, D.agents.ttft); },
    gaps: function (plot) { return percentileLines(plot, D.agents.gaps); },
    tokens: function (plot) { return rateLine(plot, "tokens out", D.agents.tokens, P.c3); },
    streams: function (plot) { return rateLine(plot, "streams", D.agents.streams, P.c2); },
    goodput: function (plot) {
      var areas = stacked(shown(plot, [
        { name: "good", column: D.agents.good, swatch: P.ok }, { name: "done, not good", column: D.agents.late, swatch: P.c5 }
      ]));
      return timeOption(plot, { tooltip: binTooltip(plot, function (v) { return Numbers.rate(v); }), yAxis: valueAxis(tick, {}), series: areas });
    },
    requests: function (plot) {
      var all = D.p95.map(function (column, i) {
        return series(plot.names[i], column, P["c" + i % 8], { lineStyle: { color: P["c" + i % 8], width: 1.6, type: DASHES[Math.floor(i / 8) % 4] || "solid" } });
      });
      return timeOption(plot, { tooltip: binTooltip(plot, latency), yAxis: latencyAxis(plot, shown(plot, D.p95)), series: shown(plot, all) });
    },
    heat: function (plot) {
      var h = D.heat, cells = [], max = 1, low = Infinity, high = 0;
      for (var i = 0; i < h.cells.length; i += 3) {
        cells.push([h.cells[i] * h.bin, Math.min((h.cells[i] + 1) * h.bin, D.end), h.edges[h.cells[i + 1]], h.edges[h.cells[i + 1] + 1], h.cells[i + 2]]);
        max = Math.max(max, h.cells[i + 2]);
        low = Math.min(low, h.edges[h.cells[i + 1]]);
        high = Math.max(high, h.edges[h.cells[i + 1] + 1]);
      }
      return timeOption(plot, {
        tooltip: tooltip(function (p) {
          if (!plot.hovered || !p.value || p.value.length < 5) return "";
          return head(p.value[0], p.value[1]) + '<div class="tip-row"><span class="tip-name">' + esc(latency(p.value[2]) + " to " + latency(p.value[3]))
            + "</span><b>" + esc(number(p.value[4])) + (p.value[4] === 1 ? " request" : " requests") + "</b></div>";
        }),
        yAxis: valueAxis(Numbers.axis(latency), { type: "log", min: nice(Math.max(low, 1), false), max: nice(high, true), splitLine: { show: false } }),
        series: [{
          name: "requests", type: "custom", data: cells, encode: { x: [0, 1], y: [2, 3] }, z: 2, clip: true, progressive: 0,
          renderItem: function (params, api) {
            var a = api.coord([api.value(0), api.value(2)]), b = api.coord([api.value(1), api.value(3)]);
            var box = params.coordSys;
            var x = Math.max(a[0], box.x), right = Math.min(b[0], box.x + box.width);
            if (right <= x) return null;
            return { type: "rect", shape: { x: x, y: b[1], width: Math.max(right - x, 0.6) + 0.3, height: a[1] - b[1] + 0.3 },
              style: { fill: heatColour(api.value(4), max) } };
          }
        }]
      });
    },
    spectrum: function (plot) {
      var narrow = plot.width() < 520, end = 10, columns = [];
      var all = D.spectra.map(function (points, i) {
        var key = plot.styles[i];
        var request = /\bc(\d)/.exec(key), dash = /\bd(\d)/.exec(key);
        var swatch = request ? P["c" + request[1]] : P.users;
        return { name: plot.names[i], type: "line", data: points, showSymbol: false, silent: true, zlevel: 0, emphasis: { disabled: true },
          itemStyle: { color: swatch }, lineStyle: { color: swatch, width: request ? 1.6 : 2.6,
            type: /corrected/.test(key) ? [6, 4] : dash ? DASHES[dash[1]] || "solid" : "solid" } };
      });
      shown(plot, D.spectra).forEach(function (points) {
        points.forEach(function (p) { end = Math.max(end, p[0]); });
        columns.push(points.map(function (p) { return p[1]; }));
      });
      return {
        animation: false, textStyle: { fontFamily: P.font },
        grid: { left: narrow ? 46 : 62, right: narrow ? 38 : 58, top: 14, bottom: 40 },
        tooltip: tooltip(function (params) {
          if (!plot.hovered || !params.length) return "";
          var rows = params.slice().sort(function (a, b) { return b.value[1] - a.value[1]; }).slice(0, 14);
          return '<div class="tip-head">p' + esc(percentile(params[0].value[0])) + "</div>"
            + rows.map(function (p) { return row(p.color, p.seriesName, latency(p.value[1])); }).join("");
        }),
        xAxis: { type: "log", min: 1, max: end, name: "percentile", nameLocation: "middle", nameGap: 24, nameTextStyle: { color: P.muted, fontSize: 11 },
          axisLine: { lineStyle: { color: P["line-strong"] } }, axisTick: { show: false }, splitLine: { show: true, lineStyle: { color: P.line } },
          axisLabel: axisText(function (v) { return Math.abs(Math.log10(v) % 1) > 1e-6 ? "" : percentile(v) + " %"; }),
          axisPointer: { show: true, lineStyle: { color: P.muted, type: "solid" }, label: { show: false } } },
        yAxis: latencyAxis(plot, columns),
        series: shown(plot, all)
      };
    },
    errors: function (plot) {
      var layers = D.errors.map(function (column, i) { return { name: plot.names[i], column: column, swatch: P[ERROR_COLOURS[i % 8]] }; });
      return timeOption(plot, { tooltip: binTooltip(plot, function (v) { return Numbers.rate(v); }), yAxis: valueAxis(tick, {}), series: stacked(shown(plot, layers)) });
    },
    resources: lanes,
    waterfall: waterfall,
    inflight: function (plot) {
      return timeOption(plot, {
        tooltip: binTooltip(plot, number), yAxis: valueAxis(tick, { minInterval: 1 }),
        series: [series("in flight", D.inFlight, P.c5, { areaStyle: { opacity: 0.12 } })]
      });
    }
  };
  function percentile(x) {
    var nines = Math.max(0, Math.ceil(Math.log10(x) - 1e-9));
    return String(Number((100 * (1 - 1 / x)).toFixed(Math.max(nines - 1, x < 10 ? 0 : 1))));
  }
  function heatColour(count, max) {
    var x = max <= 1 ? 0.5 : Math.log(count) / Math.log(max);
    var c = x < 0.5 ? mix(P.heat[0], P.heat[1], x * 2) : mix(P.heat[1], P.heat[2], x * 2 - 1);
    return "rgb(" + c.join(",") + ")";
  }

  // ---- life of a chart ----
  var LANE = 62, LANE_PRINTED = 52;
  function laneHeight(lane) { return 48 + D.resources.lanes.length * lane; }
  var plots = [];
  var live = root.dataset.live !== undefined;
  function build() {
    plots.forEach(function (plot) { plot.chart.dispose(); });
    plots = [];
    each("figure[data-chart]", document, function (figure) {
      var element = figure.querySelector(".plot");
      if (!element) return;
      var id = figure.dataset.chart;
      if (id === "resources") element.style.height = laneHeight(LANE) + "px";
      if (kind(id) === "waterfall") element.style.height = waterfallHeight(id) + "px";
      var heavy = id === "heat" || D.t.length * Math.max(5, D.p95.length) > 12000;
      var chart = echarts.init(element, null, { renderer: heavy || live ? "canvas" : "svg", devicePixelRatio: Math.max(2, window.devicePixelRatio || 1) });
      var pressed = figure.querySelector('[data-scale][aria-pressed="true"]');
      var plot = { id: id, figure: figure, chart: chart, lane: LANE, zoom: null, hovered: false, on: [], names: [], styles: [],
        scale: pressed ? pressed.dataset.scale : "linear", width: function () { return chart.getWidth(); } };
      each("[data-series]", figure, function (button) {
        var index = Number(button.dataset.series);
        plot.names[index] = button.textContent;
        plot.styles[index] = button.firstElementChild.className;
        plot.on[index] = button.getAttribute("aria-pressed") === "true";
        button.addEventListener("click", function () {
          plot.on[index] = !plot.on[index];
          button.setAttribute("aria-pressed", plot.on[index]);
          draw(plot);
        });
      });
      each("[data-scale]", figure, function (button) {
        button.addEventListener("click", function () {
          plot.scale = button.dataset.scale;
          each("[data-scale]", figure, function (b) { b.setAttribute("aria-pressed", b === button); });
          draw(plot);
        });
      });
      element.addEventListener("pointerenter", function () { plot.hovered = true; });
      element.addEventListener("pointerleave", function () { plot.hovered = false; });
      if (ofTime(plot)) {
        chart.group = "time";
        drag(plot, element);
      }
      plots.push(plot);
      draw(plot);
    });
    echarts.connect("time");
    root.dataset.charts = plots.length;
  }

  function draw(plot) {
    var option = BUILD[kind(plot.id)](plot);
    if (plot.id === "heat") option.tooltip.trigger = "item";
    plot.chart.setOption(option, true);
  }
  function drawAll() { plots.forEach(draw); }

  // ---- zoom: one range for all time lines ----
  function zoom(range) {
    plots.forEach(function (plot) {
      if (!ofTime(plot)) return;
      plot.zoom = range;
      draw(plot);
    });
    each("[data-zoom]", document, function (button) {
      var phase = D.phases[Number(button.dataset.zoom)];
      var here = phase ? range && range[0] === phase.from && range[1] === phase.to : !range;
      button.setAttribute("aria-pressed", Boolean(here));
    });
  }
  document.addEventListener("click", function (event) {
    var button = event.target.closest && event.target.closest("[data-zoom]");
    if (!button) return;
    var phase = D.phases[Number(button.dataset.zoom)];
    zoom(phase ? [phase.from, phase.to] : null);
  });
  function drag(plot, element) {
    if (!window.matchMedia("(pointer: fine)").matches) return;
    var from = null, veil = null;
    function at(event) {
      var x = event.clientX - element.getBoundingClientRect().left;
      return Math.min(Math.max(plot.chart.convertFromPixel({ xAxisIndex: 0 }, x), plot.zoom ? plot.zoom[0] : 0), plot.zoom ? plot.zoom[1] : D.end);
    }
    element.addEventListener("pointerdown", function (event) {
      if (event.button === 0) from = { time: at(event), x: event.clientX };
    });
    window.addEventListener("pointermove", function (event) {
      if (!from || Math.abs(event.clientX - from.x) < 6) return;
      if (!veil) {
        veil = document.createElement("div");
        veil.style.cssText = "position:absolute;top:26px;bottom:26px;pointer-events:none;opacity:.18;background:" + P.accent;
        element.appendChild(veil);
      }
      var pixel = function (t) { return plot.chart.convertToPixel({ xAxisIndex: 0 }, t); };
      var ends = [pixel(from.time), pixel(at(event))].sort(function (a, b) { return a - b; });
      veil.style.left = ends[0] + "px";
      veil.style.width = ends[1] - ends[0] + "px";
    });
    window.addEventListener("pointerup", function (event) {
      if (!from) return;
      var start = from.time, moved = veil !== null;
      from = null;
      if (!moved) return;
      veil.remove();
      veil = null;
      var to = at(event);
      if (Math.abs(to - start) >= 2 * D.bin) zoom([Math.floor(Math.min(start, to)), Math.ceil(Math.max(start, to))]);
    });
    element.addEventListener("dblclick", function () { zoom(null); });
  }

  // ---- theme, size, print ----
  var button = document.getElementById("theme");
  var systemDark = window.matchMedia("(prefers-color-scheme: dark)");
  function dark() { return root.dataset.theme ? root.dataset.theme === "dark" : systemDark.matches; }
  function retheme() { P = palette(); drawAll(); }
  button.hidden = false;
  button.addEventListener("click", function () {
    root.dataset.theme = dark() ? "light" : "dark";
    try { localStorage.setItem("orchestress-theme", root.dataset.theme); } catch (e) { /* kept for this view only */ }
    retheme();
  });
  systemDark.addEventListener("change", retheme);

  var pending = 0;
  function resize() {
    pending = 0;
    if (printing) return;
    plots.forEach(function (plot) { plot.chart.resize(); draw(plot); });
  }
  window.addEventListener("resize", function () { if (!pending) pending = requestAnimationFrame(resize); });

  function size(plot, lane, box) {
    plot.lane = lane;
    if (plot.id === "resources") {
      plot.chart.getDom().style.height = laneHeight(lane) + "px";
      box.height = laneHeight(lane);
    }
    if (kind(plot.id) === "waterfall") box.height = waterfallHeight(plot.id);
    plot.chart.resize(box);
  }
  var printing = null;
  window.addEventListener("beforeprint", function () {
    if (printing) return;
    printing = { theme: root.dataset.theme, closed: [] };
    root.dataset.theme = "light";
    each("details:not([open])", document, function (d) { d.open = true; printing.closed.push(d); });
    P = palette();
    plots.forEach(function (plot) { size(plot, LANE_PRINTED, { width: 690, height: 195 }); draw(plot); });
  });
  window.addEventListener("afterprint", function () {
    if (!printing) return;
    if (printing.theme) root.dataset.theme = printing.theme; else delete root.dataset.theme;
    printing.closed.forEach(function (d) { d.open = false; });
    printing = null;
    P = palette();
    plots.forEach(function (plot) { size(plot, LANE, { width: "auto", height: "auto" }); draw(plot); });
  });
  build();

  // ---- a run that goes on: the same charts with other data; what nobody sees is drawn when it is seen ----
  var seen = live && new IntersectionObserver(function (entries) {
    entries.forEach(function (entry) {
      plots.forEach(function (plot) {
        if (plot.chart.getDom() !== entry.target) return;
        plot.visible = entry.isIntersecting;
        if (plot.visible && plot.stale) redraw(plot);
      });
    });
  });
  function redraw(plot) {
    plot.stale = !plot.visible || document.hidden;
    if (plot.stale) return;
    if (plot.id === "resources" && plot.chart.getHeight() !== laneHeight(plot.lane)) {
      plot.chart.getDom().style.height = laneHeight(plot.lane) + "px";
      plot.chart.resize();
    }
    draw(plot);
    if (plot.hovered && plot.at) plot.chart.dispatchAction({ type: "showTip", x: plot.at[0], y: plot.at[1] });
  }
  function watch() {
    seen.disconnect();
    plots.forEach(function (plot) {
      seen.observe(plot.chart.getDom());
      plot.chart.getZr().on("mousemove", function (event) { plot.at = [event.offsetX, event.offsetY]; });
    });
  }
  if (live) {
    watch();
    document.addEventListener("visibilitychange", function () { plots.forEach(function (plot) { if (plot.stale) redraw(plot); }); });
    window.LiveCharts = {
      /** Draws other data in the figures that there are. */
      update: function (data) { D = data; plots.forEach(redraw); },
      /** The figures have been replaced: makes charts of them. */
      replaced: function (data) {
        var before = plots;
        D = data;
        build();
        plots.forEach(function (plot) {
          before.forEach(function (old) { if (old.id === plot.id) { plot.zoom = old.zoom; draw(plot); } });
        });
        watch();
      }
    };
  }
})();
