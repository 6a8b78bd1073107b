package io.orchestress.analysis.tenant;

import java.util.ArrayList;
import java.util.List;

/**
 * The sections of one tenant in one phase: {@value #MOST} of equal length, fewer where that would be less than a second each, since a record has one row a second.
 */
final class PhaseSections {
    static final int MOST = 10;

    private final String phase;
    private final double fromSeconds;
    private final double sectionSeconds;
    private final List<TimeSection> sections = new ArrayList<>();
    private final TimeSection late = new TimeSection();

    /** @param toSeconds where the load of the plan ends, or the run */
    PhaseSections(String phase, double fromSeconds, double toSeconds) {
        this.phase = phase;
        this.fromSeconds = fromSeconds;
        double seconds = Math.max(0, toSeconds - fromSeconds);
        int count = (int) Math.min(MOST, Math.floor(seconds + 0.01));
        sectionSeconds = count == 0 ? 0 : seconds / count;
        for (int i = 0; i < count; i++) {
            sections.add(new TimeSection());
        }
    }

    String phase() {
        return phase;
    }

    double seconds() {
        return sectionSeconds * sections.size();
    }

    double sectionSeconds() {
        return sectionSeconds;
    }

    List<TimeSection> sections() {
        return sections;
    }

    /** What started in the phase and ended after the stretch. */
    TimeSection late() {
        return late;
    }

    boolean holds(double atSeconds) {
        return atSeconds >= fromSeconds && atSeconds < fromSeconds + seconds();
    }

    /** The section of something of this phase that ended then; what ended before the stretch is in one that nobody looks at. */
    TimeSection at(double atSeconds) {
        if (atSeconds < fromSeconds) {
            return new TimeSection();
        }
        return holds(atSeconds)
                ? sections.get((int) Math.min(sections.size() - 1, (atSeconds - fromSeconds) / sectionSeconds))
                : late;
    }
}
