package io.orchestress.monitoring;

import io.orchestress.record.InjectorMachine;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import oshi.SystemInfo;
import oshi.hardware.NetworkIF;

/** The properties of this machine that stay the same during a run. */
public final class MachineInfo {
    private MachineInfo() {}

    /** Names of those whose bytes are counted as the host's; empty where they cannot be asked for. */
    public static List<String> networkInterfaces() {
        try {
            return NetworkProbe.counted(new SystemInfo().getHardware().getNetworkIFs(true)).stream()
                    .map(NetworkIF::getName)
                    .sorted()
                    .toList();
        } catch (RuntimeException | LinkageError e) {
            return List.of();
        }
    }

    /** Returns the containers and limits that hold this process in, a few words each; empty: none is known. */
    public static List<String> isolation() {
        return new Isolation(Path.of("/"), System.getenv()).facts();
    }

    /** CPUs' worth of time that control groups let this process have; empty where there is no such limit. */
    public static OptionalDouble cpuQuota() {
        return CpuQuota.ofThisProcess();
    }

    /** CPUs of the whole machine, those that this process may not use among them; empty where they cannot be asked for. */
    public static OptionalInt cpus() {
        try {
            int cpus = new SystemInfo().getHardware().getProcessor().getLogicalProcessorCount();
            return cpus > 0 ? OptionalInt.of(cpus) : OptionalInt.empty();
        } catch (RuntimeException | LinkageError e) {
            return OptionalInt.empty();
        }
    }

    /** Returns a pseudonym of this machine for records, the same in each of them; the identity of its hardware cannot be derived from it. Empty in a container. */
    public static Optional<String> host() {
        return new HostPseudonym(Path.of("/"), System.getenv(), MachineInfo::hardware).read();
    }

    /** Where it is not to be had without being root, {@code unknown}. */
    private static String hardware() {
        try {
            return new SystemInfo().getHardware().getComputerSystem().getHardwareUUID();
        } catch (RuntimeException | LinkageError e) {
            return InjectorMachine.UNKNOWN;
        }
    }

    /** Bytes that can still be written to a folder that is there, or will be below one that is. */
    public static OptionalLong diskFreeBytes(Path folder) {
        Path there = folder.toAbsolutePath();
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        try {
            FileStore store = Files.getFileStore(there);
            return OptionalLong.of(store.getUsableSpace());
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }
}
