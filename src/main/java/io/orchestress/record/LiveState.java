package io.orchestress.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The content of {@code live.json}: what only the running process knows, replaced each second and deleted at the end of the run. Nothing is
 * derived from it; it is there so that another process can show it.
 *
 * @param atSeconds since the load started
 * @param breaker state of the circuit breaker in a word, {@code off} where there is none
 * @param rules of the breaker
 */
public record LiveState(double atSeconds, String breaker, List<Rule> rules) {
    public static final String FILE = "live.json";

    private static final long LONGEST_BYTES = 1 << 20;

    public LiveState {
        rules = rules == null ? List.of() : List.copyOf(rules);
        breaker = breaker == null ? "" : breaker;
    }

    /**
     * A rule and how far it is from its limit.
     *
     * @param rule its name
     * @param value over the window; absent where there is too little in it
     * @param limit above which it trips
     * @param unit of both, such as {@code ratio}, {@code ms}, {@code s}, {@code B}
     */
    public record Rule(String rule, @Nullable Double value, double limit, String unit) {}

    /** Replaces the file of a record. */
    public void write(Path folder) throws IOException {
        RecordJson.writeAtomically(folder.resolve(FILE), this);
    }

    /** Empty where there is none that can be read: the run has ended, or serves no page. */
    public static Optional<LiveState> read(Path folder) {
        Path file = folder.resolve(FILE);
        try {
            return Files.isRegularFile(file) && Files.size(file) <= LONGEST_BYTES
                    ? Optional.of(RecordJson.value(Files.readAllBytes(file), LiveState.class))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The run has ended. */
    public static void delete(Path folder) throws IOException {
        Files.deleteIfExists(folder.resolve(FILE));
    }
}
