package io.orchestress.gatling;

import io.orchestress.engine.RunClock;
import io.orchestress.engine.SecondListener;
import io.orchestress.engine.StopReason;
import io.orchestress.record.Profiles;
import io.orchestress.record.RecordWriter;
import io.orchestress.record.RunMessages;
import io.orchestress.record.RunRecord;
import io.orchestress.record.TargetEvent;
import io.orchestress.text.Console;
import io.orchestress.workload.LivePlan;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps {@code run.json} up to date while the run goes: its plan, and what happened to the target. Safe for use by any number of threads;
 * whoever tells of something does not wait for the disk.
 */
final class RunJournal {
    private final RecordDraft draft;
    private final LivePlan plan;
    private final RunClock clock;
    private final RecordWriter writer;
    private final List<TargetEvent> events = new ArrayList<>();
    private @Nullable RunMessages said;
    private final Object writing = new Object();
    private boolean begun;
    private boolean unwritten;

    RunJournal(RecordDraft draft, LivePlan plan, RunClock clock, RecordWriter writer) {
        this.draft = draft;
        this.plan = plan;
        this.clock = clock;
        this.writer = writer;
    }

    /** The plan as it is now; the first time, with it the start of the load. */
    void planned() throws IOException {
        synchronized (writing) {
            Instant at = clock.startedAt();
            if (at == null) {
                return;
            }
            RunRecord now = running(at);
            if (begun) {
                writer.update(now);
            } else {
                begun = true;
                writer.loadStarted(now, at);
            }
        }
    }

    /**
     * Something was done to the target, or happened to it: it is said at once, and recorded with the second under way. Of collections, which
     * come each minute, those that failed are said.
     */
    void happened(TargetEvent event) {
        if (!event.pauses() || event.problem() != null) {
            Console.out().println(TargetRestarts.line(event));
        }
        synchronized (this) {
            events.add(event);
            unwritten = true;
        }
    }

    /** Records what has happened with the second in which it did. */
    SecondListener keptUpToDate() {
        return new SecondListener() {
            @Override
            public void secondEnds(double nowSeconds, long inFlight) {
                recordWhatHappened();
            }
        };
    }

    private void recordWhatHappened() {
        synchronized (writing) {
            Instant at = clock.startedAt();
            if (at == null || !isUnwritten()) {
                return;
            }
            try {
                writer.update(running(at));
            } catch (IOException e) {
                Console.err().println("Not recorded before the end of the run: " + e.getMessage());
            }
        }
    }

    private synchronized boolean isUnwritten() {
        return unwritten;
    }

    private synchronized RunRecord running(Instant loadStartedAt) {
        unwritten = false;
        return now().whenLoadStarts(loadStartedAt).withSaid(said);
    }

    /** Something was said that had not been said before: it is recorded with the second under way. */
    synchronized void said(RunMessages all) {
        said = all;
        unwritten = true;
    }

    void ended(
            Optional<StopReason> stop,
            Optional<StopReason.BreakerTripped> trip,
            @Nullable Profiles profiles,
            RunMessages said)
            throws IOException {
        synchronized (writing) {
            writer.update(atEnd(stop, trip).withProfiles(profiles).withSaid(said));
        }
    }

    private synchronized RunRecord atEnd(Optional<StopReason> stop, Optional<StopReason.BreakerTripped> trip) {
        return now().atEnd(clock, stop, trip);
    }

    private RecordDraft now() {
        return draft.with(plan.plan()).with(events);
    }
}
