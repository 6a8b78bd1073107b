package io.orchestress.duel;

import io.orchestress.transport.process.ProcessSignals;
import java.util.List;
import java.util.OptionalInt;

/** At SIGINT (Ctrl-C), SIGTERM and SIGHUP the thread that runs the duel is interrupted, once; it ends its runs in good order. */
final class Signals {
    private static final int SIGNALLED = 128;
    private int status;

    private Signals() {}

    static Signals interrupting(Thread thread) {
        Signals signals = new Signals();
        for (String name : List.of("INT", "TERM", "HUP")) {
            ProcessSignals.watch(name, number -> signals.take(number, thread));
        }
        return signals;
    }

    private synchronized void take(int number, Thread thread) {
        if (status == 0) {
            status = SIGNALLED + number;
            thread.interrupt();
        }
    }

    /** 128 and the number of the signal; empty: there was none. */
    synchronized OptionalInt status() {
        return status == 0 ? OptionalInt.empty() : OptionalInt.of(status);
    }
}
