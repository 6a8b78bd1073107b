package io.orchestress.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.orchestress.history.HistoryException.Kind;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Moves of baselines, oldest first, one JSON object a line; lines are only ever appended. What a writer that was killed left behind, a
 * last line without its end, is passed over and written over. Any other line that cannot be read is refused: a baseline must
 * not be forgotten quietly.
 */
final class BaselineLog {
    private static final int SCHEMA_VERSION = 1;
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();

    private final SharedLog file;
    private final Folders folders;

    private record Run(String runId, String folder) {}

    private record Line(
            int schemaVersion,
            Instant at,
            String by,
            String name,
            String simulation,
            String profile,
            String protocol,
            List<Run> runs,
            String reason,
            boolean forced) {}

    /** @param store file beside which the log lies */
    BaselineLog(Path store, Folders folders) {
        this.file = new SharedLog(store.resolveSibling(store.getFileName() + ".baselines.jsonl"));
        this.folders = folders;
    }

    /** Oldest first. */
    List<BaselineMove> moves() {
        List<BaselineMove> moves = new ArrayList<>();
        int number = 0;
        for (String line : file.lines()) {
            number++;
            moves.add(move(line, number));
        }
        return moves;
    }

    /** Where each baseline is now, in the order of names. */
    List<Baseline> baselines() {
        record Key(String name, Scope scope) {}
        Map<Key, BaselineMove> last = new LinkedHashMap<>();
        moves().forEach(move -> last.put(new Key(move.name(), move.scope()), move));
        return last.values().stream()
                .filter(move -> !move.runs().isEmpty())
                .map(move -> new Baseline(move.name(), move.scope(), move.runs(), move.at(), move.by(), move.reason()))
                .sorted(Comparator.comparing(Baseline::name)
                        .thenComparing(baseline -> baseline.scope().toString()))
                .toList();
    }

    /** Appends lines, on the disk when it returns. */
    void append(List<BaselineMove> moves) {
        StringBuilder lines = new StringBuilder();
        for (BaselineMove move : moves) {
            try {
                lines.append(MAPPER.writeValueAsString(line(move))).append('\n');
            } catch (JsonProcessingException e) {
                throw new HistoryException(Kind.UNUSABLE, file.path(), "cannot be written: " + e, e);
            }
        }
        file.append(lines.toString());
    }

    private Line line(BaselineMove move) {
        return new Line(
                SCHEMA_VERSION,
                move.at(),
                move.by(),
                move.name(),
                move.scope().simulation(),
                move.scope().profile(),
                move.scope().protocol(),
                move.runs().stream()
                        .map(run -> new Run(run.runId(), folders.stored(run.folder())))
                        .toList(),
                move.reason(),
                move.forced());
    }

    private BaselineMove move(String text, int number) {
        try {
            Line line = MAPPER.readValue(text, Line.class);
            if (line.schemaVersion() > SCHEMA_VERSION) {
                throw refused(number, "has schemaVersion " + line.schemaVersion() + ", written by a newer Orchestress");
            }
            return new BaselineMove(
                    line.name(),
                    new Scope(line.simulation(), line.profile(), line.protocol()),
                    line.runs().stream()
                            .map(run -> new RunRef(run.runId(), folders.absolute(run.folder())))
                            .toList(),
                    line.at(),
                    line.by(),
                    line.reason(),
                    line.forced());
        } catch (JsonProcessingException e) {
            throw refused(number, "is not an entry of the baseline log: " + e.getOriginalMessage());
        }
    }

    private HistoryException refused(int number, String problem) {
        return new HistoryException(
                Kind.REFUSED,
                file.path(),
                "line " + number + " " + problem + " (docs/history.md describes the format)",
                null);
    }
}
