package io.orchestress.report;

import io.orchestress.record.PhaseResult;
import io.orchestress.record.ResourceName;
import io.orchestress.record.ResourceResults;
import io.orchestress.record.ResourceResults.Gauge;
import io.orchestress.record.ResourceResults.ResourceResult;
import io.orchestress.record.RunRecord;
import io.orchestress.report.Table.Column;
import io.orchestress.report.Table.Kind;
import io.orchestress.report.Table.Row;
import io.orchestress.text.Format;
import io.orchestress.text.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** The resources that processes used, by phase: a table and a sentence; neither where nothing was read. */
public final class ResourceTables {
    private static final String PID_KEY = "resources.pid";

    /** A figure of the table; a column is there when any row has it. */
    private record Figure(
            String subject,
            String name,
            String title,
            String unit,
            String hint,
            ToDoubleFunction<Gauge> of,
            Function<Double, String> text) {
        Optional<String> cell(ResourceResult result) {
            return gauge(result, subject, name).map(of::applyAsDouble).map(text);
        }
    }

    private static final List<Figure> FIGURES = List.of(
            share(ResourceName.TARGET, ResourceName.CPU, "target CPU", "Mean share of all CPUs", Gauge::mean),
            share(ResourceName.TARGET, ResourceName.CPU, "peak", "Highest second of the target's CPU", Gauge::max),
            bytes(ResourceName.TARGET, ResourceName.RSS, "target RSS", "Most resident memory of the target's process"),
            most(ResourceName.TARGET, ResourceName.THREADS, "threads", "Most threads of the target's process"),
            most(ResourceName.TARGET, ResourceName.OPEN_FILES, "files", "Most open files and sockets of the target"),
            most(ResourceName.TARGET, ResourceName.QUEUE_DEPTH, "queue", "Most waiting tasks, as the target reports"),
            share(ResourceName.TARGET, ResourceName.POOL_USE, "pool", "Mean share of its pool in use", Gauge::mean),
            bytes(
                    ResourceName.TARGET,
                    ResourceName.HEAP_AFTER_GC,
                    "target heap",
                    "Most heap in use after a collection of the target's JVM"),
            time(ResourceName.DATABASE_TIME, "database", "Mean time of the target's calls to its database"),
            time(ResourceName.NETWORK_TIME, "network", "Mean time of the target's calls over the network"),
            share(ResourceName.INJECTOR, ResourceName.CPU, "generator CPU", "Mean share of all CPUs", Gauge::mean),
            bytes(ResourceName.INJECTOR, ResourceName.HEAP, "generator heap", "Most heap in use, garbage included"),
            share(
                    ResourceName.INJECTOR,
                    ResourceName.GC_PAUSE,
                    "GC pauses",
                    "Mean share of time the load generator paused for garbage collection",
                    Gauge::mean),
            share(
                    ResourceName.INJECTOR,
                    ResourceName.RUN_QUEUE_WAIT,
                    "waits for a CPU",
                    "Mean share of time that the load generator's longest-waiting thread was ready but had no CPU",
                    Gauge::mean),
            share(
                    ResourceName.HOST,
                    ResourceName.CPU,
                    "host CPU",
                    "Mean share of the load generator's machine",
                    Gauge::mean),
            share(
                    ResourceName.HOST,
                    ResourceName.STEAL,
                    "steal",
                    "Mean share of the load generator's machine that the hypervisor gave to other machines",
                    Gauge::mean),
            share(
                    ResourceName.HOST,
                    ResourceName.MEMORY,
                    "host memory",
                    "Mean share in use of the load generator's machine",
                    Gauge::mean));

    private ResourceTables() {}

    private static Figure share(
            String subject, String name, String title, String hint, ToDoubleFunction<Gauge> figure) {
        return new Figure(subject, name, title, "%", hint, figure, share -> percent(share));
    }

    private static Figure bytes(String subject, String name, String title, String hint) {
        return new Figure(subject, name, title, "", hint, Gauge::max, size -> Format.bytes(size));
    }

    private static Figure time(String name, String title, String hint) {
        return new Figure(ResourceName.TARGET, name, title, "", hint, Gauge::mean, mean -> Format.latency(mean * 1e6));
    }

    /** Of the user's own names. */
    private static List<Figure> own(ResourceResult total) {
        return total.gauges().stream()
                .filter(gauge -> gauge.name().startsWith(ResourceName.OWN_PREFIX))
                .map(gauge -> new Figure(
                        gauge.subject(),
                        gauge.name(),
                        PlainText.clean(gauge.name()),
                        gauge.unit().equals("count") ? "" : gauge.unit(),
                        "Mean, of the " + PlainText.clean(gauge.subject()),
                        Gauge::mean,
                        mean -> Format.number(mean)))
                .toList();
    }

    private static Figure most(String subject, String name, String title, String hint) {
        return new Figure(subject, name, title, "", hint, Gauge::max, count -> Format.count(Math.round(count)));
    }

    private static String percent(double share) {
        return Format.fixed(100 * share, 1);
    }

