package io.orchestress.testkit;

import io.orchestress.metrics.FailureClass;
import java.util.Map;
import java.util.TreeMap;

/** Counts of failures between the program's type and the labels that a test spells out. */
public final class FailureCounts {
    private FailureCounts() {}

    /** By the label as it stands in a record. */
    public static Map<String, Long> byLabel(Map<FailureClass, Long> failures) {
        Map<String, Long> byLabel = new TreeMap<>();
        failures.forEach((failure, count) -> byLabel.put(failure.label(), count));
        return byLabel;
    }

    /** The inverse. */
    public static Map<FailureClass, Long> of(Map<String, Long> byLabel) {
        Map<FailureClass, Long> failures = new TreeMap<>();
        byLabel.forEach((label, count) -> failures.put(FailureClass.of(label), count));
        return failures;
    }
}
