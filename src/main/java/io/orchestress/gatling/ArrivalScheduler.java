package io.orchestress.gatling;

import io.gatling.core.action.Action;
import io.gatling.core.session.Session;
import io.gatling.core.structure.ScenarioContext;
import io.gatling.javaapi.core.ActionBuilder;
import io.gatling.javaapi.core.ChainBuilder;
import io.orchestress.config.Settings;
import io.orchestress.workload.ArrivalTimes;
import io.orchestress.workload.kind.LoadModel;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The only action of the one user whom Gatling injects: starts all others from a thread of its own, each when it is due, as long as the plan goes on. Gatling's own injection is
 * fixed before the run, comes in batches of a second, and says nothing of lateness.
 */
final class ArrivalScheduler implements ActionBuilder {
    private static final double SPREAD_SECONDS = 1;
    private static final double CLOSED_LOOKS_PER_SEC = 100;

    private final RunSession session;
    private final Settings.Load load;
    private final String scenario;
    private final ChainBuilder user;

    ArrivalScheduler(RunSession session, String scenario, ChainBuilder user) {
        this.session = session;
        this.load = session.settings().load();
        this.scenario = scenario;
        this.user = user;
    }

    @Override
    public io.gatling.core.action.builder.ActionBuilder asScala() {
        return new io.gatling.core.action.builder.ActionBuilder() {
            @Override
            public Action build(ScenarioContext context, Action next) {
                return new Begin(new UserLauncher(scenario, user, context), next);
            }
        };
    }

    private final class Begin extends PlainAction {
        private final UserLauncher users;
        private final Action next;

        Begin(UserLauncher users, Action next) {
            super("arrivals");
            this.users = users;
            this.next = next;
        }

        @Override
        public void execute(Session driver) {
            session.loadStarts(driver.eventLoop());
            Thread thread = new Thread(
                    () -> {
                        if (load.model() == LoadModel.OPEN) {
                            open(session.run(), users);
                        } else {
                            closed(session.run(), users);
                        }
                    },
                    "orchestress-arrivals");
            thread.setDaemon(true);
            thread.start();
            next.$bang(driver);
        }
    }

    private void open(LoadRun run, UserLauncher users) {
        double perUser = 1000.0 / load.pace().toMillis();
        ArrivalTimes times = new ArrivalTimes(
                seconds -> perUser * run.plan().usersAt(seconds), load.arrivals(), new SplittableRandom(load.seed()));
        while (run.isGoing(times.sliceStart())) {
            waitUntil(run, times.sliceStart());
            times.nextSlice(due -> {
                waitUntil(run, due);
                start(run, users, due);
            });
        }
    }

    /** Keeps as many users as the plan wants; those that are missing are spread over a second, so that their paces are not in step. */
    private void closed(LoadRun run, UserLauncher users) {
        double look = 0;
        double owed = 0;
        while (run.isGoing(look)) {
            waitUntil(run, look);
            double wanted = run.plan().usersAt(look);
            owed = Math.min(wanted - users.alive(), owed + wanted / (SPREAD_SECONDS * CLOSED_LOOKS_PER_SEC));
            for (; owed >= 1 || (owed > 0 && users.alive() == 0); owed--) {
                start(run, users, look);
            }
            owed = Math.max(0, owed);
            look += 1 / CLOSED_LOOKS_PER_SEC;
        }
    }

    private void start(LoadRun run, UserLauncher users, double dueSeconds) {
        if (run.isStopping()) {
            return;
        }
        if (users.alive() >= load.maxUsers()) {
            run.measurements().starts().dropped();
            return;
        }
        long dueNanos = Math.round(dueSeconds * TimeUnit.SECONDS.toNanos(1));
        users.start(
                dueNanos, () -> run.measurements().starts().started(run.clock().nanos() - dueNanos));
    }

    private static void waitUntil(LoadRun run, double seconds) {
        long due = Math.round(seconds * TimeUnit.SECONDS.toNanos(1));
        for (long left = due - run.clock().nanos();
                left > 0;
                left = due - run.clock().nanos()) {
            LockSupport.parkNanos(left);
        }
    }
}
