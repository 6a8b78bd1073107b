package io.orchestress.gatling;

import io.gatling.core.action.Action;
import io.gatling.core.session.Session;
import io.gatling.core.structure.ScenarioContext;
import io.gatling.javaapi.core.ActionBuilder;
import io.gatling.javaapi.core.ChainBuilder;
import io.orchestress.config.Settings;
import io.orchestress.workload.ArrivalTimes;
import io.orchestress.workload.kind.LoadModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The only action of the one user whom Gatling injects: starts all others from a thread of its own, each when it is due, as long as the plan goes on. Gatling's own injection is
 * fixed before the run, comes in batches of a second, and says nothing of lateness.
 */
final class ArrivalScheduler implements ActionBuilder {
    private static final int NO_TENANT = -1;
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
                        } else if (session.run().tenants().isPresent()) {
                            closed(session.run(), session.run().tenants().get(), users);
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
        if (run.tenants().isPresent()) {
            open(run, run.tenants().get(), users);
            return;
        }
        double perUser = 1000.0 / load.pace().toMillis();
        ArrivalTimes times = new ArrivalTimes(
                seconds -> perUser * run.plan().usersAt(seconds), load.arrivals(), new SplittableRandom(load.seed()));
        while (run.isGoing(times.sliceStart())) {
            waitUntil(run, times.sliceStart());
            times.nextSlice(due -> {
                waitUntil(run, due);
                start(run, users, due, NO_TENANT);
            });
        }
    }

    private record Due(double seconds, int tenant) {}

    /** The arrivals of each tenant by themselves, each with the law that is configured, merged by their times. */
    private void open(LoadRun run, RunTenants tenants, UserLauncher users) {
        List<ArrivalTimes> times = new ArrayList<>();
        SplittableRandom seeds = new SplittableRandom(load.seed());
        for (int i = 0; i < tenants.size(); i++) {
            int tenant = i;
            times.add(new ArrivalTimes(
                    seconds -> tenants.arrivalsPerSec(run.plan(), seconds, tenant), load.arrivals(), seeds.split()));
        }
        List<Due> slice = new ArrayList<>();
        while (run.isGoing(times.get(0).sliceStart())) {
            waitUntil(run, times.get(0).sliceStart());
            slice.clear();
            for (int i = 0; i < times.size(); i++) {
                int tenant = i;
                times.get(i).nextSlice(due -> slice.add(new Due(due, tenant)));
            }
            slice.sort(Comparator.comparingDouble(Due::seconds));
            for (Due due : slice) {
                waitUntil(run, due.seconds());
                start(run, users, due.seconds(), due.tenant());
            }
        }
    }

    /** As many users of each tenant as the plan wants; those that are missing are spread over a second. */
    private void closed(LoadRun run, RunTenants tenants, UserLauncher users) {
        double look = 0;
        double[] owed = new double[tenants.size()];
        while (run.isGoing(look)) {
            waitUntil(run, look);
            int[] wanted = tenants.plan().wholeUsersAt(run.plan(), look);
            for (int i = 0; i < wanted.length; i++) {
                int alive = users.alive(i);
                owed[i] = Math.min(wanted[i] - alive, owed[i] + wanted[i] / (SPREAD_SECONDS * CLOSED_LOOKS_PER_SEC));
                for (; owed[i] >= 1; owed[i]--) {
                    start(run, users, look, i);
                }
                owed[i] = Math.max(0, owed[i]);
            }
            look += 1 / CLOSED_LOOKS_PER_SEC;
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
                start(run, users, look, NO_TENANT);
            }
            owed = Math.max(0, owed);
            look += 1 / CLOSED_LOOKS_PER_SEC;
        }
    }

    private void start(LoadRun run, UserLauncher users, double dueSeconds, int tenant) {
        if (run.isStopping()) {
            return;
        }
        if (users.alive() >= load.maxUsers()) {
            run.measurements().starts().dropped();
            return;
        }
        long dueNanos = Math.round(dueSeconds * TimeUnit.SECONDS.toNanos(1));
        users.start(
                dueNanos,
                tenant,
                () -> run.measurements().starts().started(run.clock().nanos() - dueNanos));
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
