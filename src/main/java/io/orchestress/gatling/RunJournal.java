package io.orchestress.gatling;

import io.orchestress.monitor.RunClock;
import io.orchestress.monitor.StopReason;
import io.orchestress.run.Profiles;
import io.orchestress.run.RecordWriter;
import io.orchestress.run.RunRecord;
import io.orchestress.run.Said;
import io.orchestress.run.TargetEvent;
import io.orchestress.text.Console;
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
    private @Nullable Said said;
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
            RunRecord now = now().whenLoadStarts(at).withSaid(said);
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
        Console.out().println(TargetLife.line(event));
        events.add(event);
        Instant at = clock.startedAt();
        if (at == null || ended) {
            return;
        }
        try {
            writer.update(now().whenLoadStarts(at).withSaid(said));
        } catch (IOException e) {
            Console.err().println("Not recorded before the end of the run: " + e.getMessage());
        }
    }

    synchronized void ended(
            Optional<StopReason> stop, Optional<StopReason.BreakerTripped> trip, @Nullable Profiles profiles, Said said)
            throws IOException {
        ended = true;
        writer.update(now().atEnd(clock, stop, trip).withProfiles(profiles).withSaid(said));
    }

    /** Something was said that had not been said before: it is recorded at once, so that the end of this process does not take it along. */
    synchronized void said(Said all) throws IOException {
        said = all;
        Instant at = clock.startedAt();
        if (at != null && begun && !ended) {
            writer.update(now().whenLoadStarts(at).withSaid(said));
        }
    }

    private RecordDraft now() {
        return draft.with(plan.plan()).with(events);
    }
}
