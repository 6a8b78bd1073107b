package io.orchestress.analysis.fault;

import io.orchestress.record.task.CallRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Calls that take up one that failed: of the same task, model or tool, turn and user's text, and begun after its end. */
final class Retries {
    private static final int MOST_OPEN = 200_000;
    private static final int MOST_GAPS = 200_000;
    private static final double NANOS_PER_MILLI = 1e6;

    private record Place(String task, String name, int turn, int said) {}

    private final Map<Place, Long> failed = new HashMap<>();
    private final List<Long> gaps = new ArrayList<>();
    private long count;

    /** In the order of their ends. */
    void add(CallRow call) {
        if (call.task().isEmpty()) {
            return;
        }
        Place place = new Place(call.task(), call.name(), call.turn(), call.said());
        Long before = failed.remove(place);
        if (before != null && call.startNanos() >= before) {
            count++;
            if (gaps.size() < MOST_GAPS) {
                gaps.add(call.startNanos() - before);
            }
        }
        if (!call.isAnswered() && failed.size() < MOST_OPEN) {
            failed.put(place, call.endNanos());
        }
    }

    long count() {
        return count;
    }

    /** Median, of an even number of them the upper one. */
    @Nullable
    Double gapMillis() {
        return gaps.isEmpty()
                ? null
                : gaps.stream().sorted().skip(gaps.size() / 2).findFirst().orElse(0L) / NANOS_PER_MILLI;
    }
}
