package io.orchestress.report;

import io.orchestress.record.FaultEffect;
import io.orchestress.record.Planning;
import io.orchestress.text.Format;
import io.orchestress.text.PlainText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What each fault of the scripted backend did, a sentence for each. */
public final class FaultLines {
    private FaultLines() {}

    /** In the order of time; none where there was no such fault. */
    public static List<String> of(RunFacts facts) {
        @Nullable Planning planning = facts.run().planning();
        return planning == null
                ? List.of()
                : planning.faultEffects().stream().map(FaultLines::sentence).toList();
    }

    /** {@code Fault 429 of all models (rate-limited): tasks failed 98.2 % (without it 0 %), p95 2.14 s (410 ms), calls for each task ×2.98 …} */
    public static String sentence(FaultEffect effect) {
        StringBuilder out = new StringBuilder("Fault " + PlainText.clean(effect.what()) + " ("
                + PlainText.clean(effect.phase()) + "): tasks failed "
                + share(effect.failed(), effect.tasks()) + " (without it "
                + share(effect.referenceFailed(), effect.referenceTasks()) + "), p95 "
                + time(effect.p95Millis()) + " (" + time(effect.referenceP95Millis()) + ")");
        if (effect.storm() != null && effect.stormLow() != null && effect.stormHigh() != null) {
            out.append(", calls for each task ×" + Format.of(effect.storm(), "") + " (95 % interval "
                    + Format.of(effect.stormLow(), "") + " to " + Format.of(effect.stormHigh(), "") + ")");
        }
        if (effect.retries() > 0) {
            out.append(", retries " + Format.number(effect.retries()) + " with a median pause of "
                    + time(effect.retryGapMillis()));
        }
        if (effect.bystanders() > 0) {
            out.append(
                    ", of tasks that use nothing of it failed " + share(effect.bystandersFailed(), effect.bystanders())
                            + " (" + share(effect.referenceBystandersFailed(), effect.referenceBystanders()) + ")");
            if (effect.bystandersSlowdown() != null) {
                out.append(", their p95 " + time(effect.bystandersSlowdown().p95Millis()) + " ("
                        + time(effect.bystandersSlowdown().referenceP95Millis()) + ")");
            }
        }
        if (effect.bystandersUnclear() > 0) {
            out.append(", of " + Format.number(effect.bystandersUnclear())
                    + " tasks it is not known whether they use anything of it");
        }
        if (!effect.note().isEmpty()) {
            out.append("; ").append(PlainText.clean(effect.note()));
        }
        return out.append('.').toString();
    }

    private static String share(long some, long all) {
        return all == 0 ? "–" : Format.of((double) some / all, "ratio");
    }

    private static String time(@Nullable Double millis) {
        return millis == null ? "–" : Format.of(millis, "ms");
    }
}
