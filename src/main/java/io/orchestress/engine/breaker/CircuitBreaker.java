package io.orchestress.engine.breaker;

import io.orchestress.text.Format;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Trips once, when a rule is broken over the sliding window. Not safe for use by several threads.
 *
 * <p>The window reaches back from the newest observation to the youngest one that is at least {@code window} old, so it covers
 * {@code window} plus at most one step between observations. Rules that judge what ended stay silent while fewer than
 * {@code minSamples} did. The stall rule needs no sample: silence while requests are in flight is its evidence. Limits of resources are judged by the readings of the
 * window alone; where there are too few of them the breaker is not closed, but waits.
 */
public final class CircuitBreaker {
    private static final String STALL = "stall";

    /** A sample for rules of which only name and limit are asked. */
    private static final Observation ONE = new Observation(1, 1, 0, 0, 0, 0, 0);

    private final BreakerLimits limits;
    private final List<ResourceRule> resources;
    private final Deque<Observation> window = new ArrayDeque<>();
    private Observation lastProgress = Observation.START;
    private Observation before = Observation.START;
    private long waitedNanos;
    private long pausedAtNanos;
    private long judgedFromNanos;

    public CircuitBreaker(BreakerLimits limits) {
        this.limits = limits;
        judgedFromNanos = limits.grace().toNanos();
        resources = limits.resources().stream()
                .map(limit -> new ResourceRule(limit, limits.minReadings()))
                .toList();
        window.add(Observation.START);
    }

    /** Takes the reading of a metric; ignored where it has no limit, or was read before the end of a pause. */
    public void reading(String figure, long atNanos, double value) {
        if (atNanos >= pausedAtNanos) {
            resources.stream().filter(rule -> rule.name().equals(figure)).forEach(rule -> rule.reading(atNanos, value));
        }
    }

    /** @param now later than every observation before it */
    public BreakerState evaluate(Observation now) {
        slide(now);
        resources.forEach(rule -> rule.slide(now.atNanos() - limits.window().toNanos()));
        if (!now.isStalledSince(lastProgress)) {
            lastProgress = now;
            waitedNanos = 0;
        } else if (now.inFlight() > 0) {
            waitedNanos += now.atNanos() - before.atNanos();
        }
        before = now;
        if (now.atNanos() < judgedFromNanos) {
            return new BreakerState.TooFewSamples();
        }
        if (now.inFlight() > 0 && waitedNanos >= limits.stall().toNanos()) {
            return new BreakerState.Trip(STALL, stalled(now), now.atNanos());
        }
        for (ResourceRule rule : resources) {
            Optional<String> evidence = rule.broken(limits.window().toNanos());
            if (evidence.isPresent()) {
                return new BreakerState.Trip(rule.name(), evidence.get(), now.atNanos());
            }
        }
        Observation recent = now.minus(window.getFirst());
        if (recent.ended() < limits.minSamples()) {
            return new BreakerState.TooFewSamples();
        }
        for (BreakerRule rule : limits.rules()) {
            Optional<String> evidence = rule.broken(recent);
            if (evidence.isPresent()) {
                return new BreakerState.Trip(rule.name(), evidence.get(), now.atNanos());
            }
        }
        return resources.stream().allMatch(ResourceRule::isKnown)
                ? new BreakerState.Closed()
                : new BreakerState.TooFewSamples();
    }

    /**
     * Each rule and its distance, by the observation that was evaluated last; in grace time and pauses nothing is known of those that judge what ended.
     */
    public List<RuleDistance> distances() {
        List<RuleDistance> distances = new ArrayList<>();
        distances.add(RuleDistance.of(STALL, waitedNanos / 1e9, limits.stall().toNanos() / 1e9, "s"));
        Observation recent = before.minus(window.getFirst());
        boolean judged = before.atNanos() >= judgedFromNanos && recent.ended() >= Math.max(1, limits.minSamples());
        Observation sample = judged ? recent : ONE;
        limits.rules().stream()
                .map(rule -> rule.distance(sample))
                .map(distance -> judged ? distance : distance.forgotten())
                .forEach(distances::add);
        resources.forEach(rule -> distances.add(rule.distance()));
        return List.copyOf(distances);
    }

    /** Takes an observation that no rule may judge, now or later: the window begins anew with it, and so does the grace time. */
    public BreakerState pause(Observation now) {
        window.clear();
        window.add(now);
        resources.forEach(ResourceRule::clear);
        pausedAtNanos = now.atNanos();
        lastProgress = now;
        before = now;
        waitedNanos = 0;
        judgedFromNanos = now.atNanos() + limits.grace().toNanos();
        return new BreakerState.Paused();
    }

    private void slide(Observation now) {
        window.addLast(now);
        long oldest = now.atNanos() - limits.window().toNanos();
        while (window.size() > 2 && second().atNanos() <= oldest) {
            window.removeFirst();
        }
    }

    private Observation second() {
        var observations = window.iterator();
        observations.next();
        return observations.next();
    }

    private String stalled(Observation now) {
        double limit = limits.stall().toNanos() / 1e9;
        return Format.count(now.inFlight(), "request") + " in flight and no response data for "
                + Format.duration(waitedNanos / 1e9, limit) + " (limit " + Format.limit(limit, "s") + ")";
    }
}
