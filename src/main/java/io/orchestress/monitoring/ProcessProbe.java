package io.orchestress.monitoring;

import io.orchestress.record.ResourceName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import oshi.software.os.OSProcess;
import oshi.software.os.OperatingSystem;

/**
 * A process of this machine with all that it started and they started, in sum. Children come and go: what one used is counted from its
 * start, or from when it was first seen, to when it was last seen. Once the process itself has ended nothing is read of it, even if another
 * is given its id. Where it is this process that started us, as a test suite does that holds the target, the branch of its children that
 * leads to us is none of the target's.
 */
final class ProcessProbe implements ResourceProbe {
    private static final double MILLIS_PER_SECOND = 1000;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double NANOS_PER_MILLI = 1e6;

    /** When a process started is known as ticks since the boot, and when that was to the second only. */
    private static final double START_IS_KNOWN_TO_MILLIS = 2000;

    private final String subject;
    private final OperatingSystem os;
    private final Member root;
    private final int cpus;
    private final long ourPid;
    private final Map<Integer, Member> children = new HashMap<>();
    private boolean ended;
    private boolean readBefore;
    private long beforeNanos;

    private ProcessProbe(String subject, OperatingSystem os, OSProcess process, int cpus, long ourPid) {
        this.subject = subject;
        this.os = os;
        this.root = new Member(process);
        this.cpus = cpus;
        this.ourPid = ourPid;
    }

    /**
     * Empty when there is no such process.
     *
     * @param cpus that a busy process could use, all together: its {@code cpu} is a share of them
     */
    static Optional<ProcessProbe> of(String subject, OperatingSystem os, long pid, int cpus) {
        return of(subject, os, pid, cpus, ProcessHandle.current().pid());
    }

    /** @param ourPid the injector's, whose branch is left out */
    static Optional<ProcessProbe> of(String subject, OperatingSystem os, long pid, int cpus, long ourPid) {
        OSProcess process = os.getProcess(Math.toIntExact(pid));
        return process == null ? Optional.empty() : Optional.of(new ProcessProbe(subject, os, process, cpus, ourPid));
    }

    @Override
    public String subject() {
        return subject;
    }

    long pid() {
        return root.process.getProcessID();
    }

    /** @throws UnreadableException when it has ended */
    @Override
    public void read(long nanos, Sink sink) {
        ended = ended || !root.update();
        if (ended) {
            throw new UnreadableException("process " + pid() + " has ended");
        }
        double seconds = (nanos - beforeNanos) / NANOS_PER_SECOND;
        List<Member> members = members((nanos - beforeNanos) / NANOS_PER_MILLI);
        if (readBefore && seconds > 0) {
            sink.add(ResourceName.CPU, sum(members, m -> m.cpuMillis) / MILLIS_PER_SECOND / seconds / cpus);
        }
        sink.add(ResourceName.RSS, sum(members, m -> m.process.getResidentMemory()));
        sink.add(ResourceName.THREADS, sum(members, m -> m.process.getThreadCount()));
        // Those of another user's process read as none, and so do its bytes: that is not known, not zero.
        if (root.openFiles > 0) {
            sink.add(ResourceName.OPEN_FILES, sum(members, m -> m.openFiles));
            if (readBefore && seconds > 0) {
                sink.add(ResourceName.DISK_READ, sum(members, m -> m.bytesRead) / seconds);
                sink.add(ResourceName.DISK_WRITE, sum(members, m -> m.bytesWritten) / seconds);
            }
        }
        readBefore = true;
        beforeNanos = nanos;
    }

    /** The process and those below it that are there now, up to date. */
    private List<Member> members(double sinceBeforeMillis) {
        List<Member> members = new ArrayList<>(List.of(root));
        Set<Integer> pids = ProcessHandle.of(pid()).map(this::below).orElse(Set.of());
        children.keySet().retainAll(pids);
        for (int pid : pids) {
            Member known = children.get(pid);
            if (known == null) {
                begin(pid, sinceBeforeMillis).ifPresent(child -> {
                    children.put(pid, child);
                    members.add(child);
                });
            } else if (known.update()) {
                members.add(known);
            } else {
                children.remove(pid);
            }
        }
        return members;
    }

    private Set<Integer> below(ProcessHandle process) {
        Set<Integer> pids = pids(process.descendants());
        branchToUs(process).ifPresent(child -> {
            pids.remove(Math.toIntExact(child.pid()));
            pids.removeAll(pids(child.descendants()));
        });
        return pids;
    }

    private Optional<ProcessHandle> branchToUs(ProcessHandle process) {
        Optional<ProcessHandle> branch = ProcessHandle.of(ourPid);
        while (branch.isPresent() && !branch.flatMap(ProcessHandle::parent).equals(Optional.of(process))) {
            branch = branch.flatMap(ProcessHandle::parent);
        }
        return branch;
    }

    private static Set<Integer> pids(Stream<ProcessHandle> processes) {
        return processes.map(process -> Math.toIntExact(process.pid())).collect(Collectors.toCollection(HashSet::new));
    }

    /** All that a child used is new if it started after the reading before; of an older one it is not known since when. */
    private Optional<Member> begin(int pid, double sinceBeforeMillis) {
        OSProcess process = os.getProcess(pid);
        if (process == null) {
            return Optional.empty();
        }
        Member child = new Member(process);
        if (readBefore && process.getUpTime() <= sinceBeforeMillis + START_IS_KNOWN_TO_MILLIS) {
            child.countFromStart();
        }
        return Optional.of(child);
    }

    private static double sum(List<Member> members, java.util.function.ToDoubleFunction<Member> figure) {
        return members.stream().mapToDouble(figure).sum();
    }

    /** One process, and by how much its counts grew since it was updated before. */
    private static final class Member {
        private final OSProcess process;
        private final long startedAt;
        private double cpuMillis;
        private double bytesRead;
        private double bytesWritten;
        private long openFiles;

        Member(OSProcess process) {
            this.process = process;
            this.startedAt = process.getStartTime();
            this.openFiles = process.getOpenFiles();
        }

        void countFromStart() {
            cpuMillis = totalMillis();
            bytesRead = process.getBytesRead();
            bytesWritten = process.getBytesWritten();
        }

        /** False when it has ended, or is another by now. */
        boolean update() {
            double cpuBefore = totalMillis();
            long readBefore = process.getBytesRead();
            long writtenBefore = process.getBytesWritten();
            if (!process.updateAttributes() || process.getStartTime() != startedAt || isDead()) {
                return false;
            }
            openFiles = process.getOpenFiles();
            cpuMillis = Math.max(0, totalMillis() - cpuBefore);
            bytesRead = Math.max(0, process.getBytesRead() - readBefore);
            bytesWritten = Math.max(0, process.getBytesWritten() - writtenBefore);
            return true;
        }

        private double totalMillis() {
            return (double) process.getKernelTime() + process.getUserTime();
        }

        private boolean isDead() {
            return process.getState() == OSProcess.State.ZOMBIE || process.getState() == OSProcess.State.INVALID;
        }
    }
}
