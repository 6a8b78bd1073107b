// The page of a run that goes on: what the server sends is text here, or a part that the server has escaped.
(function () {
  "use strict";
  var root = document.documentElement;
  var secret = root.dataset.live;
  var token = new URLSearchParams(location.search).get("token");
  var by = function (id) { return document.getElementById(id); };
  var state = JSON.parse(by("state").textContent);
  var versions = { figures: state.figures, notes: state.notes, findings: state.findings };
  var ended = false, stopping = false, lost = null;

  // The token is in a cookie now: it need not stay in the address.
  if (token) history.replaceState(null, "", location.pathname + location.hash);

  function text(id, value) { var e = by(id); if (e.textContent !== value) e.textContent = value; }
  function element(tag, className, content) {
    var e = document.createElement(tag);
    if (className) e.className = className;
    if (content !== undefined) e.textContent = content;
    return e;
  }
  function remark(sentence) {
    by("remark").hidden = !sentence;
    by("remark").querySelector("span").textContent = sentence || "";
  }

  // ---- where the run is ----
  var planned = "";
  function plan(p) {
    var bar = by("phase-bar"), key = JSON.stringify(p.phases);
    if (key !== planned) {
      planned = key;
      bar.replaceChildren.apply(bar, p.phases.map(function (phase) {
        var part = element("div", (phase.warmUp ? "warm " : "") + (phase.kind === "spike" ? "spike" : ""));
        part.style.flex = Math.max(phase.seconds, 0.001) + " 1 0";
        part.title = phase.name + ", " + phase.load;
        part.appendChild(element("div", "done"));
        part.appendChild(element("span", "", phase.name));
        return part;
      }));
    }
    var from = 0;
    p.phases.forEach(function (phase, i) {
      var part = bar.children[i], share = phase.seconds > 0 ? (p.elapsed - from) / phase.seconds : 1;
      part.firstChild.style.width = 100 * Math.max(0, Math.min(1, share)) + "%";
      part.classList.toggle("here", share > 0 && share < 1);
      from += phase.seconds;
    });
    bar.setAttribute("aria-valuenow", p.seconds > 0 ? Math.round(100 * Math.min(1, p.elapsed / p.seconds)) : 0);
    bar.setAttribute("aria-valuetext", p.at + ", " + p.left);
    text("phase", p.phase || (p.elapsed > 0 ? "After the plan" : "Before the load"));
    text("at", p.at);
    text("left", p.left);
  }
  function tiles(list) {
    var all = by("tiles");
    while (all.children.length > list.length) all.lastChild.remove();
    list.forEach(function (tile, i) {
      if (!all.children[i]) {
        var made = element("div"), dd = element("dd");
        dd.append(element("span", "value"), element("span", "note"));
        made.append(element("dt"), dd);
        all.appendChild(made);
      }
      var parts = all.children[i];
      parts.firstChild.textContent = tile.name;
      parts.lastChild.firstChild.textContent = tile.value;
      parts.lastChild.lastChild.textContent = tile.note;
    });
  }
  function breaker(b) {
    by("breaker-none").hidden = b !== null;
    text("breaker-state", b ? b.state : "");
    by("rules").replaceChildren.apply(by("rules"), (b ? b.rules : []).map(function (rule) {
      var share = rule.share === null ? 0 : rule.share;
      var li = element("li", share >= 1 ? "over" : share >= 0.7 ? "near" : "");
      var far = element("div", "far"), track = element("div", "track"), filled = element("div");
      far.append(element("b", "", rule.value), element("span", "muted", rule.limit));
      filled.style.width = 100 * share + "%";
      track.appendChild(filled);
      li.append(element("div", "name", rule.rule), far, track);
      return li;
    }));
  }

  // ---- parts that the server writes ----
  function part(name, then) {
    fetch(name).then(function (response) { return response.ok ? response.text() : Promise.reject(); }).then(then, function () {
      versions[name] = -1; // with the next second once more
    });
  }
  function summaries(all) {
    Object.keys(all).forEach(function (id) {
      var plot = by("plot-" + id);
      if (plot) plot.parentNode.querySelector("figcaption").textContent = all[id];
    });
  }
  function parts(s) {
    if (s.figures !== versions.figures) {
      versions.figures = s.figures;
      part("figures", function (html) {
        by("figures").innerHTML = html;
        window.LiveCharts.replaced(state.charts);
        summaries(state.summaries);
      });
    } else {
      window.LiveCharts.update(s.charts);
      summaries(s.summaries);
    }
    if (s.notes !== versions.notes) {
      versions.notes = s.notes;
      part("notes", function (html) { by("notes").innerHTML = html; });
    }
    if (s.findings !== versions.findings) {
      versions.findings = s.findings;
      part("findings", function (html) { by("findings").innerHTML = html; });
    }
    by("evaluated").hidden = !s.evaluatedAt;
    text("evaluated", s.evaluatedAt ? "Gates, issues and agents so far, by what had ended at " + s.evaluatedAt + ". The verdict is derived at the end." : "");
  }
  function show(s) {
    state = s;
    plan(s.plan);
    tiles(s.tiles);
    breaker(s.breaker);
    remark(s.remark || (s.read === null ? "" : "Reading the record so far: " + s.read + " %."));
    root.dataset.at = s.at;
  }

  by("data").textContent = JSON.stringify(state.charts);
  show(state);
  var charts = document.createElement("script");
  charts.src = "charts.js";
  charts.addEventListener("load", begin);
  document.body.appendChild(charts);

  // ---- the server's events ----
  function badge(word, level) {
    text("badge-word", word);
    by("badge").className = "badge " + level;
  }
  function begin() {
    summaries(state.summaries);
    parts(state);
    var source = new EventSource("events");
    source.addEventListener("open", function () { lost = null; badge("LIVE", "live"); });
    source.addEventListener("state", function (event) {
      var next = JSON.parse(event.data);
      if (next.at < state.at) return; // from before this page was loaded
      show(next);
      parts(next);
    });
    source.addEventListener("missed", function (event) { root.dataset.missed = Number(root.dataset.missed || 0) + Number(event.data); });
    source.addEventListener("end", function (event) {
      ended = true;
      source.close();
      var end = JSON.parse(event.data);
      badge("ENDED", "");
      document.title = end.verdict + " · " + document.title;
      if (end.report) location.replace("report");
      else remark("The run has ended: " + end.verdict + ". It has no report.");
    });
    source.addEventListener("error", function () {
      if (ended) return;
      badge("NO CONNECTION", "lost");
      if (lost === null) lost = Date.now();
      remark(source.readyState === EventSource.CLOSED
        ? "The server sends nothing more: too many pages are watching, or the run has ended. Load this page again."
        : Date.now() - lost > 5000 ? "The run has ended, or cannot be reached. Its report is in the folder of its record." : "");
    });
  }

  // ---- the stop button ----
  var button = by("stop");
  if (button) {
    button.addEventListener("click", function () {
      if (stopping || !confirm("Stop the load? The run ends as ABORTED, with its record and its report.")) return;
      stopping = true;
      button.disabled = true;
      button.textContent = "Stopping…";
      fetch("stop", { method: "POST", headers: { "X-Orchestress-Stop": secret } })
        .then(function (response) { return response.ok ? null : response.text().then(function (why) { throw new Error(why); }); })
        .catch(function (problem) {
          stopping = false;
          button.disabled = false;
          button.textContent = "Stop the run";
          remark("Not stopped: " + problem.message);
        });
    });
  }
})();
