package io.orchestress.testkit;

import io.orchestress.record.PhaseResult;
import io.orchestress.record.RecordReader;
import io.orchestress.record.RequestResult;
import io.orchestress.record.RunRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Short runs: the properties that most end-to-end tests share. */
public final class Runs {
    private Runs() {}

    /** A steady load of {@code users} for {@code seconds}, each starting an iteration every {@code paceMillis}. */
    public static String[] steady(int users, int seconds, int paceMillis, String... more) {
        List<String> properties = new ArrayList<>(List.of(
                "orchestress.load.pace=" + paceMillis + " ms",
                "orchestress.load.drain=1 min", // of which one takes what its requests take
                "orchestress.breaker.grace=1 s",
                "orchestress.workloads.smoke.phases=[{kind=steady, users=" + users + ", hold=" + seconds
                        + " s, scale-load=false}]"));
        properties.addAll(List.of(more));
        return properties.toArray(String[]::new);
    }

    public static RunRecord record(GatlingRun run) {
        return RecordReader.open(run.record(), RecordReader.Writer.GONE).run();
    }

    /** The phases, and what started after the last of them. */
    public static Stream<PhaseResult> phases(RunRecord record) {
        return Stream.concat(record.phases().stream(), Stream.ofNullable(record.afterPlan()));
    }

    /** Requests of a name from the first to the last, as the target has seen them. */
    public static long count(RunRecord record, String request) {
        return phases(record)
                .flatMap(phase -> phase.requests().stream())
                .filter(result -> result.name().equals(request))
                .mapToLong(RequestResult::count)
                .sum();
    }
}
