package io.orchestress.gatling;

import io.orchestress.protocol.Reply;
import io.orchestress.recording.Outcome;
import java.io.PrintStream;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Says once what the target said, for each way in which each request fails: the record counts failures by class, and why the first one
 * failed is what its reader asks next. Safe for use by any number of threads.
 */
final class FirstFailures {
    /** A target that fails in ever new ways must not flood the console. */
    private static final int MOST = 20;

    private final Set<String> said = ConcurrentHashMap.newKeySet();
    private final PrintStream out;

    FirstFailures(PrintStream out) {
        this.out = out;
    }

    void failed(String request, Reply reply) {
        failed(request, reply.outcome(), reply.detail());
    }

    void failed(String request, Outcome outcome, String why) {
        boolean ended = outcome != Outcome.UNFINISHED;
        if (ended && said.size() < MOST && said.add(request + '\n' + outcome)) {
            // What a target sends is no command to a terminal.
            String detail = why.replaceAll("\\p{Cntrl}", "?");
            out.println("!! '" + request + "' failed, first as " + outcome + ": " + detail);
        }
    }
}
