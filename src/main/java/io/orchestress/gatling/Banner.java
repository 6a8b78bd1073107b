package io.orchestress.gatling;

import io.orchestress.record.RunRecord;
import io.orchestress.text.Format;
import io.orchestress.workload.kind.AdHocLoad;
import io.orchestress.workload.kind.LoadModel;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The first lines of a run: what is about to be done to whom. */
final class Banner {
    private Banner() {}

    /** @param live where the run can be watched; empty: nowhere */
    static void print(RunRecord record, Path folder, Optional<String> live, PrintStream out) {
        RunRecord.PlannedPhase last = record.plan().get(record.plan().size() - 1);
        boolean closed = record.model() == LoadModel.CLOSED;
        String pace = record.paceMillis() > 0 ? ", pace " + Format.duration(record.paceMillis() / 1e3) : "";
        boolean adHoc = record.workload().equals(AdHocLoad.WORKLOAD);
        String kind = record.stressKind();
        String stress = kind == null ? "" : ", stress of kind " + kind;
        out.printf(
                "%nOrchestress %s · %s · profile %s, %s · %s model%s%n",
                record.toolVersion(),
                record.simulation(),
                record.profile() + (adHoc ? " (scales nothing here)" : ""),
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
        RunRecord.Reached reached = record.target().reached();
        if (reached != null) {
            out.printf("        %s%n", String.join(", ", reached.words()));
        }
        out.printf(
                adHoc ? "load    %s%n" : "phases  %s%n",
                adHoc
                        ? adHoc(record)
                        : record.plan().stream()
                                .map(phase -> phase(phase, closed))
                                .collect(Collectors.joining(" · ")));
        out.printf("record  %s%n", folder);
        live.ifPresent(link -> out.printf("live    %s%n", link));
        out.println();
        out.flush();
    }

    private static String phase(RunRecord.PlannedPhase phase, boolean closed) {
        return phase.name() + " " + Format.duration(phase.endSeconds() - phase.startSeconds()) + " → "
                + (closed ? Format.count(Math.round(phase.load()), "user") : Format.rate(phase.load()));
    }

    /** In so many words, as it was asked for, and what comes of it. */
    private static String adHoc(RunRecord record) {
        RunRecord.PlannedPhase phase = record.plan().get(0);
        String load = AdHocLoad.words(record.model(), phase.load(), phase.endSeconds() - phase.startSeconds());
        if (record.model() == LoadModel.OPEN) {
            return load + ", each a new user with one iteration";
        }
        double pace = record.paceMillis() / 1000.0;
        return load
                + (pace > 0
                        ? ", each beginning an iteration every " + Format.duration(pace) + ": up to "
                                + Format.rate(phase.load() / pace)
                                + System.lineSeparator()
                                + "        (orchestress.load.pace; \"0 s\": as fast as the target responds)"
                        : ", each beginning an iteration when the one before has ended");
    }
}
