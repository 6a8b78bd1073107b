package io.orchestress.gatling;

import io.orchestress.monitor.RunClock;
import io.orchestress.monitor.StopReason;
import io.orchestress.run.Profiles;
import io.orchestress.run.RecordWriter;
import io.orchestress.run.RunRecord;
import io.orchestress.run.TargetEvent;
import io.orchestress.workload.LivePlan;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps {@code run.json} up to date while the run goes: its plan, and what happened to the target. Safe for use by any number of threads. */
final class RunJournal {
    private final RecordDraft draft;
    private final LivePlan plan;
    private final RunClock clock;
    private final RecordWriter writer;
    private final List<TargetEvent> events = new ArrayList<>();
    private boolean begun;
    private boolean ended;

    RunJournal(RecordDraft draft, LivePlan plan, RunClock clock, RecordWriter writer) {
        this.draft = draft;
        this.plan = plan;
        this.clock = clock;
        this.writer = writer;
    }

    /** The plan as it is now; the first time, with it the start of the load. */
    synchronized void planned() throws IOException {
        Instant at = clock.startedAt();
        if (at != null) {
            RunRecord now = now().whenLoadStarts(at);
            if (begun) {
                writer.update(now);
            } else {
                begun = true;
                writer.loadStarted(now, at);
            }
        }
    }

    /** Something was done to the target, or happened to it: it is said, and recorded at once. */
    synchronized void happened(TargetEvent event) {
        System.out.println(TargetLife.line(event));
        events.add(event);
        Instant at = clock.startedAt();
        if (at == null || ended) {
            return;
        }
        try {
            writer.update(now().whenLoadStarts(at));
        } catch (IOException e) {
            System.err.println("Not recorded before the end of the run: " + e.getMessage());
        }
    }

    synchronized void ended(
            Optional<StopReason> stop, Optional<StopReason.BreakerTripped> trip, @Nullable Profiles profiles)
            throws IOException {
        ended = true;
        writer.update(now().atEnd(clock, stop, trip).withProfiles(profiles));
    }

    private RecordDraft now() {
        return draft.with(plan.plan()).with(events);
    }
}
