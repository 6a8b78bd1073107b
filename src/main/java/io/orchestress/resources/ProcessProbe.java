package io.orchestress.resources;

import io.orchestress.run.ResourceName;
import java.util.Optional;
import oshi.software.os.OSProcess;
import oshi.software.os.OperatingSystem;

/** A process of this machine, without its children. Once it has ended nothing is read of it, even if another is given its id. */
final class ProcessProbe implements Probe {
    private static final double MILLIS_PER_SECOND = 1000;

    private final String subject;
    private final OSProcess process;
    private final int cpus;
    private final long startedAt;
    private final Growth cpuMillis = new Growth();
    private final Growth bytesRead = new Growth();
    private final Growth bytesWritten = new Growth();
    private boolean ended;

    private ProcessProbe(String subject, OSProcess process, int cpus) {
        this.subject = subject;
        this.process = process;
        this.cpus = cpus;
        this.startedAt = process.getStartTime();
    }

    /**
     * Empty when there is no such process.
     *
     * @param cpus that a busy process could use, all together: its {@code cpu} is a share of them
     */
    static Optional<ProcessProbe> of(String subject, OperatingSystem os, long pid, int cpus) {
        OSProcess process = os.getProcess(Math.toIntExact(pid));
        return process == null ? Optional.empty() : Optional.of(new ProcessProbe(subject, process, cpus));
    }

    @Override
    public String subject() {
        return subject;
    }

    long pid() {
        return process.getProcessID();
    }

    @Override
    public void read(long nanos, Sink sink) {
        ended = ended || !process.updateAttributes() || process.getStartTime() != startedAt || isDead();
        if (ended) {
            return;
        }
        cpuMillis
                .perSecond((double) process.getKernelTime() + process.getUserTime(), nanos)
                .ifPresent(millis -> sink.add(ResourceName.CPU, millis / MILLIS_PER_SECOND / cpus));
        sink.add(ResourceName.RSS, process.getResidentMemory());
        sink.add(ResourceName.THREADS, process.getThreadCount());
        long files = process.getOpenFiles();
        // Those of another user's process read as none, and so do its bytes: that is not known, not zero.
        if (files > 0) {
            sink.add(ResourceName.OPEN_FILES, files);
            bytesRead
                    .perSecond(process.getBytesRead(), nanos)
                    .ifPresent(bytes -> sink.add(ResourceName.DISK_READ, bytes));
            bytesWritten
                    .perSecond(process.getBytesWritten(), nanos)
                    .ifPresent(bytes -> sink.add(ResourceName.DISK_WRITE, bytes));
        }
    }

    private boolean isDead() {
        return process.getState() == OSProcess.State.ZOMBIE || process.getState() == OSProcess.State.INVALID;
    }
}
