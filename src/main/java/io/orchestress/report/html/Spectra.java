package io.orchestress.report.html;

import io.orchestress.analysis.Findings;
import io.orchestress.analysis.Spectrum;
import io.orchestress.text.PlainText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Lines of the percentile spectrum in the order in which data and legend name them: all requests first, then one by one. */
final class Spectra {
    static final String ALL = "*";

    private Spectra() {}

    static List<Spectrum> ordered(Findings findings) {
        List<Spectrum> lines = new ArrayList<>(findings.spectra());
        lines.removeIf(s -> s.points().isEmpty());
        lines.sort(Comparator.comparing((Spectrum s) -> s.name().equals(ALL) ? -1 : position(findings, s.name()))
                .thenComparing(Spectrum::corrected));
        return lines;
    }

    /** Name of a line; the first corrected one says in full what the others only mention. */
    static String label(Spectrum spectrum) {
        boolean all = spectrum.name().equals(ALL);
        String name = all ? "all requests" : PlainText.clean(spectrum.name());
        String corrected = all ? ", corrected for coordinated omission" : ", corrected";
        return spectrum.corrected() ? name + corrected : name;
    }

    /** Place of a request in the run, which gives it its colour everywhere. */
    static int position(Findings findings, String request) {
        int index = findings.timeline().requests().indexOf(request);
        return index >= 0 ? index : findings.timeline().requests().size();
    }
}
