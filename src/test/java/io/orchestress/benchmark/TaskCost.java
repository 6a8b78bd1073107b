package io.orchestress.benchmark;

import io.orchestress.gatling.task.TaskMarks;
import io.orchestress.gatling.task.TaskTrace;
import io.orchestress.metrics.FailureClass;
import io.orchestress.metrics.TimeSource;
import io.orchestress.record.task.TaskLog;
import io.orchestress.transport.Texts;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Processor time of the thread that makes the calls, in microseconds: all that a mark adds to a task of one call, from its number to the row that is handed over,
 * without the network, the session and the headers. The least of {@link #ROUNDS} rounds, after as many to warm up.
 *
 * @param bodyMicros its answer is one body of some 500 bytes, with two marks
 * @param streamMicros its answer is a stream of {@link #EVENTS} chunks as OpenAI's are, with two marks in pieces
 * @param plainMicros the same stream without a mark
 */
record TaskCost(double bodyMicros, double streamMicros, double plainMicros) {
    private static final int ROUNDS = 20;
    private static final int PORTIONS = 50;
    private static final int TASKS = 200;
    private static final int EVENTS = 40;
    private static final String PROMPT = "Compare three vendors of bicycles, and say which of them is the best.";
    private static final String BODY =
            "{\"id\":\"chatcmpl-%s\",\"object\":\"chat.completion\",\"created\":1800000000,\"model\":\"swift\",\"choices\":[{\"index\":0,"
                    + "\"message\":{\"role\":\"assistant\",\"content\":\"%s\",\"refusal\":null},\"logprobs\":null,\"finish_reason\":\"stop\"}],"
                    + "\"usage\":{\"prompt_tokens\":12,\"completion_tokens\":40,\"total_tokens\":52}}";
    private static final String CHUNK =
            "{\"id\":\"chatcmpl-%s\",\"object\":\"chat.completion.chunk\",\"created\":1800000000,\"model\":\"swift\","
                    + "\"choices\":[{\"index\":0,\"delta\":{\"content\":\"%s\"},\"logprobs\":null,\"finish_reason\":null}]}";

    /** What a target answers to a task. */
    private interface Answer {
        Consumer<TaskTrace> of(String mark);
    }

    static TaskCost of() throws IOException, InterruptedException {
        return Measuring.inFolder(folder -> {
            try (TaskMarks marks =
                    TaskMarks.of(1, TimeSource.SYSTEM, TaskLog.open(folder, TimeSource.SYSTEM), phase -> "steady")) {
                return new TaskCost(
                        micros(marks, TaskCost::body),
                        micros(marks, TaskCost::stream),
                        micros(marks, mark -> stream("-".repeat(mark.length()))));
            }
        });
    }

    private static String text(String mark) {
        return "Task " + mark
                + " is done: the second of the three is the best. It is neither the cheapest nor the fastest. End of "
                + mark + ".";
    }

    private static Consumer<TaskTrace> body(String mark) {
        byte[] body = BODY.formatted("7", text(mark)).getBytes(StandardCharsets.UTF_8);
        return task -> task.body(body);
    }

    private static Consumer<TaskTrace> stream(String mark) {
        String text = text(mark);
        List<String> events = new ArrayList<>(EVENTS);
        for (int i = 0; i < EVENTS; i++) {
            events.add(
                    CHUNK.formatted("7", text.substring(i * text.length() / EVENTS, (i + 1) * text.length() / EVENTS)));
        }
        return task -> events.forEach(event -> task.event(event, Texts.GO_ON, 1));
    }

    private static double micros(TaskMarks marks, Answer answer) {
        double least = Double.MAX_VALUE;
        for (int round = 0; round < 2 * ROUNDS; round++) {
            long nanos = 0;
            for (int portion = 0; portion < PORTIONS; portion++) {
                nanos += nanos(marks, answer);
            }
            least = round < ROUNDS ? least : Math.min(least, nanos / 1e3 / TASKS / PORTIONS);
        }
        return least;
    }

    private static long nanos(TaskMarks marks, Answer answer) {
        long start = cpuNanos();
        List<TaskTrace> tasks = new ArrayList<>(TASKS);
        for (int i = 0; i < TASKS; i++) {
            TaskTrace task = marks.begin(0, "chat", "simple", i % 64, "", "");
            task.marked(PROMPT);
            task.callStarts(null, 1);
            tasks.add(task);
        }
        long begun = cpuNanos();
        List<Consumer<TaskTrace>> answers =
                tasks.stream().map(task -> answer.of(task.mark())).toList();
        long answered = cpuNanos();
        for (int i = 0; i < TASKS; i++) {
            TaskTrace task = tasks.get(i);
            task.head(200, 2);
            answers.get(i).accept(task);
            task.callEnds(FailureClass.OK, 3);
            task.ends(false);
        }
        return begun - start + cpuNanos() - answered;
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "processor time by itself: %.2f µs for a task with a body, %.2f µs with a stream of %d events, %.2f µs with one without a mark",
                bodyMicros,
                streamMicros,
                EVENTS,
                plainMicros);
    }
}
