package io.orchestress.gatling.leave;

import io.orchestress.backend.law.Draws;
import io.orchestress.gatling.leave.LeavingSettings.Way;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Which users leave, when, and how. A user leaves each of its tasks or none: who stays is a fair sample of all, whatever the target does, and its latencies
 * are those that all would have. All of it is drawn from the seed, the user and how many tasks it had before. Safe for use by any number of threads.
 */
public final class Leavers {
    private static final long USERS_APART = 0x9E3779B97F4A7C15L;

    private final LeavingSettings settings;
    private final Draws draws;
    private final double first;
    private final Map<String, Took> took = new ConcurrentHashMap<>();

    /** One leaving: so long after the start of the task, and how. */
    public record Leave(long afterNanos, boolean cancels) {}

    private static final class Took {
        private final LongAdder nanos = new LongAdder();
        private final LongAdder tasks = new LongAdder();
    }

    /** @param seed of the load */
    public Leavers(LeavingSettings settings, long seed) {
        this.settings = settings;
        draws = new Draws(seed);
        // Below 1 − share: the first user stays.
        first = (1 - settings.share()) * new SplittableRandom(seed * USERS_APART).nextDouble();
    }

    public boolean areThere() {
        return settings.isOn();
    }

    /**
     * Whether a user leaves its tasks: of any so many users in a row, the share of them, to one.
     *
     * @param user number of the virtual user
     */
    public boolean leaves(long user) {
        double before = (user - 1) * settings.share() + first;
        return Math.floor(before + settings.share()) > Math.floor(before);
    }

    /**
     * When and how such a user leaves a task; empty: not, for how long such a task takes is not known yet.
     *
     * @param task name of its series
     * @param before how many tasks the user had
     */
    public Optional<Leave> leave(long user, int before, String task) {
        SplittableRandom random = draws.of(user, "leaving", before);
        boolean cancels = random.nextBoolean();
        double after = settings.after().sample(random);
        OptionalLong usual = settings.ofTask() ? usual(task) : OptionalLong.of(1);
        return usual.isEmpty()
                ? Optional.empty()
                : Optional.of(new Leave(
                        Math.round(after * usual.getAsLong()),
                        settings.by() == Way.BOTH ? cancels : settings.by() == Way.CANCEL));
    }

    /** A task of a user who stays was done. */
    public void took(String task, long nanos) {
        if (settings.ofTask()) {
            Took sum = took.computeIfAbsent(task, name -> new Took());
            sum.nanos.add(nanos);
            sum.tasks.increment();
        }
    }

    private OptionalLong usual(String task) {
        Took sum = took.get(task);
        long tasks = sum == null ? 0 : sum.tasks.sum();
        return sum == null || tasks == 0 ? OptionalLong.empty() : OptionalLong.of(sum.nanos.sum() / tasks);
    }
}
