package io.orchestress.duel;

import java.util.List;
import java.util.OptionalInt;
import sun.misc.Signal;

/** At SIGINT (Ctrl-C), SIGTERM and SIGHUP the thread that runs the duel is interrupted, once; it ends its runs in good order. */
final class Signals {
    private static final int SIGNALLED = 128;
    private int status;

    private Signals() {}

    static Signals interrupting(Thread thread) {
        Signals signals = new Signals();
        for (String name : List.of("INT", "TERM", "HUP")) {
            try {
                // One that this process was started to ignore, as by nohup, the JVM leaves alone.
                Signal.handle(new Signal(name), signal -> signals.take(signal.getNumber(), thread));
            } catch (IllegalArgumentException e) {
                // a system that has none, or a JVM that was told to leave signals alone
            }
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
