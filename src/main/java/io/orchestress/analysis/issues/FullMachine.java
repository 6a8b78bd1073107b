package io.orchestress.analysis.issues;

import io.orchestress.record.Issue.Severity;
import io.orchestress.record.Strain;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a full machine may have done as well as the target: such an issue is a degree lesser, and says so. What it cannot explain, such as crossed answers, is as it is.
 */
final class FullMachine {
    /** Told by times, or by what was done in time, as users saw it. */
    private static final Set<IssueType> OF_USERS = Stream.of(
                    Explanations.LATE, Explanations.LITTLE, Explanations.TIMES, Set.of(NoisyNeighbour.NOISY_NEIGHBOUR))
            .flatMap(Set::stream)
            .collect(Collectors.toUnmodifiableSet());

    /** Told by calls of the scripted backend as well. */
    private static final Set<IssueType> OF_BACKEND = Set.of(HighOverhead.HIGH_OVERHEAD);

    private FullMachine() {}

    /** The diagnosis as it is to be told, whatever it is. */
    static Diagnosis weighed(IssueContext measured, Diagnosis diagnosis) {
        boolean late = diagnosis.type().equals(LowGoodput.LOW_GOODPUT)
                && diagnosis.condition().equals(LowGoodput.LATE);
        boolean timed = late || OF_USERS.contains(diagnosis.type());
        if (OF_BACKEND.contains(diagnosis.type())) {
            return behind(measured, diagnosis);
        }
        return timed && measured.strain().ofUsersIn(diagnosis.evidence().phases())
                ? lesser(measured.strain(), diagnosis)
                : diagnosis;
    }

    /** One that is told by calls of the scripted backend, and that a full machine may explain. */
    static Diagnosis behind(IssueContext measured, Diagnosis diagnosis) {
        return behind(measured, diagnosis.evidence().phases(), diagnosis);
    }

    /** @param phases that it is told from; none: all */
    static Diagnosis behind(IssueContext measured, List<String> phases, Diagnosis diagnosis) {
        return measured.strain().ofBackendIn(phases) ? lesser(measured.strain(), diagnosis) : diagnosis;
    }

    private static Diagnosis lesser(Strain strain, Diagnosis diagnosis) {
        Severity severity = switch (diagnosis.severity()) {
            case CRITICAL -> Severity.HIGH;
            case HIGH -> Severity.MEDIUM;
            case MEDIUM, LOW -> Severity.LOW;
        };
        return diagnosis.as(severity).saying(strain.caveat());
    }
}
