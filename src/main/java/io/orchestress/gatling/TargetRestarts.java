package io.orchestress.gatling;

import io.orchestress.engine.RunClock;
import io.orchestress.record.TargetEvent;
import io.orchestress.record.TargetEvent.Kind;
import io.orchestress.sut.embedded.RestartedProcess;
import io.orchestress.text.Format;
import io.orchestress.workload.LivePlan;
import io.orchestress.workload.Plan;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Deaths of the embedded orchestrator under load, and its returns, as events of the run.
 *
 * @param newProcess is told the id of a process that took the place of one that died
 */
record TargetRestarts(LivePlan plan, RunClock clock, Consumer<TargetEvent> events, LongConsumer newProcess)
        implements RestartedProcess.Listener {

    @Override
    public void died(int status) {
        happened(Kind.DIED, Integer.toString(status), 0, null);
    }

    @Override
    public void restarted(long pid, long tookMillis) {
        happened(Kind.RESTARTED, Long.toString(pid), tookMillis, null);
        newProcess.accept(pid);
    }

    @Override
    public void notRestarted(String why) {
        happened(Kind.RESTARTED, "", 0, why);
    }

    private void happened(Kind kind, String value, long tookMillis, @Nullable String problem) {
        double now = clock.seconds();
        Plan planned = plan.plan();
        String phase = planned.phases().get(planned.phaseAt(now)).name();
        events.accept(new TargetEvent(now, kind, phase, "", value, tookMillis, problem));
    }

    /** What a console says of an event. */
    static String line(TargetEvent event) {
        String came = event.problem() != null
                ? ": FAILED, " + event.problem()
                : event.isTimed() ? " (" + Format.of(event.tookMillis(), "ms") + ")" : "";
        return String.format(
                Locale.ROOT,
                "%s %6s  %s: %s%s",
                event.problem() == null ? "  " : "!!",
                Format.clock(event.atSeconds()),
                event.phase(),
                event.what(),
                came);
    }
}
