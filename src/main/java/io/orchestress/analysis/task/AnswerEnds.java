package io.orchestress.analysis.task;

import io.orchestress.record.task.CallRow;
import io.orchestress.record.task.TaskRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Answers that lack the end which their script gives them. A target may show the answers to some requests in part only, and a script may give
 * some answers no end: an end is missing where other answers to the same request, by the same script, have it.
 */
final class AnswerEnds {
    private final int mostSuspects;
    private final MarkTable ended = new MarkTable(1 << 23);
    private final List<String> requests = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<String, TaskRow> suspects = new HashMap<>();
    private final Map<String, String> scripts = new HashMap<>();
    private final Set<String> ending = new HashSet<>();
    private long count;
    private boolean overflow;

    /** @param mostSuspects answers without an end that are kept until it is known whether they need one */
    AnswerEnds(int mostSuspects) {
        this.mostSuspects = mostSuspects;
    }

    /** An answer to a task. */
    void answer(TaskRow row) {
        if (row.ended()) {
            count++;
            int number = numbers.computeIfAbsent(row.request(), name -> {
                requests.add(name);
                return requests.size() - 1;
            });
            overflow |= !ended.put(MarkTable.key(row.task()), number);
        } else if (row.found()) {
            if (suspects.size() < mostSuspects) {
                suspects.put(row.task(), row);
            } else {
                overflow = true;
            }
        }
    }

    /** A call of a model, by which the script of a task is known; after all answers. */
    void call(CallRow call) {
        if (call.script().isEmpty() || call.task().isEmpty()) {
            return;
        }
        if (suspects.containsKey(call.task())) {
            scripts.put(call.task(), call.script());
            return;
        }
        long request = ended.get(MarkTable.key(call.task()));
        if (request != MarkTable.NONE) {
            ending.add(call.script() + "|" + requests.get((int) request));
        }
    }

    long ended() {
        return count;
    }

    /** Those that were cut, once all calls were seen. */
    List<TaskRow> cut() {
        return suspects.values().stream()
                .filter(row -> ending.contains(scripts.getOrDefault(row.task(), "") + "|" + row.request()))
                .sorted(Comparator.comparingLong(TaskRow::endNanos))
                .toList();
    }

    /** Some were not kept. Where no answer has an end, none needs one. */
    boolean isOverflow() {
        return overflow && count > 0;
    }
}
