package io.orchestress.sut.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A control group (cgroup v2) of Linux around one process. It goes when the process has gone. */
final class ControlGroup {
    private static final Path ROOT = Path.of("/sys/fs/cgroup");
    private static final Path OWN = Path.of("/proc/self/cgroup");
    private static final String UNIFIED = "0::";
    private static final String LIMIT = "memory.max";

    private final Path folder;

    private ControlGroup(Path folder) {
        this.folder = folder;
    }

    /** Empty where no such group can be made: no cgroup v2, no right to, or memory that is not handed down to groups here. */
    static Optional<ControlGroup> limitingMemory(long pid, long bytes) {
        try {
            if (!Files.exists(ROOT.resolve("cgroup.controllers"))) {
                return Optional.empty();
            }
            String own = Files.readAllLines(OWN).stream()
                    .filter(line -> line.startsWith(UNIFIED))
                    .map(line -> line.substring(UNIFIED.length() + 1))
                    .findFirst()
                    .orElse("");
            Path folder = Files.createDirectory(ROOT.resolve(own).resolve("orchestress-" + pid));
            return in(folder, pid, bytes);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Puts the process into a group that has been made. */
    static Optional<ControlGroup> in(Path folder, long pid, long bytes) {
        ControlGroup group = new ControlGroup(folder);
        try {
            if (Files.exists(folder.resolve(LIMIT))) {
                Files.writeString(folder.resolve(LIMIT), Long.toString(bytes));
                Files.writeString(folder.resolve("cgroup.procs"), Long.toString(pid));
                return Optional.of(group);
            }
        } catch (IOException e) {
            // no right to: as if there were none
        }
        group.remove();
        return Optional.empty();
    }

    /** To be called when its process has ended. */
    void remove() {
        try {
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            // an empty group costs nothing, and says by its name where it came from
        }
    }
}
