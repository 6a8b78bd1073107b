package io.orchestress.text;

import java.time.Duration;
import java.util.List;

/** Prints as a run does, or with an argument as a command, for a test that looks at it through a pseudo-terminal. */
final class ProgressMain {
    private ProgressMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        ConsoleThread console = null;
        if (arguments.length == 0) {
            console = ConsoleThread.takeOver();
        } else {
            Console.showProgress();
        }
        show(console, 0.1);
        System.err.println("WARN of a library");
        show(console, 0.5);
        Console.out().println("!! stopping the load, ü \033[2J");
        show(console, 0.6);
        Console.liveLine().clear();
        Console.out().println("PASS");
        written(console);
    }

    private static void show(ConsoleThread console, double share) throws InterruptedException {
        LiveLine line = Console.liveLine();
        line.show(new ProgressLine(share, 10, "steady", "9 s left", List.of("12/s", "p95 10 ms"))
                .text(Math.max(20, line.columns())));
        written(console);
    }

    private static void written(ConsoleThread console) throws InterruptedException {
        if (console != null) {
            console.awaitWritten(Duration.ofMinutes(1));
        }
    }
}
