package io.orchestress.testkit;

import io.orchestress.record.sample.RunSamples;
import io.orchestress.record.sample.Sample;
import java.util.ArrayList;
import java.util.List;

/** Single tasks and requests of a spike run. */
public final class SyntheticSamples {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e47";

    private SyntheticSamples() {}

    /** Tasks of which the slowest has a waterfall in {@link SyntheticSides}, requests, and failures of three classes. */
    public static RunSamples spike() {
        List<Sample> all = new ArrayList<>();
        int id = 0x10;
        for (String phase : List.of("ramp-up", "steady", "spike")) {
            double at = phase.equals("ramp-up") ? 12 : phase.equals("steady") ? 61.25 : 150;
            for (double seconds : new double[] {9.1, 4.25, 1.0}) {
                boolean slowest = phase.equals("spike") && seconds > 9;
                all.add(new Sample(
                        true,
                        phase,
                        "simple task",
                        at,
                        phase.equals("ramp-up") ? 20 * seconds : phase.equals("spike") ? 2 * seconds : seconds,
                        seconds / 10,
                        "ok",
                        200,
                        TRACE + Integer.toHexString(id++),
                        "00f067aa0ba902b7",
                        !phase.equals("steady"),
                        slowest ? "orc-00000000000000aa" : "",
                        "large",
                        1_200,
                        seconds > 4 ? 350 : -1,
                        ""));
            }
        }
        all.add(failed("submit task", "http-503", 503, "HTTP 503: the queue of the planner is full", 127.25, id++));
        all.add(failed("submit task", "http-503", 503, "HTTP 503: shutting down", 214.5, id++));
        all.add(failed("run workflow", "timeout", 0, "no response within 30 s", 131.004, id++));
        all.add(failed("run workflow", "unfinished", 0, "", 290, id));
        return new RunSamples(all, 0, 0);
    }

    private static Sample failed(String request, String outcome, int status, String words, double at, int id) {
        return new Sample(
                false,
                "spike",
                request,
                at,
                outcome.equals("timeout") ? 30 : 0.012,
                0,
                outcome,
                status,
                TRACE + Integer.toHexString(id),
                "00f067aa0ba902b7",
                true,
                "",
                "",
                -1,
                -1,
                words);
    }

    /** Every text of a sample tries something. */
    public static RunSamples hostile(String evil) {
        return new RunSamples(
                List.of(
                        new Sample(true, evil, evil, 1, 2, 1, "ok", 200, evil, evil, true, evil, evil, 1, 1, evil),
                        new Sample(false, evil, evil, 1, 2, 1, evil, 200, evil, evil, false, evil, evil, 1, 1, evil)),
                3,
                2);
    }
}
