package io.orchestress.duel;

import io.orchestress.config.Origin;
import io.orchestress.metrics.TimeSource;
import io.orchestress.sut.Liveness;
import io.orchestress.sut.TargetUnavailableException;
import io.orchestress.transport.process.Children;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The sides that a command starts: before the first pair, until after the last, so that every run finds them as warm as the one before. */
final class StartedSides implements AutoCloseable {
    private static final Duration READY = Duration.ofSeconds(60);
    private static final long BETWEEN_MILLIS = 200;
    private static final Duration ENDS = Duration.ofSeconds(5);

    private final List<Process> processes = new ArrayList<>();

    private StartedSides() {}

    /**
     * Starts what is to be started, and waits until it answers.
     *
     * @param folder for what they say
     * @throws DuelRefusedException when one does not start, or does not answer in time
     */
    static StartedSides of(List<Contender> contenders, Path folder, TimeSource time)
            throws DuelRefusedException, IOException, InterruptedException {
        refuseOnePort(contenders);
        StartedSides sides = new StartedSides();
        boolean allThere = false;
        try {
            for (Contender contender : contenders) {
                if (!contender.side().start().isEmpty()) {
                    sides.start(contender, folder, time);
                }
            }
            allThere = true;
            return sides;
        } finally {
            if (!allThere) {
                sides.close();
            }
        }
    }

    private static void refuseOnePort(List<Contender> contenders) throws DuelRefusedException {
        List<Contender> started = contenders.stream()
                .filter(contender -> !contender.side().start().isEmpty())
                .toList();
        if (started.size() == 2 && started.get(0).isAtTheSamePlace(started.get(1))) {
            throw new DuelRefusedException("both start commands use "
                    + Origin.of(started.get(0).url().orElseThrow()).authority()
                    + "; give each side a port of its own");
        }
    }

    private void start(Contender contender, Path folder, TimeSource time)
            throws DuelRefusedException, IOException, InterruptedException {
        String program = contender.side().start().get(0);
        URI url = contender.url().orElseThrow();
        Path output = folder.resolve(contender.name() + ".txt");
        Process process;
        try {
            process = Children.started(new ProcessBuilder(contender.side().start())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start());
        } catch (IOException e) {
            throw new DuelRefusedException("the " + contender.name() + " could not be started by " + program, e);
        }
        processes.add(process);
        process.getOutputStream().close();
        long until = time.nanos() + READY.toNanos();
        while (true) {
            try {
                Liveness.check(url, contender.settings());
                return;
            } catch (TargetUnavailableException e) {
                if (!process.isAlive()) {
                    throw new DuelRefusedException(
                            "the " + contender.name() + " exited with " + process.exitValue()
                                    + " before it served requests: " + output,
                            e);
                }
                if (time.nanos() - until > 0) {
                    throw new DuelRefusedException(
                            "the " + contender.name() + " did not serve requests within " + READY.toSeconds() + " s: "
                                    + e.getMessage(),
                            e);
                }
            }
            TimeUnit.MILLISECONDS.sleep(BETWEEN_MILLIS);
        }
    }

    @Override
    public void close() {
        Children.end(processes, ENDS);
    }
}
