package io.orchestress.monitoring;

import java.io.IOException;

/** A process that keeps one CPU busy until its standard input ends, and says so once. */
public final class BusyMain {
    private static volatile long work;

    private BusyMain() {}

    public static void main(String[] args) throws IOException {
        Thread busy = new Thread(() -> {
            while (true) {
                work++;
            }
        });
        busy.setDaemon(true);
        busy.start();
        System.out.println("busy");
        while (System.in.read() >= 0) {
            // Whatever is written to it.
        }
    }
}
