package io.orchestress.report.html;

import io.orchestress.record.RunRecord;
import io.orchestress.record.RunRecord.Environment;
import io.orchestress.report.RunFacts;
import io.orchestress.report.StatusLine;
import io.orchestress.report.html.Page.Entry;
import io.orchestress.text.Format;
import io.orchestress.text.PlainText;
import io.orchestress.workload.kind.LoadModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a run was made with, as names and values. */
final class RunEntries {
    private RunEntries() {}

    static List<Entry> header(RunFacts facts) {
        RunRecord run = facts.run();
        List<Entry> entries = new ArrayList<>();
        entries.add(new Entry(
                "Target", PlainText.clean(run.target().url()) + (run.target().embedded() ? " (embedded)" : "")));
        if (run.target().given() != null) {
            entries.add(
                    new Entry("Target as given", PlainText.clean(run.target().given())));
        }
        List<String> limits = run.target().limits();
        if (limits != null && !limits.isEmpty()) {
            entries.add(new Entry("Limits of the target", PlainText.clean(String.join("; ", limits))));
        }
        entries.add(new Entry("Protocol", PlainText.clean(run.target().protocol())));
        entries.add(new Entry("Profile", PlainText.clean(run.profile())));
        entries.add(new Entry("Model", model(run)));
        facts.stressKind().ifPresent(kind -> entries.add(new Entry("Kind of stress", kind)));
        entries.add(new Entry("Started", Format.instant(run.startedAt())));
        entries.add(new Entry("Load", loadTime(facts)));
        entries.add(new Entry("Status", PlainText.capital(StatusLine.word(run.status()))));
        entries.add(new Entry("Run", PlainText.clean(run.runId())));
        return entries;
    }

    private static String model(RunRecord run) {
        String model = run.model() == LoadModel.OPEN ? "open: arrivals per second" : "closed: concurrent users";
        return run.paceMillis() > 0 ? model + ", pace " + Format.duration(run.paceMillis() / 1e3) : model;
    }

    private static String loadTime(RunFacts facts) {
        String driven = Format.duration(facts.loadSeconds());
        boolean whole = Math.abs(facts.loadSeconds() - facts.plannedSeconds()) < 1;
        return whole ? driven : driven + " of " + Format.duration(facts.plannedSeconds()) + " planned";
    }

    static List<Entry> environment(Environment e) {
        if (e.cpus() == 0) {
            return List.of(new Entry("Load generator", "unknown: the run was imported"));
        }
        List<Entry> entries = new ArrayList<>(List.of(
                new Entry("Operating system", PlainText.clean(e.os() + ", " + e.arch())),
                new Entry("Java", PlainText.clean(e.java())),
                new Entry("Gatling", PlainText.clean(e.gatling())),
                new Entry("Processors", processors(e)),
                new Entry(
                        "Memory",
                        Format.bytes(e.totalMemoryBytes()) + ", " + Format.bytes(e.freeMemoryBytes())
                                + " free at the start"),
                new Entry("Heap of the load generator", "up to " + Format.bytes(e.maxHeapBytes())),
                new Entry("Load average at the start", Format.number(e.loadAverage()))));
        Long free = e.diskFreeBytes();
        if (free != null) {
            entries.add(new Entry("Free disk of the record's folder", Format.bytes(free)));
        }
        list(entries, "Network interfaces counted", e.networkInterfaces());
        list(entries, "Isolation", e.isolation());
        String host = e.host();
        if (host != null) {
            entries.add(new Entry("Host, as in records", PlainText.clean(host)));
        }
        list(entries, "JVM flags of the load generator", e.jvmFlags());
        Map<String, String> variables = e.variables();
        if (variables != null) {
            new TreeMap<>(variables)
                    .forEach((name, value) ->
                            entries.add(new Entry(PlainText.clean("$" + name), PlainText.clean(value))));
        }
        return entries;
    }

    private static String processors(Environment e) {
        String model = e.cpuModel();
        Double quota = e.cpuQuota();
        return Format.count(e.cpus())
                + (quota == null ? "" : ", of which it may use " + Format.number(quota))
                + (model == null ? "" : ", " + PlainText.clean(model));
    }

    private static void list(List<Entry> entries, String name, @Nullable List<String> values) {
        if (values != null) {
            entries.add(new Entry(name, values.isEmpty() ? "none" : PlainText.clean(String.join(", ", values))));
        }
    }

    static List<Entry> configuration(RunRecord run) {
        return new TreeMap<>(run.configuration())
                .entrySet().stream()
                        .map(e -> new Entry(PlainText.clean(e.getKey()), PlainText.clean(e.getValue())))
                        .toList();
    }
}
