package io.orchestress.resources;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import oshi.SystemInfo;
import oshi.hardware.NetworkIF;

/** What of this machine stays the same while a run goes on. */
public final class MachineFacts {
    private MachineFacts() {}

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

    /** What holds this process in, a few words each. */
    public static List<String> isolation() {
        return new Isolation(Path.of("/"), System.getenv()).facts();
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
