package io.orchestress.transport.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The output of a program that was run once, without a shell and without input. One that takes too long is killed with all that descends from it.
 *
 * @param failure why it did not end with status 0; empty when it did
 * @param output its standard output; empty where it failed
 * @param lastError the last line of its standard error, fit to be shown
 */
public record ProgramOutput(Optional<String> failure, String output, String lastError) {
    private static final int MOST_ERROR_BYTES = 16 << 10;
    private static final int SHOWN = 200;

    /** A child in the background may hold the pipes for ever. */
    private static final long LAST_OUTPUT_MILLIS = 1_000;

    /**
     * Runs it and waits for its end.
     *
     * @param mostBytes of its standard output; one that prints more fails
     */
    public static ProgramOutput of(List<String> command, Duration within, int mostBytes) throws InterruptedException {
        Process process;
        try {
            process = Children.start(new ProcessBuilder(command));
            process.getOutputStream().close();
        } catch (IOException e) {
            return failed("could not be started", "");
        }
        CompletableFuture<byte[]> out = read(process.getInputStream(), mostBytes + 1);
        CompletableFuture<byte[]> errors = read(process.getErrorStream(), MOST_ERROR_BYTES);
        try {
            if (!process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
                Children.kill(process);
                return failed("did not end within " + within.toMillis() + " ms and was killed", lastLine(errors));
            }
            byte[] printed = soon(out);
            if (process.exitValue() != 0) {
                return failed("ended with " + process.exitValue(), lastLine(errors));
            }
            if (printed.length > mostBytes) {
                return failed("printed more than " + (mostBytes >> 10) + " KiB", "");
            }
            return new ProgramOutput(Optional.empty(), new String(printed, StandardCharsets.UTF_8), "");
        } catch (InterruptedException e) {
            Children.kill(process);
            throw e;
        }
    }

    private static ProgramOutput failed(String why, String lastError) {
        return new ProgramOutput(Optional.of(why), "", lastError);
    }

    /** The beginning is kept, and the rest read, so that the program is not held up. */
    private static CompletableFuture<byte[]> read(InputStream from, int most) {
        CompletableFuture<byte[]> all = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try (from) {
                        byte[] first = from.readNBytes(most);
                        all.complete(first);
                        from.transferTo(java.io.OutputStream.nullOutputStream());
                    } catch (IOException e) {
                        all.complete(new byte[0]); // killed
                    }
                },
                "orchestress-program-output");
        thread.setDaemon(true);
        thread.start();
        return all;
    }

    private static byte[] soon(CompletableFuture<byte[]> read) throws InterruptedException {
        try {
            return read.get(LAST_OUTPUT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return new byte[0];
        }
    }

    private static String lastLine(CompletableFuture<byte[]> errors) throws InterruptedException {
        String[] lines =
                new String(soon(errors), StandardCharsets.UTF_8).strip().split("\\R", -1);
        String last = lines[lines.length - 1].replaceAll("[\\p{Cntrl}\\p{Cf}\\x{80}-\\x{9f}]", "?");
        return last.length() <= SHOWN ? last : last.substring(0, SHOWN) + " …";
    }
}
