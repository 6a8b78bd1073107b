package io.orchestress.report;

import io.orchestress.record.Orphans;
import io.orchestress.record.RunRecord;
import io.orchestress.text.Format;
import java.util.Optional;

/** One sentence on what a target did for users who had left. */
public final class OrphanLine {
    private OrphanLine() {}

    /** Empty where no user left before a scripted backend. */
    public static Optional<String> of(RunRecord run) {
        return Optional.ofNullable(run.orphans()).map(OrphanLine::sentence);
    }

    private static String sentence(Orphans orphans) {
        String left = Format.count(orphans.left(), "task") + " left (" + Format.count(orphans.cancelled())
                + " cancelled, " + Format.count(orphans.dropped()) + " dropped)";
        String doubt = orphans.doubt().isEmpty() ? "" : "; " + orphans.doubt();
        if (orphans.p95Millis() == null || orphans.maxMillis() == null) {
            return left + "; orphan time not measured: none of their calls reached the backend" + doubt + ".";
        }
        String cost =
                orphans.costAfter() == null ? "" : " (" + Format.money(orphans.costAfter(), orphans.currency()) + ")";
        return left + "; orphan time p95 " + Format.of(orphans.p95Millis(), "ms") + ", longest "
                + Format.of(orphans.maxMillis(), "ms") + "; " + Format.count(orphans.callsBegun(), "provider call")
                + " began after the leaving; " + Format.count(orphans.tokensAfter(), "token") + " for nobody" + cost
                + "; " + Format.count(orphans.held5s(), "task") + " with a call still under way after 5 s; "
                + Format.count(orphans.lateWrites(), "late write") + doubt + ".";
    }
}
