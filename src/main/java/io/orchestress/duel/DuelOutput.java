package io.orchestress.duel;

import io.orchestress.record.AtomicFile;
import io.orchestress.record.DuelRecord;
import io.orchestress.record.RecordJson;
import io.orchestress.report.ci.DuelSarif;
import io.orchestress.report.ci.JUnitXml;
import io.orchestress.report.duel.DuelHtml;
import io.orchestress.report.markdown.DuelMarkdown;
import io.orchestress.text.Format;
import io.orchestress.text.Visible;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;

/** What is written of a duel, as it goes and at its end. */
final class DuelOutput implements Duel.Listener {
    private final Path folder;
    private final PrintStream out;

    DuelOutput(Path folder, PrintStream out) {
        this.folder = folder;
        this.out = out;
    }

    void begins(DuelRecord duel) throws IOException {
        is(duel);
        DuelRecord.Noise noise = duel.noise();
        double pairSeconds = duel.lengthSeconds() * (duel.atOnce() ? 1 : 2);
        said("Duel of " + duel.baseline().target() + " (baseline) and "
                + duel.candidate().target() + " (candidate): at most "
                + DuelWords.pairs(duel.limits().mostPairs()) + " of runs of " + Format.duration(duel.lengthSeconds())
                + ", " + (duel.atOnce() ? "both at once" : "one after the other") + ", about "
                + Format.duration(60 * Math.ceil(pairSeconds * duel.limits().mostPairs() / 60))
                + " plus start-up");
        if (duel.areEqual()) {
            said("Both sides are identical: this duel measures the noise of this machine for later duels");
        }
        if (noise != null) {
            String from = noise.pairs() == 0
                    ? "assumed, since there are no earlier pairs of this load on this machine"
                    : "learned from " + noise.pairs() + " earlier pairs on this machine";
            said("Noise of a pair: " + Format.percent(noise.scale()) + ", " + from);
        }
    }

    @Override
    public void is(DuelRecord duel) throws IOException {
        RecordJson.writeAtomically(folder.resolve(DuelRecord.FILE), duel);
    }

    @Override
    public void said(String line) {
        out.println(Visible.line(line));
        out.flush();
    }

    void ends(DuelRecord duel) throws IOException {
        is(duel);
        AtomicFile.write(folder.resolve("duel.html"), page -> DuelHtml.write(duel, page));
        AtomicFile.write(folder.resolve("summary.md"), page -> DuelMarkdown.write(duel, page));
        AtomicFile.write(folder.resolve("junit.xml"), page -> JUnitXml.write(duel, page));
        AtomicFile.write(folder.resolve("results.sarif"), page -> DuelSarif.write(duel, page));
        said("");
        said(duel.outcome().name().replace('_', ' ') + "  " + duel.reason());
        if (!duel.next().isEmpty()) {
            said(duel.next());
        }
        said("Duel: " + folder.resolve("duel.html"));
    }
}
