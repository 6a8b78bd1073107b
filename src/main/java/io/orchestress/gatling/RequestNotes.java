package io.orchestress.gatling;

import io.orchestress.metrics.Counter;
import io.orchestress.metrics.FailureClass;

/** Keeps what is said of one user's requests beside how they ended: why they failed, what of an answer was not understood, and what was never sent. */
final class RequestNotes {
    /** Begins what is said of a fault in code of the simulation. */
    static final String SIMULATION_FAILED = "code of the simulation failed";

    private final LoadRun run;
    private final VirtualUser user;

    RequestNotes(LoadRun run, VirtualUser user) {
        this.run = run;
        this.user = user;
    }

    /**
     * This side could not carry out the request that has just ended, and so not the task that it is a part of.
     *
     * @param why begins with {@link #SIMULATION_FAILED} where it is a fault of the simulation's code
     */
    void notSent(String requestName, String why) {
        if (!user.isAbandoned()) {
            boolean ofSimulation = why.startsWith(SIMULATION_FAILED) || why.startsWith(GatlingFailureReasons.NOT_BUILT);
            Counter tally = ofSimulation ? Counter.SIMULATION_FAILED : Counter.NOT_SENT;
            run.measurements().count(user.phase(), requestName, tally, why, 1);
            user.task().ifPresent(TaskSpan::notSent);
        }
    }

    /** Keeps what the target said of a request that failed. */
    void failed(String requestName, FailureClass how, String detail) {
        run.failures()
                .failed(
                        run.recorded(requestName),
                        how,
                        detail,
                        user.phase(),
                        run.clock().seconds());
    }

    /** Keeps what of an answer was not understood. */
    void noted(String requestName, String note) {
        run.unread().note(run.recorded(requestName), note);
    }
}
