package io.orchestress.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.orchestress.history.HistoryException.Kind;
import io.orchestress.record.DuelRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The duels that are remembered, a line of JSON each, in a file beside the history: what came of them, and what the noise of later ones is
 * learned from.
 */
public final class DuelLog {
    private static final int SCHEMA_VERSION = 1;

    /** So many pairs, the newest, say how a machine is now. */
    private static final int MOST_LEARNED = 100;

    /** With fewer pairs nothing is left of a difference whose centre is not known. */
    private static final int LEAST_RESIDUALS = 3;

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final SharedLog file;

    /**
     * One duel.
     *
     * @param folder of its record
     * @param load digest of machine, simulation, load, mode and length
     * @param differences of logarithms, one for each pair that counted
     */
    public record Entry(
            int schemaVersion,
            String duelId,
            String folder,
            Instant at,
            String simulation,
            String baseline,
            String candidate,
            String load,
            boolean areEqual,
            DuelRecord.Outcome outcome,
            String reason,
            List<Double> differences) {
        public Entry {
            differences = List.copyOf(differences);
        }

        /** @param folder in which the record of the duel is */
        public static Entry of(DuelRecord duel, Path folder, List<Double> differences) {
            return new Entry(
                    SCHEMA_VERSION,
                    duel.duelId(),
                    folder.toString(),
                    duel.startedAt(),
                    duel.simulation(),
                    duel.baseline().target(),
                    duel.candidate().target(),
                    duel.load(),
                    duel.areEqual(),
                    duel.outcome(),
                    duel.reason(),
                    differences);
        }

        /**
         * What of its differences is noise: of equals all of it; else what is left around their mean,
         * {@code (d − d̄) √(n ÷ (n − 1))}, which has the variance of one difference.
         */
        double[] noise() {
            int n = differences.size();
            if (areEqual) {
                return differences.stream().mapToDouble(d -> d).toArray();
            }
            if (n < LEAST_RESIDUALS) {
                return new double[0];
            }
            double mean = differences.stream().mapToDouble(d -> d).average().orElse(0);
            double stretch = Math.sqrt((double) n / (n - 1));
            return differences.stream().mapToDouble(d -> (d - mean) * stretch).toArray();
        }
    }

    private DuelLog(Path file) {
        this.file = new SharedLog(file);
    }

    /** @param history file of the history; neither need be there */
    public static DuelLog beside(Path history) {
        Path store = history.toAbsolutePath();
        return new DuelLog(store.resolveSibling(store.getFileName() + ".duels.jsonl"));
    }

    public Path file() {
        return file.path();
    }

    /**
     * Oldest first.
     *
     * @throws HistoryException when a line is none of ours; a torn last one is passed over
     */
    public List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        int number = 0;
        for (String line : file.lines()) {
            number++;
            try {
                Entry entry = MAPPER.readValue(line, Entry.class);
                if (entry.schemaVersion() > SCHEMA_VERSION) {
                    throw refused(number, "was written by a newer Orchestress");
                }
                entries.add(entry);
            } catch (JsonProcessingException | IllegalArgumentException | NullPointerException e) {
                throw refused(number, "is not a duel");
            }
        }
        return entries;
    }

    /** Noise of earlier pairs of this load, the newest of them. */
    public double[] noise(String load) {
        double[] all = entries().stream()
                .filter(entry -> load.equals(entry.load()))
                .flatMapToDouble(entry -> Arrays.stream(entry.noise()))
                .filter(Double::isFinite)
                .toArray();
        return Arrays.copyOfRange(all, Math.max(0, all.length - MOST_LEARNED), all.length);
    }

    /** Appends a line; other processes may do so, too. */
    public void add(Entry entry) {
        try {
            Files.createDirectories(file.path().getParent());
            file.append(MAPPER.writeValueAsString(entry) + "\n");
        } catch (IOException e) {
            throw new HistoryException(Kind.UNUSABLE, file.path(), "cannot be written: " + e, e);
        }
    }

    private HistoryException refused(int number, String problem) {
        return new HistoryException(Kind.REFUSED, file.path(), "line " + number + " " + problem, null);
    }
}
