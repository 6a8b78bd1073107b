package io.orchestress.gatling.leave;

import io.orchestress.backend.law.Law;
import io.orchestress.backend.law.LawReader;
import io.orchestress.config.Section;
import io.orchestress.config.SettingsPart;
import io.orchestress.text.Units;
import java.time.Duration;
import java.util.Optional;

/**
 * Users who leave.
 *
 * @param share of the users, 0: nobody leaves
 * @param by how
 * @param after law of the nanoseconds from the start of a task to the leaving; or of a share of the mean time of such a task
 * @param ofTask whether it is such a share
 * @param observe how long the target is observed after the last leaving; empty: as long as is {@link #observed known to matter}
 */
public record LeavingSettings(double share, Way by, Law after, boolean ofTask, Optional<Duration> observe) {
    /** Longer than the limit at which the gate of orphan time fails. */
    private static final Duration LEAST_OBSERVED = Duration.ofSeconds(12);

    /** Longer than this nobody waits for it unasked. */
    private static final Duration MOST_OBSERVED = Duration.ofMinutes(5);

    /** So many leave at most: without users who stay there is nothing to compare with. */
    private static final double MOST = 0.9;

    /** How users leave. */
    public enum Way {
        /** They tell the target, as the protocol has it; where it has no such word, they close the connection. */
        CANCEL,
        /** They close the connection. */
        DROP,
        /** Each time one or the other, as likely. */
        BOTH
    }

    /** Whether any user leaves. */
    public boolean isOn() {
        return share > 0;
    }

    /**
     * How long the target is observed after the last leaving. What goes on works as long as the longest task does.
     *
     * @param longest time of a task of a user who stayed; zero: none ended well
     * @param timeout of requests, for lack of such a task
     */
    public Duration observed(Duration longest, Duration timeout) {
        Duration usual = longest.isZero() ? timeout : longest;
        Duration bounded = usual.compareTo(MOST_OBSERVED) > 0 ? MOST_OBSERVED : usual;
        return observe.orElse(bounded.compareTo(LEAST_OBSERVED) < 0 ? LEAST_OBSERVED : bounded);
    }

    /** Read from {@code orchestress.leaving}. */
    public static final class Part implements SettingsPart<LeavingSettings> {
        @Override
        public Class<LeavingSettings> type() {
            return LeavingSettings.class;
        }

        @Override
        public LeavingSettings read(Section root) {
            Section s = root.section("leaving");
            double share = share(s, "share", 0, MOST);
            Way by = s.oneOf("by", Way.values());
            boolean ofTask = !s.isObject("after") && s.text("after").strip().endsWith("%");
            Law after = ofTask ? new Law.Fixed(share(s, "after", 0.01, 10)) : LawReader.time(s, "after");
            Optional<Duration> observe =
                    s.text("observe").isBlank() ? Optional.empty() : Optional.of(s.duration("observe", Duration.ZERO));
            return new LeavingSettings(share, by, after, ofTask, observe);
        }

        private static double share(Section s, String key, double least, double most) {
            String valid = "expected a share from " + percent(least) + " to " + percent(most);
            try {
                double share = Units.parse(s.text(key), Units.Kind.SHARE, true).doubleValue();
                if (share >= least && share <= most) {
                    return share;
                }
                s.problem(key, valid);
            } catch (IllegalArgumentException e) {
                s.problem(key, valid);
            }
            return least;
        }

        private static String percent(double share) {
            return Math.round(100 * share) + " %";
        }
    }
}
