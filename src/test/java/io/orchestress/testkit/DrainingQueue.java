package io.orchestress.testkit;

import io.orchestress.record.ResourceName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * A target of so many workers behind one queue, first come first served, under Poisson arrivals whose rate changes from phase to
 * phase: in virtual time, so that the moment at which its backlog is gone is known.
 *
 * @param meanServiceSeconds of a task
 * @param exponential whether service times are; else they are all the same
 * @param slowerFactor by which service times are longer from the release on: above 1, it never comes back
 * @param tellsQueue whether the record has the depth of the queue
 * @param steadySeconds, spikeSeconds, recoverySeconds how long each phase lasts
 * @param steadyRate, spikeRate, recoveryRate arrivals a second in each
 */
public record DrainingQueue(
        int workers,
        double meanServiceSeconds,
        boolean exponential,
        double slowerFactor,
        boolean tellsQueue,
        int steadySeconds,
        int spikeSeconds,
        int recoverySeconds,
        double steadyRate,
        double spikeRate,
        double recoveryRate) {

    private record Task(double arrived, double started, double ended) {}

    /**
     * A run of it.
     *
     * @param drainedSeconds from the release to the moment at which nothing waited any more; infinite when something always did
     */
    public record Drawn(SyntheticRecord record, double drainedSeconds) {}

    /** What a fluid would take: backlog ÷ (capacity − arrivals). */
    public double fluidSeconds() {
        double capacity = workers / meanServiceSeconds;
        return Math.max(0, (spikeRate - capacity) * spikeSeconds / (capacity - recoveryRate));
    }

    public Drawn draw(long seed) {
        List<Task> tasks = tasks(new SplittableRandom(seed));
        int released = steadySeconds + spikeSeconds;
        int end = released + recoverySeconds;
        SyntheticRecord record = new SyntheticRecord(seed)
                .open()
                .phase("steady", "steady", steadySeconds, steadyRate)
                .phase("spike", "spike", spikeSeconds, spikeRate)
                .phase("recovery", "recovery", recoverySeconds, recoveryRate);
        for (int second = 0; second < end; second++) {
            int at = second;
            for (String phase : List.of("steady", "spike", "recovery")) {
                long[] micros = tasks.stream()
                        .filter(task -> task.ended() >= at
                                && task.ended() < at + 1
                                && phase(task.arrived()).equals(phase))
                        .mapToLong(task -> Math.max(1, Math.round((task.ended() - task.arrived()) * 1e6)))
                        .toArray();
                if (micros.length > 0) {
                    record.ended(second, phase, "task", "ok", micros);
                }
            }
            double now = second + 1;
            record.inFlight(
                    second,
                    tasks.stream()
                            .filter(task -> task.arrived() <= now && task.ended() > now)
                            .count());
            if (tellsQueue) {
                long waiting = tasks.stream()
                        .filter(task -> task.arrived() <= now && task.started() > now)
                        .count();
                record.resource(now, ResourceName.TARGET, ResourceName.QUEUE_DEPTH, waiting);
            }
        }
        return new Drawn(record, drained(tasks, released));
    }

    private String phase(double at) {
        return at < steadySeconds ? "steady" : at < steadySeconds + spikeSeconds ? "spike" : "recovery";
    }

    /** Before a task that arrives after the release and starts at once, everything that waited has started. */
    private static double drained(List<Task> tasks, double released) {
        double until = released;
        for (Task task : tasks) {
            if (task.arrived() >= released && task.started() == task.arrived()) {
                return until - released;
            }
            until = Math.max(until, task.started());
        }
        return Double.POSITIVE_INFINITY;
    }

    private List<Task> tasks(SplittableRandom random) {
        double released = steadySeconds + spikeSeconds;
        PriorityQueue<Double> free = new PriorityQueue<>();
        for (int i = 0; i < workers; i++) {
            free.add(0.0);
        }
        List<Task> tasks = new ArrayList<>();
        Map<String, Double> rates = Map.of("steady", steadyRate, "spike", spikeRate, "recovery", recoveryRate);
        double most = Math.max(steadyRate, Math.max(spikeRate, recoveryRate));
        for (double at = gap(random, most); at < released + recoverySeconds; at += gap(random, most)) {
            // Thinned: exact where the rate changes.
            if (random.nextDouble() * most < rates.getOrDefault(phase(at), 0.0)) {
                double started = Math.max(at, free.remove());
                double service = meanServiceSeconds * (exponential ? -Math.log(1 - random.nextDouble()) : 1);
                double ended = started + service * (started >= released ? slowerFactor : 1);
                free.add(ended);
                tasks.add(new Task(at, started, ended));
            }
        }
        return tasks;
    }

    private static double gap(SplittableRandom random, double rate) {
        return -Math.log(1 - random.nextDouble()) / rate;
    }
}