    /** Rows are phases, and all of them but warm-up; without rows where nothing was read. */
    public static Table phases(RunFacts facts) {
        ResourceResults resources = facts.run().resources();
        if (resources == null) {
            return new Table("", List.of(Column.text("phase")), List.of());
        }
        List<ResourceResult> all = new ArrayList<>(resources.phases());
        all.add(resources.total());
        List<Figure> figures = Stream.concat(FIGURES.stream(), own(resources.total()).stream())
                .filter(figure ->
                        all.stream().anyMatch(result -> figure.cell(result).isPresent()))
                .toList();
        boolean target = all.stream()
                .anyMatch(result ->
                        gauge(result, ResourceName.TARGET, ResourceName.RSS).isPresent());
        List<Column> columns = new ArrayList<>(List.of(Column.text("phase")));
        figures.forEach(figure -> columns.add(Column.number(figure.title(), figure.unit(), figure.hint())));
        if (target) {
            columns.add(Column.number(
                    "target read", "%", "Share of the phase's seconds in which the target's process could be read"));
        }
        List<Row> rows = new ArrayList<>();
        for (ResourceResult result : resources.phases()) {
            Optional<PhaseResult> phase = facts.run().phases().stream()
                    .filter(p -> p.name().equals(result.phase()))
                    .findFirst();
            Kind kind = phase.filter(PhaseResult::warmUp).isPresent() ? Kind.WARM_UP : Kind.PLAIN;
            double seconds = phase.map(p -> p.endSeconds() - p.startSeconds()).orElse(0.0);
            rows.add(row(kind, PlainText.clean(result.phase()), figures, target, result, seconds));
        }
        double judged = facts.run().phases().stream()
                .filter(phase -> !phase.warmUp())
                .mapToDouble(phase -> phase.endSeconds() - phase.startSeconds())
                .sum();
        if (judged > 0) {
            rows.add(row(Kind.TOTAL, facts.judged(), figures, target, resources.total(), judged));
        }
        return new Table(caption(facts.run(), resources), columns, rows);
    }

    private static Row row(
            Kind kind, String name, List<Figure> figures, boolean target, ResourceResult result, double seconds) {
        List<String> cells = new ArrayList<>(List.of(name));
        figures.forEach(figure -> cells.add(figure.cell(result).orElse(MetricTable.NONE)));
        if (target) {
            long read = gauge(result, ResourceName.TARGET, ResourceName.RSS)
                    .map(Gauge::samples)
                    .orElse(0L);
            cells.add(Format.fixed(Math.min(100, 100 * read / Math.max(1, Math.rint(seconds))), 0));
        }
        return new Row(kind, "", cells);
    }

    private static String caption(RunRecord run, ResourceResults resources) {
        String processes = resources.processes().stream()
                .map(process -> PlainText.clean(process.subject()) + " is process " + process.pid() + ", " + found(run))
                .reduce((first, second) -> first + "; " + second)
                .orElse("of the load generator and its machine only: the target's process was not found");
        String monitors = String.join("; ", monitors(run, resources));
        return "CPU and memory: " + processes + (monitors.isEmpty() ? "" : "; " + monitors);
    }

    /** {@code the page of metrics … read in 48 of 60 s}, for each that was asked over a connection. */
    private static List<String> monitors(RunRecord run, ResourceResults resources) {
        long seconds = Math.round(run.phases().stream()
                .filter(phase -> !phase.warmUp())
                .mapToDouble(phase -> phase.endSeconds() - phase.startSeconds())
                .sum());
        return resources.total().gauges().stream()
                .filter(gauge -> gauge.name().equals(ResourceName.READ))
                .map(gauge -> PlainText.clean(gauge.subject()) + " read in " + Math.min(seconds, answered(gauge))
                        + " of " + seconds + " s")
                .toList();
    }

    private static long answered(Gauge read) {
        return Math.round(read.mean() * read.samples());
    }

    private static String found(RunRecord run) {
        if (!run.configuration().getOrDefault(PID_KEY, "0").equals("0")) {
            return "as configured";
        }
        return run.target().embedded() ? "the embedded orchestrator" : "which listens at its port";
    }

    /** {@code CPU: target 45.2 %, load generator 21.0 %, host 88.1 %; target memory up to 212 MiB; started in 812 ms; … read in 48 of 60 s}; empty: nothing was read. */
    public static String sentence(RunFacts facts) {
        ResourceResults resources = facts.run().resources();
        if (resources == null || resources.total().gauges().isEmpty()) {
            return "";
        }
        ResourceResult total = resources.total();
        List<String> cpu = new ArrayList<>();
        for (String subject : List.of(ResourceName.TARGET, ResourceName.INJECTOR, ResourceName.HOST)) {
            gauge(total, subject, ResourceName.CPU)
                    .ifPresent(gauge -> cpu.add((subject.equals(ResourceName.INJECTOR) ? "load generator" : subject)
                            + " " + percent(gauge.mean()) + " %"));
        }
        List<String> parts = new ArrayList<>();
        if (!cpu.isEmpty()) {
            parts.add("CPU: " + String.join(", ", cpu));
        }
        gauge(total, ResourceName.TARGET, ResourceName.RSS)
                .ifPresent(gauge -> parts.add("target memory up to " + Format.bytes(gauge.max())));
        Long startup = facts.run().target().startupMillis();
        if (startup != null) {
            parts.add("started in " + Format.latency(startup * 1000.0));
        }
        monitors(facts.run(), resources).forEach(parts::add);
        return String.join("; ", parts);
    }

    private static Optional<Gauge> gauge(ResourceResult result, String subject, String name) {
        return result.gauges().stream()
                .filter(gauge -> gauge.subject().equals(subject) && gauge.name().equals(name))
                .findFirst();
    }
}
