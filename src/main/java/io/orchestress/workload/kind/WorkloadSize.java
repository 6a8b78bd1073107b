package io.orchestress.workload.kind;

import io.orchestress.text.Named;

/** How much of an agent one task asks for: the sizes of {@code orchestress.task-mix}, of the feeder and of request names. */
public enum WorkloadSize implements Named {
    SIMPLE,
    MEDIUM,
    COMPLEX,
    /** Several agents, one after the other. */
    WORKFLOW;

    @Override
    public String toString() {
        return configName();
    }
}
