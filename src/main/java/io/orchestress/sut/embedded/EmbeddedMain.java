package io.orchestress.sut.embedded;

import io.netty.util.internal.logging.InternalLoggerFactory;
import io.netty.util.internal.logging.JdkLoggerFactory;
import io.orchestress.text.Console;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The embedded orchestrator as a process. Takes {@link EmbeddedSettings#toArguments()} and {@code --exit-on-stdin-eof=true},
 * writes exactly one line {@code listening http://127.0.0.1:PORT} to standard output, and serves until it is killed or, if asked
 * to, until its standard input ends. Before that line it warms up for less than a second, with agents two, unseen. Ends with status 2 when an argument is wrong or the port is taken.
 */
public final class EmbeddedMain {
    static final String LISTENING = "listening ";
    static final String EXIT_ON_EOF = "--exit-on-stdin-eof=true";

    private static final Duration WARM_UP = Duration.ofMillis(700);

    private EmbeddedMain() {}

    public static void main(String[] args) throws InterruptedException {
        InternalLoggerFactory.setDefaultFactory(JdkLoggerFactory.INSTANCE);
        List<String> arguments = new ArrayList<>(List.of(args));
        boolean exitOnEof = arguments.remove(EXIT_ON_EOF);
        arguments.remove("--exit-on-stdin-eof=false");
        try {
            EmbeddedSettings settings = EmbeddedSettings.fromArguments(arguments);
            WarmUp.run(ServerClock.SYSTEM, WARM_UP, !settings.agent().backend().isEmpty());
            EmbeddedOrchestrator orchestrator = EmbeddedOrchestrator.start(settings);
            Console.out().println(LISTENING + orchestrator.url());
        } catch (IllegalArgumentException | IllegalStateException | IOException e) {
            Console.err().println(e.getMessage());
            System.exit(2);
        }
        if (exitOnEof) {
            awaitEndOfInput();
            Runtime.getRuntime().halt(0);
        }
        Thread.currentThread().join();
    }

    private static void awaitEndOfInput() {
        byte[] ignored = new byte[256];
        try {
            while (System.in.read(ignored) >= 0) {
                // whatever is written to it means nothing
            }
        } catch (IOException e) {
            // a broken pipe is the end of input, too
        }
    }
}
