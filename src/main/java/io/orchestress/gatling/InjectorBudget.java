package io.orchestress.gatling;

import io.orchestress.calibration.Calibration;
import io.orchestress.calibration.Calibrations;
import io.orchestress.calibration.Fingerprint;
import io.orchestress.record.OfferedLoad;
import io.orchestress.record.RunRecord;
import io.orchestress.text.Format;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the injector is known to be able to do on this machine, against what a run asks of it. */
final class InjectorBudget {
    private final Optional<Calibration> known;

    private InjectorBudget(Optional<Calibration> known) {
        this.known = known;
    }

    /** @param problems is told when calibrations cannot be read */
    static InjectorBudget of(Calibrations calibrations, PrintStream problems) {
        if (calibrations.isEmpty()) {
            return new InjectorBudget(Optional.empty());
        }
        try {
            return new InjectorBudget(calibrations.find(Fingerprint.ofThisMachine()));
        } catch (IOException e) {
            problems.println("The load generator's capacity is unknown: " + calibrations.file() + " cannot be read: "
                    + e.getMessage());
            return new InjectorBudget(Optional.empty());
        }
    }

    static InjectorBudget of(Calibration known) {
        return new InjectorBudget(Optional.of(known));
    }

    @Nullable
    String canDo() {
        return known.map(Calibration::sentence).orElse(null);
    }

    /** One line, when the plan's highest load is more than the injector can do. */
    Optional<String> warning(RunRecord planned) {
        OfferedLoad offered = new OfferedLoad(planned);
        double most = planned.plan().stream()
                .mapToDouble(phase -> offered.perSec(phase.load()).orElse(0))
                .max()
                .orElse(0);
        return known.filter(
                        can -> most > can.requestsPerSec() && !can.limitedBy().isEmpty())
                .map(can -> String.format(
                        Locale.ROOT,
                        "!! The plan needs at least %s requests/s; %s (scripts/orchestress calibrate)."
                                + " Beyond that, results describe the load generator, not the target.",
                        Format.number(most),
                        can.sentence()));
    }
}
