package io.orchestress.transport;

import io.orchestress.metrics.TimeSource;
import io.orchestress.transport.process.Children;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A process that is spoken to by lines. Two threads of its own write and read, since pipes block: whoever calls never waits. What it
 * writes on its standard error is thrown away.
 */
final class ChildProcess {
    /** Called on the threads of the process. */
    interface Listener {
        /** The line that {@code token} came with has been written. */
        void written(Object token);

        /**
         * @param nanos when the last byte of it was read
         * @param bytes to be given back by {@link ChildProcess#handled}
         */
        void line(String text, int bytes, long nanos);

        /**
         * Called once, as the last.
         *
         * @param why in words; empty: that is all there is to say
         */
        void ended(Ending how, String why);
    }

    private static final int KILLERS = 2;

    private record ToWrite(String text, Object token) {}

    private static final ExecutorService KILLING = new ThreadPoolExecutor(
            KILLERS,
            KILLERS,
            1,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> daemon(task, "orchestress-kill"));

    private static final Set<ChildProcess> ALIVE = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(ChildProcess::killAll, "orchestress-kill-children"));
    }

    private final List<String> command;
    private final AnswerLimits limits;
    private final Held underWay;
    private final Listener listener;
    private final BlockingQueue<ToWrite> toWrite = new LinkedBlockingQueue<>();
    private final Semaphore unhandledBytes;
    private final Thread writer;
    private boolean killed;
    private @Nullable Process process;

    ChildProcess(List<String> command, AnswerLimits limits, Listener listener) {
        this.command = command;
        this.limits = limits;
        this.underWay = new Held(limits.memory());
        this.listener = listener;
        this.unhandledBytes = new Semaphore(limits.longestAnswerBytes());
        this.writer = daemon(this::startAndWrite, "pipe to " + command.get(0));
    }

    /** Starts it; that it cannot be started is its end. */
    void start() {
        ALIVE.add(this);
        writer.start();
    }

    void write(String line, Object token) {
        toWrite.add(new ToWrite(line, token));
    }

    /** Allows as many bytes more to be read: a child that writes faster than its lines are looked at is held up. */
    void handled(int bytes) {
        limits.memory().giveBack(bytes);
        unhandledBytes.release(bytes);
    }

    /** As {@link #kill}, which may wait and takes a while, on another thread: for event loops. */
    void killLater() {
        KILLING.execute(this::kill);
    }

    /** Ends it and its children at once. */
    synchronized void kill() {
        killed = true;
        writer.interrupt();
        if (process != null) {
            Children.kill(process);
        }
        ALIVE.remove(this);
    }

    /** Ends every child of this JVM: those of users whom the end of the load did not let go. */
    static void killAll() {
        ALIVE.forEach(ChildProcess::kill);
    }

    private synchronized @Nullable Process started() throws IOException {
        if (!killed) {
            process = Children.start(new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD));
        }
        return process;
    }

    private void startAndWrite() {
        Process running;
        try {
            running = started();
        } catch (IOException e) {
            kill();
            listener.ended(
                    Causes.isOwnLimitOfPrograms(e.getMessage()) ? Ending.INJECTOR : Ending.CONNECTION,
                    "not started: " + e.getMessage());
            return;
        }
        if (running == null) {
            listener.ended(Ending.CLOSED, "");
            return;
        }
        daemon(() -> read(running.getInputStream()), "pipe from " + command.get(0))
                .start();
        try (OutputStream in = running.getOutputStream()) {
            while (true) {
                ToWrite next = toWrite.take();
                in.write((next.text() + "\n").getBytes(StandardCharsets.UTF_8));
                in.flush();
                listener.written(next.token());
            }
        } catch (IOException | InterruptedException e) {
            kill(); // it has closed its input, or was killed: the reader comes to the end of its output, and tells
        }
    }

    private void read(InputStream out) {
        Ending why = Ending.CONNECTION;
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        byte[] buffer = new byte[1 << 13];
        try (out) {
            int length = out.read(buffer);
            while (length >= 0 && why == Ending.CONNECTION) {
                why = lines(line, buffer, length, TimeSource.SYSTEM.nanos());
                length = why == Ending.CONNECTION ? out.read(buffer) : -1;
            }
        } catch (IOException | InterruptedException e) {
            why = Ending.CONNECTION;
        }
        if (why == Ending.CONNECTION && line.size() > 0) {
            why = Ending.TRUNCATED;
        }
        underWay.nothing();
        kill();
        listener.ended(
                why,
                why == Ending.TOO_LONG ? limits.tooLong("a line") : why == Ending.INJECTOR ? limits.outOfBudget() : "");
    }

    /** Returns what ends the process for it, or CONNECTION, which its own end would be. */
    private Ending lines(ByteArrayOutputStream line, byte[] buffer, int length, long nanos)
            throws InterruptedException {
        int from = 0;
        for (int i = 0; i < length; i++) {
            if (buffer[i] == '\n') {
                line.write(buffer, from, i - from);
                from = i + 1;
                Ending refused = told(line, nanos);
                if (refused != Ending.CONNECTION) {
                    return refused;
                }
                line.reset();
            }
        }
        line.write(buffer, from, length - from);
        if (line.size() > limits.longestAnswerBytes()) {
            return Ending.TOO_LONG;
        }
        return underWay.is(line.size()) ? Ending.CONNECTION : Ending.INJECTOR;
    }

    private Ending told(ByteArrayOutputStream line, long nanos) throws InterruptedException {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line.toByteArray()))
                    .toString()
                    .strip();
        } catch (CharacterCodingException e) {
            return Ending.MALFORMED;
        }
        if (!text.isEmpty()) {
            int bytes = Math.min(line.size(), limits.longestAnswerBytes());
            unhandledBytes.acquire(bytes);
            underWay.nothing();
            if (!limits.memory().take(bytes)) {
                return Ending.INJECTOR;
            }
            listener.line(text, bytes, nanos);
        }
        return Ending.CONNECTION;
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }
}
