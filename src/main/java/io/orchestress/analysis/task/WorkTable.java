package io.orchestress.analysis.task;

import io.orchestress.analysis.task.JoinedTask.TaskPart;
import io.orchestress.record.BothSides;
import io.orchestress.record.BothSides.TaskWork;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tasks by phase, request and size, with all rows that sum them up. */
final class WorkTable {
    private static final int MOST_ROWS = 5_000;

    private record Key(String phase, String request, String size) {}

    private final Map<Key, WorkSamples> rows = new HashMap<>();
    private final Set<String> judged;
    private final List<String> phases;

    /** @param judged phases that are in the rows of the whole run */
    WorkTable(Set<String> judged, List<String> phases) {
        this.judged = Set.copyOf(judged);
        this.phases = List.copyOf(phases);
    }

    void add(JoinedTask joined, @Nullable TaskTime time, TaskCalls calls) {
        TaskPart task = joined.task();
        if (judged.contains(task.phase())) {
            add(BothSides.ALL, joined, time, calls);
        }
        add(task.phase(), joined, time, calls);
    }

    private void add(String phase, JoinedTask joined, @Nullable TaskTime time, TaskCalls calls) {
        TaskPart task = joined.task();
        row(phase, BothSides.ALL, BothSides.ALL).add(joined, time, calls);
        row(phase, task.request(), BothSides.ALL).add(joined, time, calls);
        if (!task.size().isEmpty()) {
            row(phase, BothSides.ALL, task.size()).add(joined, time, calls);
            row(phase, task.request(), task.size()).add(joined, time, calls);
        }
    }

    private WorkSamples row(String phase, String request, String size) {
        Key key = new Key(phase, request, size);
        WorkSamples known = rows.get(key);
        if (known != null) {
            return known;
        }
        WorkSamples made = new WorkSamples();
        if (rows.size() < MOST_ROWS) {
            rows.put(key, made);
        }
        return made;
    }

    List<TaskWork> results() {
        return rows.entrySet().stream()
                .map(row -> row.getValue().result(row.getKey().phase, row.getKey().request, row.getKey().size))
                .filter(row -> row.tasks() > 0)
                .sorted(Comparator.comparingInt((TaskWork row) -> place(row.phase()))
                        .thenComparing(row -> own(row.request()))
                        .thenComparing(row -> own(row.size())))
                .toList();
    }

    /** The whole run first, then phases as planned, then what started after them. */
    private int place(String phase) {
        int planned = phases.indexOf(phase);
        return phase.equals(BothSides.ALL) ? -1 : planned >= 0 ? planned : phases.size();
    }

    /** All together before the single ones. */
    private static String own(String name) {
        return name.equals(BothSides.ALL) ? "" : name;
    }
}
