package io.orchestress.analysis.endurance;

import io.orchestress.record.TargetEvent;
import java.util.List;
import java.util.TreeMap;

/** When we stopped the target's JVM, to collect its garbage or count its classes: what ends then, or right after it, is slow by our doing. */
final class ForcedPauses {
    /** What had to wait ends within it. */
    private static final double AFTER_SECONDS = 1;

    private static final double MILLIS = 1000;

    private final TreeMap<Double, Double> untilByStart = new TreeMap<>();

    ForcedPauses(List<TargetEvent> events) {
        events.stream()
                .filter(TargetEvent::pauses)
                .forEach(event -> untilByStart.merge(
                        event.atSeconds(), event.atSeconds() + event.tookMillis() / MILLIS + AFTER_SECONDS, Math::max));
    }

    /** Whether a pause, or what comes right after it, lies in a second. */
    boolean touch(double fromSeconds, double toSeconds) {
        var before = untilByStart.lowerEntry(toSeconds);
        return before != null && before.getValue() > fromSeconds;
    }
}
