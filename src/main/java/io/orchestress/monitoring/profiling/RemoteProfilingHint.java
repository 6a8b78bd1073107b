package io.orchestress.monitoring.profiling;

import io.orchestress.monitoring.FoundProcess;
import java.util.Optional;

/** How to profile a target that we do not. */
final class RemoteProfilingHint {
    private RemoteProfilingHint() {}

    /** A sentence with the command to run while the load goes on. */
    static String advice(Optional<FoundProcess> process) {
        if (process.isEmpty()) {
            return "The target is not a process on this machine. On its own machine, during the load: for a JVM"
                    + " `jcmd PID JFR.start duration=60s settings=profile filename=target.jfr`, for Python"
                    + " `py-spy record --pid PID --duration 60 -o target.svg`, else"
                    + " `perf record -F 99 -g -p PID -- sleep 60`.";
        }
        long pid = process.get().pid();
        String program = process.get().program();
        return "The target is process " + pid + (program.isEmpty() ? "" : " (" + program + ")") + ". During the load: `"
                + command(program, pid) + "`.";
    }

    static boolean isJvm(FoundProcess process) {
        return process.program().startsWith("java");
    }

    private static String command(String program, long pid) {
        if (program.startsWith("java")) {
            return "jcmd " + pid + " JFR.start duration=60s settings=profile filename=target.jfr` as its own user, then"
                    + " `jfr summary target.jfr";
        }
        if (program.startsWith("python")) {
            return "py-spy record --pid " + pid + " --duration 60 -o target.svg";
        }
        if (program.startsWith("node")) {
            return "kill -USR1 " + pid + "` and profile at `chrome://inspect`, or start it with `node --cpu-prof";
        }
        return "perf record -F 99 -g -p " + pid + " -- sleep 60";
    }
}
