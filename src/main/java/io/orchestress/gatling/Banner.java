package io.orchestress.gatling;

import io.orchestress.record.RunRecord;
import io.orchestress.text.Format;
import io.orchestress.workload.kind.LoadModel;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The first lines of a run: what is about to be done to whom. */
final class Banner {
    private Banner() {}

    static void print(RunRecord record, Path folder, PrintStream out) {
        RunRecord.PlannedPhase last = record.plan().get(record.plan().size() - 1);
        boolean closed = record.model() == LoadModel.CLOSED;
        String pace = record.paceMillis() > 0 ? ", pace " + record.paceMillis() + " ms" : "";
        String kind = record.stressKind();
        String stress = kind == null ? "" : ", stress of kind " + kind;
        out.printf(
                "%nOrchestress %s · %s · profile %s, %s · %s model%s%n",
                record.toolVersion(),
                record.simulation(),
                record.profile(),
                Format.duration(last.endSeconds()),
                record.model(),
                pace + stress);
        out.printf(
                "target  %s (%s)%n",
                record.target().url(),
                record.target().embedded()
                        ? "embedded orchestrator, started for this run"
                        : record.target().protocol());
        if (record.target().given() != null) {
            out.printf("        named by the target at %s%n", record.target().given());
        }
        List<String> addresses = record.target().addresses();
        if (addresses != null && addresses.size() > 1) {
            out.printf("        at %s, in turn%n", String.join(", ", addresses));
        }
        out.printf(
                "phases  %s%n",
                record.plan().stream().map(phase -> phase(phase, closed)).collect(Collectors.joining(" · ")));
        out.printf("record  %s%n%n", folder);
        out.flush();
    }

    private static String phase(RunRecord.PlannedPhase phase, boolean closed) {
        return phase.name() + " " + Format.duration(phase.endSeconds() - phase.startSeconds()) + " → "
                + (closed ? Format.count(Math.round(phase.load()), "user") : Format.rate(phase.load()));
    }
}
