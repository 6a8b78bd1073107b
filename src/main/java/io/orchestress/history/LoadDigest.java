package io.orchestress.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orchestress.record.RunRecord;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;

/**
 * The load that was meant, in 16 hexadecimal digits: model, pace, plan (phases with kind, times and load, as scaled), and of the
 * configuration {@code load.arrivals}, {@code task-mix} and the keys of the target's protocol. Nothing of the target itself: a
 * slower target under the same load has the same digest. SHA-256, the first 64 bits; settings that differ have the same digest with a
 * probability of 2⁻⁶⁴.
 */
final class LoadDigest {
    private static final int BYTES = 8;

    private LoadDigest() {}

    static String of(RunRecord run) {
        StringBuilder text = new StringBuilder(run.model() + "\n" + run.paceMillis() + "\n");
        for (RunRecord.PlannedPhase phase : run.plan()) {
            text.append(String.join(
                            "|",
                            phase.name(),
                            phase.kind().configName(),
                            String.valueOf(phase.warmUp()),
                            String.valueOf(phase.startSeconds()),
                            String.valueOf(phase.endSeconds()),
                            String.valueOf(phase.load())))
                    .append(phase.controls().isEmpty() ? "" : "|" + new TreeMap<>(phase.controls()))
                    .append('\n');
        }
        // Both ways to MCP are configured in one section.
        String protocol = "protocols." + run.target().protocol().replaceFirst("-stdio$", "") + ".";
        new TreeMap<>(run.configuration()).forEach((key, value) -> {
            // Runs before there were payloads had none.
            boolean unsaid = key.equals("task-mix.payload") && value.equals("0 B");
            if (!unsaid && (key.equals("load.arrivals") || key.startsWith("task-mix.") || key.startsWith(protocol))) {
                text.append(key).append('=').append(value).append('\n');
            }
        });
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(UTF_8));
            return HexFormat.of().formatHex(digest, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
