package io.orchestress.calibration;

import io.orchestress.text.Format;
import java.time.Instant;
import java.util.List;

/**
 * The highest rate that the injector sends and times correctly on this machine.
 *
 * @param requestsPerSec that ended well in the highest step in which it kept up; 0 when there was none
 * @param limitedBy what was broken in the next one; empty when it kept up to the last
 * @param steps by what was asked for, from little to much
 */
public record Calibration(
        Fingerprint machine, Instant measuredAt, double requestsPerSec, String limitedBy, List<Step> steps) {
    /** Share of the requests that were asked for that must have ended well. */
    static final double FOLLOWS = 0.97;

    public Calibration {
        steps = List.copyOf(steps);
    }

    /**
     * One rate.
     *
     * @param limit that was broken, of the injector's health; empty: none
     */
    public record Step(double askedPerSec, double requestsPerSec, String limit) {
        boolean isKept() {
            return reason().isEmpty();
        }

        /** Why it did not keep up; empty: it did. */
        public String reason() {
            if (!limit.isEmpty()) {
                return limit;
            }
            return requestsPerSec >= FOLLOWS * askedPerSec
                    ? ""
                    : Format.number(askedPerSec) + " requests/s requested, " + Format.number(requestsPerSec) + " sent";
        }
    }

    /** @param steps in any order; what was kept above one that was not is luck, and does not count */
    static Calibration of(Fingerprint machine, Instant measuredAt, List<Step> steps) {
        List<Step> rising = steps.stream()
                .sorted(java.util.Comparator.comparingDouble(Step::askedPerSec))
                .toList();
        List<Step> kept = rising.stream().takeWhile(Step::isKept).toList();
        return new Calibration(
                machine,
                measuredAt,
                kept.stream().mapToDouble(Step::requestsPerSec).max().orElse(0),
                kept.size() == rising.size() ? "" : rising.get(kept.size()).reason(),
                rising);
    }

    /** {@code calibrated here: 11,400 requests/s}. */
    public String sentence() {
        return "calibrated here: " + (limitedBy.isEmpty() ? "at least " : "") + Format.number(requestsPerSec)
                + " requests/s";
    }
}
