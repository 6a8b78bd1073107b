package io.orchestress.sut.embedded;

import io.orchestress.sut.embedded.agent.Assignment;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
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

    private final double leadNanos;
    private final long submittedNanos;
    private final CompletableFuture<Task> started = new CompletableFuture<>();
    private final CompletableFuture<Task> ended = new CompletableFuture<>();
    private TaskState state = TaskState.QUEUED;
    private long startedNanos;
    private long startedWorldNanos;
    private long endedNanos;
    private int tokensOut;
    private @Nullable ApiError error;
    private final @Nullable Speech speech;
    private @Nullable Assignment assignment;
    private final List<Runnable> turnWatchers = new CopyOnWriteArrayList<>();
    private volatile int turns;
    private int audience;

    /** One that an agent works on. */
    Task(long number, TaskSpec spec, Assignment assignment, long submittedNanos) {
        this.number = number;
        this.spec = spec;
        this.submittedNanos = submittedNanos;
        this.assignment = assignment;
        speech = new Speech();
        serviceNanos = 0;
        tokenIntervalNanos = 0;
        leadNanos = 0;
    }

    /** @param drawnNanos the service time that was drawn for it */
    Task(long number, TaskSpec spec, long drawnNanos, double tokensPerSec, long submittedNanos) {
        this.number = number;
        this.spec = spec;
        this.submittedNanos = submittedNanos;
        speech = null;
        double atRate = 1e9 / tokensPerSec;
        if (spec.pacing() == TaskSpec.Pacing.AFTER_SERVICE) {
            tokenIntervalNanos = atRate;
            leadNanos = drawnNanos - atRate;
            this.serviceNanos = drawnNanos + (long) Math.ceil((spec.tokensOut() - 1) * atRate);
        } else {
            tokenIntervalNanos = Math.min(atRate, (double) drawnNanos / spec.tokensOut());
            leadNanos = 0;
            this.serviceNanos = drawnNanos;
        }
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
            tokensOut = finalState == TaskState.CANCELLED ? tokensAt(worldNanos) : spec.tokensOut();
        } else {
            startedNanos = nowNanos;
        }
        state = finalState;
        assignment = null;
        error = reason;
        endedNanos = nowNanos;
        return true;
    }

    /** Tokens that it has put out at this world time: token {@code i} is due {@code lead + i × interval} after the start. */
    synchronized int tokensAt(long worldNanos) {
        if (speech != null) {
            return speech.answer().tokens();
        }
        return state == TaskState.RUNNING ? due(worldNanos) : tokensOut;
    }

    /** World time from now until token {@code index}, counted from 1, in nanoseconds. */
    synchronized long nanosUntilToken(int index, long worldNanos) {
        return startedWorldNanos + (long) Math.ceil(leadNanos + index * tokenIntervalNanos) - worldNanos;
    }

    private int due(long worldNanos) {
        double elapsed = worldNanos - startedWorldNanos - leadNanos;
        return tokenIntervalNanos == 0
                ? spec.tokensOut()
                : (int) Math.max(0, Math.min(spec.tokensOut(), elapsed / tokenIntervalNanos));
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

    /** When it came into the state it is in. */
    synchronized long sinceNanos() {
        return switch (state) {
            case QUEUED -> submittedNanos;
            case RUNNING -> startedNanos;
            case COMPLETED, FAILED, CANCELLED -> endedNanos;
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
                hasStarted ? costUsd(tokens) : 0,
                millis(queueNanos(nowNanos)),
                millis(serviceNanos(nowNanos)),
                error);
    }

    /** Text of token {@code index}, counted from 1. */
    static String token(int index) {
        return WORDS.get((index - 1) % WORDS.size()) + " ";
    }

    /** Text of the tokens {@code from} to {@code to}, both counted from 1 and both included. */
    static String tokens(int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i <= to; i++) {
            text.append(token(i));
        }
        return text.toString();
    }

    private String output() {
        return speech == null ? tokens(1, tokensOut).strip() : speech.answer().text();
    }

    /** Of so many tokens, or of all calls of an agent, US dollars. */
    double costUsd(int tokens) {
        if (speech != null) {
            return spec.model()
                    .costUsd(speech.answer().allTokensIn(), speech.answer().allTokensOut());
        }
        return spec.model().costUsd(spec.tokensIn(), tokens);
    }

    /** What an agent says on it; absent where it puts out tokens by the clock. */
    @Nullable
    Speech speech() {
        return speech;
    }

    /** What the agent is to do, which is not kept any longer than until it begins. */
    synchronized Assignment take() {
        Assignment taken = assignment;
        if (taken == null) {
            throw new IllegalStateException(id() + " has been begun, or has no agent");
        }
        assignment = null;
        return taken;
    }

    /** The agent's model has spoken that many times. */
    void turned(int times) {
        turns = times;
        turnWatchers.forEach(Runnable::run);
    }

    int turns() {
        return turns;
    }

    /** Runs it after each turn of the agent. */
    void eachTurn(Runnable watcher) {
        turnWatchers.add(watcher);
    }

    /** Somebody waits for it or watches it. */
    synchronized void joined() {
        audience++;
    }

    /** True when the last one of those that waited or watched has left, and it has not ended. */
    synchronized boolean leftAlone() {
        audience--;
        return audience == 0 && !state.ended();
    }

    private static double millis(long nanos) {
        return Math.floor(nanos / 1e3) / 1e3;
    }
}
