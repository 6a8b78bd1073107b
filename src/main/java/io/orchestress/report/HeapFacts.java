package io.orchestress.report;

import io.orchestress.record.ClassGrowth;
import io.orchestress.record.PhaseResult;
import io.orchestress.record.RunRecord;
import io.orchestress.record.TargetEvent;
import io.orchestress.record.TargetEvent.Kind;
import io.orchestress.report.Table.Column;
import io.orchestress.report.Table.Row;
import io.orchestress.text.Format;
import io.orchestress.text.PlainText;
import java.util.List;
import java.util.Optional;

/** The heap of the target's JVM: collections that were asked for, and the classes that grew. Their names are the JVM's own words. */
public final class HeapFacts {
    private static final int MOST_CLASSES = 8;
    private static final int NAME = 120;

    private HeapFacts() {}

    /** The two counts of classes, and what grew between them. */
    private record Grown(double fromSeconds, double toSeconds, List<ClassGrowth> classes) {}

    /** Empty where nothing was asked. */
    public static Optional<String> line(RunRecord run) {
        List<TargetEvent> pauses = run.target().events().stream()
                .filter(event -> event.pauses() && event.problem() == null)
                .toList();
        if (pauses.isEmpty()) {
            return Optional.empty();
        }
        long longest = pauses.stream().mapToLong(TargetEvent::tookMillis).max().orElseThrow();
        String asked = "Requested " + Format.count(pauses.size(), "garbage collection")
                + ", which took up to " + Format.latency(longest * 1e3)
                + ": latencies include these pauses, drift excludes them.";
        return Optional.of(
                asked + grown(run).map(grown -> " " + most(grown, run)).orElse(""));
    }

    private static String most(Grown grown, RunRecord run) {
        String when = "From " + Format.clock(grown.fromSeconds) + " to " + Format.clock(grown.toSeconds) + " ";
        if (grown.classes.isEmpty()) {
            return when + "no class grew.";
        }
        ClassGrowth first = grown.classes.get(0);
        return when + name(first) + " grew most, by " + Format.bytes(first.grownBytes())
                + perThousand(first, grown, run)
                        .map(each -> " (" + each + " per 1,000 requests)")
                        .orElse("") + ".";
    }

    /** Those that grew most, most first; empty where classes were not counted twice. */
    public static Table classes(RunRecord run) {
        Optional<Grown> grown = grown(run);
        return new Table(
                grown.map(found -> "Classes of the target's JVM that grew most from " + Format.clock(found.fromSeconds)
                                + " to " + Format.clock(found.toSeconds))
                        .orElse("Classes of the target's JVM that grew most"),
                List.of(
                        Column.text("class"),
                        Column.number("grew by", "", "Bytes of its instances at the second count minus the first"),
                        Column.number("per 1,000 requests", "", "Requests that ended between the two counts"),
                        Column.number("instances", "", "Increase of their number"),
                        Column.number("at the end", "", "Bytes of its instances at the second count")),
                grown.map(found -> found.classes.stream()
                                .limit(MOST_CLASSES)
                                .map(one -> row(one, found, run))
                                .toList())
                        .orElse(List.of()));
    }

    private static Row row(ClassGrowth one, Grown grown, RunRecord run) {
        return Row.of(
                name(one),
                Format.bytes(one.grownBytes()),
                perThousand(one, grown, run).orElse("–"),
                one.grownInstances() < 0
                        ? "−" + Format.count(-one.grownInstances())
                        : Format.count(one.grownInstances()),
                Format.bytes(one.bytes()));
    }

    private static String name(ClassGrowth one) {
        return PlainText.shorten(PlainText.clean(one.name()), NAME);
    }

    private static Optional<String> perThousand(ClassGrowth one, Grown grown, RunRecord run) {
        double requests = run.phases().stream()
                .mapToDouble(phase -> requests(phase, grown))
                .sum();
        return requests < 1 ? Optional.empty() : Optional.of(Format.bytes(1000 * one.grownBytes() / requests));
    }

    private static double requests(PhaseResult phase, Grown grown) {
        double seconds =
                Math.min(phase.endSeconds(), grown.toSeconds) - Math.max(phase.startSeconds(), grown.fromSeconds);
        return Math.max(0, seconds) * phase.total().throughputPerSec();
    }

    private static Optional<Grown> grown(RunRecord run) {
        Optional<TargetEvent> second = run.target().events().stream()
                .filter(event -> event.kind() == Kind.COUNTED && event.classes() != null)
                .findFirst();
        Optional<TargetEvent> first = run.target().events().stream()
                .filter(event -> event.kind() == Kind.COUNTED && event.classes() == null && event.problem() == null)
                .findFirst();
        return second.isEmpty() || first.isEmpty() || second.get().classes() == null
                ? Optional.empty()
                : Optional.of(new Grown(
                        first.get().atSeconds(),
                        second.get().atSeconds(),
                        second.get().classes()));
    }
}
