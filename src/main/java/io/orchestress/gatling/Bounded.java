package io.orchestress.gatling;

import java.time.Duration;

/** Work that may hang, and is then left alone. */
final class Bounded {
    private Bounded() {}

    /** Does it on a thread of its own and waits for it, at most so long. */
    static void run(Runnable work, Duration most) {
        Thread thread = new Thread(work, "orchestress-bounded");
        thread.setDaemon(true);
        thread.start();
        try {
            thread.join(most.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
