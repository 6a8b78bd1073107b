package io.orchestress.duel;

import io.orchestress.calibration.Fingerprint;
import io.orchestress.config.Settings;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;

/** What pairs must share, so that the noise of one says something of the noise of another. */
final class LoadKey {
    private static final int BYTES = 12;
    private static final List<String> OF_THE_LOAD =
            List.of("load.", "workloads.", "profile", "task-mix.", "target.protocol", "protocols.");

    private LoadKey() {}

    /** A digest of this machine, the simulation, its load, the mode and the length of the runs. */
    static String of(String simulation, Settings settings) {
        TreeMap<String, String> facts = new TreeMap<>();
        settings.effective().forEach((key, value) -> {
            if (OF_THE_LOAD.stream().anyMatch(key::startsWith) && !key.equals("load.seed")) {
                facts.put(key, value);
            }
        });
        String all = String.join(
                "\n",
                Fingerprint.ofThisMachine().toString(),
                simulation,
                facts.toString(),
                Boolean.toString(settings.duel().atOnce()),
                settings.duel().length().toString());
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
