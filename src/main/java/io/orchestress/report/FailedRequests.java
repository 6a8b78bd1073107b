package io.orchestress.report;

import io.orchestress.metrics.FailureClass;
import io.orchestress.record.PhaseResult;
import io.orchestress.record.RequestResult;
import io.orchestress.record.RunMessages;
import io.orchestress.record.RunMessages.FailureWords;
import io.orchestress.record.RunRecord;
import io.orchestress.report.Table.Column;
import io.orchestress.report.Table.Row;
import io.orchestress.text.Format;
import io.orchestress.text.PlainText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Failures by request and class, with the first words of the target. */
public final class FailedRequests {
    private static final int MOST_ROWS = 100;
    private static final int MEASURED = 0;
    private static final int WARM_UP = 1;
    private static final int AFTER_PLAN = 2;

    private FailedRequests() {}

    /**
     * One kind of failure.
     *
     * @param count in phases other than warm-up
     * @param warmUp those of warm-up
     * @param afterPlan those of what started after the last phase
     * @param texts the first that were said; empty where nothing was kept
     */
    public record Kind(
            String request,
            FailureClass failureClass,
            long count,
            long warmUp,
            long afterPlan,
            List<RunMessages.Text> texts) {
        public Kind {
            texts = List.copyOf(texts);
        }

        /** Without control characters; empty where nothing was kept. */
        public String firstWords() {
            return texts.isEmpty() ? "" : PlainText.clean(texts.get(0).text());
        }

        /** {@code 12}, or {@code 0 (3 in warm-up)} where no other failed so, or {@code 12 (and 2 after the plan)}. */
        public String counted() {
            List<String> apart = new ArrayList<>();
            if (count == 0 && warmUp > 0) {
                apart.add(Format.count(warmUp) + " in warm-up");
            }
            if (afterPlan > 0) {
                apart.add((count > 0 ? "and " : "") + Format.count(afterPlan) + " after the plan");
            }
            return Format.count(count) + (apart.isEmpty() ? "" : " (" + String.join(", ", apart) + ")");
        }
    }

    private record Name(String request, FailureClass failureClass) {}

    /** Most frequent first, those of warm-up and after the plan alone last. */
    public static List<Kind> of(RunRecord run) {
        Map<Name, long[]> counts = new LinkedHashMap<>();
        run.phases().forEach(phase -> add(phase, phase.warmUp() ? WARM_UP : MEASURED, counts));
        if (run.afterPlan() != null) {
            add(run.afterPlan(), AFTER_PLAN, counts);
        }
        Map<Name, List<RunMessages.Text>> words = new LinkedHashMap<>();
        for (FailureWords kind :
                run.said() == null ? List.<FailureWords>of() : run.said().failures()) {
            Name name = new Name(kind.request(), kind.failureClass());
            words.put(name, kind.texts());
            // What the injector could not send is in no count of the target's failures, and has words all the same.
            if (run.phases().isEmpty() || kind.failureClass().equals(FailureClass.INJECTOR)) {
                counts.put(name, new long[] {kind.count(), 0, 0});
            }
        }
        List<Kind> kinds = new ArrayList<>();
        counts.forEach((name, n) -> {
            if (Arrays.stream(n).anyMatch(some -> some > 0)) {
                kinds.add(new Kind(
                        name.request,
                        name.failureClass,
                        n[MEASURED],
                        n[WARM_UP],
                        n[AFTER_PLAN],
                        words.getOrDefault(name, List.of())));
            }
        });
        kinds.sort(Comparator.comparingLong(Kind::count)
                .thenComparingLong(Kind::warmUp)
                .thenComparingLong(Kind::afterPlan)
                .reversed()
                .thenComparing(Kind::request)
                .thenComparing(Kind::failureClass));
        return kinds;
    }

    private static void add(PhaseResult phase, int kind, Map<Name, long[]> counts) {
        for (RequestResult request : phase.requests()) {
            request.failures()
                    .forEach((failureClass, n) -> counts.computeIfAbsent(
                                    new Name(request.name(), failureClass), name -> new long[3])[kind] += n);
        }
    }

    /** At most so many, most frequent first: of each class the most frequent, and then those that are most frequent of all. */
    public static List<Kind> top(List<Kind> kinds, int most) {
        Set<Kind> top = new LinkedHashSet<>();
        Set<FailureClass> classes = new HashSet<>();
        kinds.stream()
                .filter(kind -> classes.add(kind.failureClass()))
                .limit(most)
                .forEach(top::add);
        kinds.stream().takeWhile(kind -> top.size() < most).forEach(top::add);
        return kinds.stream().filter(top::contains).toList();
    }

    /** A row for each text; without rows where nothing failed. */
    public static Table table(RunRecord run) {
        List<Row> rows = new ArrayList<>();
        for (Kind kind : of(run)) {
            if (kind.texts().isEmpty()) {
                rows.add(Row.of(
                        PlainText.clean(kind.request()),
                        PlainText.clean(kind.failureClass().label()),
                        kind.counted(),
                        "",
                        "",
                        ""));
            }
            boolean first = true;
            for (RunMessages.Text text : kind.texts()) {
                rows.add(Row.of(
                        PlainText.clean(kind.request()),
                        PlainText.clean(kind.failureClass().label()),
                        first ? kind.counted() : "",
                        PlainText.clean(text.text()),
                        Format.count(text.count()),
                        Format.clock(text.firstSeconds()) + " in " + PlainText.clean(text.phase())));
                first = false;
            }
        }
        return new Table(
                "Failures with their first messages",
                List.of(
                        Column.text("request"),
                        Column.text("class"),
                        Column.number("failures", "", "Warm-up and requests after the plan excluded"),
                        Column.text("said"),
                        Column.number("times", "", "Failures with exactly this message, warm-up included"),
                        Column.text("first at")),
                rows.stream().limit(MOST_ROWS).toList());
    }
}
