package io.orchestress.monitoring;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import oshi.SystemInfo;

/**
 * A process of this machine.
 *
 * @param program file name of what it runs, such as {@code java}; empty when that cannot be seen
 */
public record FoundProcess(long pid, String program) {

    /** Empty when it is not on this machine, or cannot be found. Takes up to a second. */
    public static Optional<FoundProcess> of(TargetProcess target) {
        OptionalLong pid = target instanceof TargetProcess.Pid known
                ? OptionalLong.of(known.pid())
                : target instanceof TargetProcess.ListenerAt listener
                        ? WatchedMachine.listenerAt(listener.port(), new SystemInfo().getOperatingSystem())
                        : OptionalLong.empty();
        return pid.isEmpty()
                ? Optional.empty()
                : ProcessHandle.of(pid.getAsLong()).map(process -> new FoundProcess(process.pid(), program(process)));
    }

    private static String program(ProcessHandle process) {
        return process.info()
                .command()
                .map(command -> String.valueOf(Path.of(command).getFileName()))
                .orElse("");
    }
}
