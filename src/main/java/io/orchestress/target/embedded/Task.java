package io.orchestress.target.embedded;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One task and its life. Its state changes under its own lock; whoever changed it completes the futures without any lock. */
final class Task {
    private static final List<String> WORDS =
            List.of("the", "agent", "has", "read", "the", "task", "and", "this", "is", "what", "it", "found");

    final long number;
    final TaskSpec spec;
    /** How long it will hold its slot, nanoseconds. */
    final long serviceNanos;
    /** Between two tokens while it runs, nanoseconds. */
    final double tokenIntervalNanos;

    private final long submittedNanos;
    private final CompletableFuture<Task> started = new CompletableFuture<>();
    private final CompletableFuture<Task> ended = new CompletableFuture<>();
    private TaskState state = TaskState.QUEUED;
    private long startedNanos;
    private long startedWorldNanos;
    private long endedNanos;
    private int tokensOut;
    private @Nullable ApiError error;

    Task(long number, TaskSpec spec, long serviceNanos, double tokensPerSec, long submittedNanos) {
        this.number = number;
        this.spec = spec;
        this.serviceNanos = serviceNanos;
        this.submittedNanos = submittedNanos;
        tokenIntervalNanos = Math.min(1e9 / tokensPerSec, (double) serviceNanos / spec.size().tokensOut);
    }

    String id() {
        return "task-" + number;
    }

    synchronized TaskState state() {
        return state;
    }

    /** Completes when a slot was given; never, when it was cancelled before. */
    CompletableFuture<Task> started() {
        return started;
    }

    /** Completes when the task has completed, failed or been cancelled. */
    CompletableFuture<Task> ended() {
        return ended;
    }

    /** Gives it a slot; false when it has been cancelled meanwhile. */
    synchronized boolean start(long nowNanos, long worldNanos) {
        if (state != TaskState.QUEUED) {
            return false;
        }
        state = TaskState.RUNNING;
        startedNanos = nowNanos;
        startedWorldNanos = worldNanos;
        return true;
    }

    /** Ends it; false when it has ended before. */
    synchronized boolean end(TaskState finalState, @Nullable ApiError reason, long nowNanos, long worldNanos) {
        if (state.ended()) {
            return false;
        }
        if (state == TaskState.RUNNING) {
            tokensOut = finalState == TaskState.CANCELLED ? due(worldNanos) : spec.size().tokensOut;
        } else {
            startedNanos = nowNanos;
        }
        state = finalState;
        error = reason;
        endedNanos = nowNanos;
        return true;
    }

    /** Tokens that it has put out at this world time: token {@code i} is due {@code i × interval} after the start. */
    synchronized int tokensAt(long worldNanos) {
        return state == TaskState.RUNNING ? due(worldNanos) : tokensOut;
    }

    /** World time from now until token {@code index}, counted from 1, in nanoseconds. */
    synchronized long nanosUntilToken(int index, long worldNanos) {
        return startedWorldNanos + (long) Math.ceil(index * tokenIntervalNanos) - worldNanos;
    }

    private int due(long worldNanos) {
        double elapsed = worldNanos - startedWorldNanos;
        return tokenIntervalNanos == 0
                ? spec.size().tokensOut
                : (int) Math.min(spec.size().tokensOut, elapsed / tokenIntervalNanos);
    }

    /** Submitted → started, in nanoseconds; until {@code nowNanos} while it is queued, until its end if it never started. */
    synchronized long queueNanos(long nowNanos) {
        return (state == TaskState.QUEUED ? nowNanos : startedNanos) - submittedNanos;
    }

    /** Started → ended, in nanoseconds; until {@code nowNanos} while it runs. */
    synchronized long serviceNanos(long nowNanos) {
        return switch (state) {
            case QUEUED -> 0;
            case RUNNING -> nowNanos - startedNanos;
            case COMPLETED, FAILED, CANCELLED -> endedNanos - startedNanos;
        };
    }

    synchronized TaskView view(long nowNanos, long worldNanos) {
        int tokens = tokensAt(worldNanos);
        boolean hasStarted = state != TaskState.QUEUED && !(state == TaskState.CANCELLED && endedNanos == startedNanos);
        return new TaskView(
                id(),
                state,
                spec.agent(),
                spec.model().name(),
                spec.size(),
                state == TaskState.COMPLETED ? output() : null,
                spec.tokensIn(),
                tokens,
                hasStarted ? spec.model().costUsd(spec.tokensIn(), tokens) : 0,
                millis(queueNanos(nowNanos)),
                millis(serviceNanos(nowNanos)),
                error);
    }

    /** Text of token {@code index}, counted from 1. */
    static String token(int index) {
        return WORDS.get((index - 1) % WORDS.size()) + " ";
    }

    private String output() {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i <= tokensOut; i++) {
            text.append(token(i));
        }
        return text.toString().strip();
    }

    private static double millis(long nanos) {
        return Math.floor(nanos / 1e3) / 1e3;
    }
}
