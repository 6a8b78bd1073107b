package io.orchestress.transport.process;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The processes that this JVM has started and that must not outlive it. When it ends, they are killed with all that descends from them.
 * When it is killed, so that it can do nothing any more, a small shell does it for Linux and its like: its input ends with us.
 */
public final class Children {
    /** Keeps the ids it is told of, and kills those that are left when its input ends; no signal to our process group ends it before. */
    private static final String GUARD = """
            trap '' INT TERM HUP
            pids=' '
            while read -r word pid; do
              case $word in
                + ) pids="$pids$pid " ;;
                - ) pids="${pids%% $pid *} ${pids#* $pid }" ;;
              esac
            done
            kill_tree() {
              for child in $(ps -o pid= --ppid "$1" 2>/dev/null); do kill_tree "$child"; done
              kill -KILL "$1" 2>/dev/null
            }
            for pid in $pids; do kill_tree "$pid"; done
            """;

    /** Of a process: its input, its output, its errors. */
    private static final int PIPES = 3;

    private static final Set<Process> ALIVE = ConcurrentHashMap.newKeySet();
    private static @Nullable OutputStream guard;
    private static boolean guarded;

    private Children() {}

    /**
     * Starts a process of the load.
     *
     * @throws IOException when it cannot be started, or there are no descriptors for its pipes
     */
    public static Process start(ProcessBuilder builder) throws IOException {
        Descriptors descriptors = Descriptors.ofThisJvm();
        if (!descriptors.take(PIPES)) {
            throw new IOException(descriptors.exhausted());
        }
        try {
            Process process = started(builder.start());
            process.onExit().thenRun(() -> descriptors.giveBack(PIPES));
            return process;
        } catch (IOException | RuntimeException e) {
            descriptors.giveBack(PIPES);
            throw e;
        }
    }

    /** Is told of a process that was started just now; it is forgotten when it ends. */
    public static Process started(Process process) {
        ALIVE.add(process);
        tell("+ " + process.pid());
        process.onExit().thenRun(() -> {
            ALIVE.remove(process);
            tell("- " + process.pid());
        });
        return process;
    }

    /**
     * Ends processes in good order, or, those that take longer than that, and all when this thread is interrupted meanwhile, by force.
     *
     * @param each how long it is waited for
     */
    public static void end(List<Process> processes, Duration each) {
        processes.forEach(Process::destroy);
        boolean interrupted = Thread.interrupted();
        for (Process process : processes) {
            try {
                if (!process.waitFor(each.toMillis(), TimeUnit.MILLISECONDS)) {
                    kill(process);
                }
            } catch (InterruptedException e) {
                kill(process);
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Kills a process and all that descends from it; the process first, so that it starts no others meanwhile. By its handle, because
     * {@link Process#destroyForcibly()} also closes its input, and that waits for a write under way which a descendant does not read.
     */
    public static void kill(Process process) {
        List<ProcessHandle> tree;
        try (Stream<ProcessHandle> descendants = process.descendants()) {
            tree = descendants.toList();
        }
        process.toHandle().destroyForcibly();
        tree.forEach(child -> {
            try (Stream<ProcessHandle> younger = child.descendants()) {
                younger.forEach(ProcessHandle::destroyForcibly);
            }
            child.destroyForcibly();
        });
    }

    /** Kills all that are alive. */
    public static void killAll() {
        ALIVE.forEach(Children::kill);
    }

    private static synchronized void tell(String line) {
        if (!guarded) {
            guarded = true;
            guard = startGuard();
            killAtExit();
        }
        OutputStream in = guard;
        if (in != null) {
            try {
                in.write((line + "\n").getBytes(US_ASCII));
                in.flush();
            } catch (IOException e) {
                guard = null; // somebody killed it: what a kill of ours leaves is left
            }
        }
    }

    private static void killAtExit() {
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(Children::killAll, "orchestress-kill-children"));
        } catch (IllegalStateException e) {
            // The JVM is ending already, and who ends it kills all by itself.
        }
    }

    private static @Nullable OutputStream startGuard() {
        try {
            return new ProcessBuilder("sh", "-c", GUARD)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .getOutputStream();
        } catch (IOException e) {
            return null; // no shell: the same
        }
    }
}
