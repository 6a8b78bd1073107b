package io.orchestress.calibration;

import io.orchestress.monitoring.ThisMachine;
import io.orchestress.record.Tool;

/** Where a calibration holds: on a machine of the same make, with the same JVM and the same version of ours. */
public record Fingerprint(double cpus, String cpuModel, long memoryBytes, String java, String toolVersion) {
    /** Takes up to a second. */
    public static Fingerprint ofThisMachine() {
        ThisMachine machine = ThisMachine.read();
        return new Fingerprint(machine.cpus(), machine.cpuModel(), machine.memoryBytes(), machine.java(), Tool.VERSION);
    }
}
