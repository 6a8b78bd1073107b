package io.orchestress.importer;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.orchestress.record.AgentResult;
import io.orchestress.record.AgentResults;
import io.orchestress.record.RunRecord;
import io.orchestress.testkit.FailureCounts;
import io.orchestress.text.LatencyUnit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Files of other tools, each with what is right of it. */
final class ImportCases {
    private static final Path FOLDER = Path.of("src/test/resources/cases/io");

    static final List<Case> ALL = read();

    private ImportCases() {}

    /**
     * One file.
     *
     * @param what is shown by it
     * @param exit code of the command: 0 a record was made, 2 the file is refused
     * @param requests in the record; null: not looked at
     * @param failures by class, when requests are looked at
     * @param names of requests; empty: not looked at
     * @param phases empty: one, {@code steady}
     * @param leftOut rows; null: none
     * @param tokens times of tokens, as {@code ttft.p50} in milliseconds or {@code itl.count}, and {@code streams}, {@code chunks}, {@code in}, {@code out},
     *     {@code unstreamed}, {@code bursts}; those that are not named are not there
     * @param says what stands in the remarks, or in the refusal
     */
    @JsonIgnoreProperties("users")
    record Case(
            String id,
            String file,
            String tool,
            String what,
            int exit,
            @Nullable String unit,
            @Nullable Long requests,
            Map<String, Long> failures,
            List<String> names,
            List<String> phases,
            String status,
            @Nullable String verdict,
            @Nullable String startedAt,
            @Nullable Double p95Millis,
            @Nullable String target,
            @Nullable Long leftOut,
            Map<String, Double> tokens,
            List<String> says,
            List<String> saysNot) {
        Case {
            failures = failures == null ? Map.of() : failures;
            names = names == null ? List.of() : names;
            phases = phases == null ? List.of() : phases;
            status = status == null ? "completed" : status;
            tokens = tokens == null ? Map.of() : tokens;
            says = says == null ? List.of() : says;
            saysNot = saysNot == null ? List.of() : saysNot;
        }

        Path path() {
            return FOLDER.resolve("import").resolve(file);
        }

        ImportOptions options() {
            return unit == null
                    ? ForeignRuns.AS_IT_IS
                    : ForeignRuns.unit(LatencyUnit.valueOf(unit.toUpperCase(Locale.ROOT)));
        }

        @Override
        public String toString() {
            return id + ": " + what;
        }
    }

    static Map<String, Long> failures(RunRecord run) {
        Map<String, Long> failures = new TreeMap<>();
        run.phases()
                .forEach(phase -> FailureCounts.byLabel(phase.total().failures())
                        .forEach((name, n) -> failures.merge(name, n, Long::sum)));
        return failures;
    }

    /** What is known of tokens, by the names of {@link Case#tokens}. */
    static Map<String, Double> tokens(RunRecord run) {
        Map<String, Double> all = new TreeMap<>();
        AgentResults agents = run.agents();
        if (agents == null) {
            return all;
        }
        for (String metric : List.of("ttft", "itl", "icl", "tpot", "stream")) {
            agents.total().times(metric).ifPresent(times -> {
                all.put(metric + ".count", (double) times.count());
                all.put(metric + ".p50", times.micros().p50() / 1000.0);
            });
        }
        AgentResult.Streams streams = agents.total().streams();
        if (streams != null) {
            put(all, "streams", streams.ok());
            put(all, "chunks", streams.chunks());
            put(all, "unstreamed", streams.unstreamed());
            put(all, "bursts", streams.bursts());
        }
        AgentResult.Tokens tokens = agents.total().tokens();
        if (tokens != null) {
            put(all, "in", tokens.in());
            put(all, "out", tokens.out());
        }
        return all;
    }

    private static void put(Map<String, Double> all, String name, @Nullable Long count) {
        if (count != null && count > 0) {
            all.put(name, count.doubleValue());
        }
    }

    private static List<Case> read() {
        try {
            return List.of(
                    new ObjectMapper().readValue(FOLDER.resolve("imports.json").toFile(), Case[].class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
