package io.orchestress.record.observe;

import io.orchestress.record.LoadRamp;
import io.orchestress.record.RunRecord;
import io.orchestress.record.RunRecord.PlannedPhase;
import io.orchestress.record.TimeSeriesRow;
import io.orchestress.workload.kind.LoadModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the load was constant, and where it was gone afterwards, found in the rows of the time line as they go by.
 *
 * <p>Constant, in a phase of kind steady or endurance: in the closed model from the first to the last second with the planned users,
 * within 5 %. Arrivals are not seen one by one; in the open model it is what {@link LoadRamp} leaves of the phase, and nothing where
 * a cooldown began nobody knows when.
 *
 * <p>Gone: without users and without a request in flight.
 */
public final class ConstantLoads implements Observer {
    private static final double TOLERANCE = 0.05;
    /** Between two arrivals of a light load there are seconds without any. */
    private static final double SHORTEST_COOLDOWN_SECONDS = 15;

    private final RunRecord run;
    private final List<Held> phases = new ArrayList<>();

    private static final class Held {
        private final PlannedPhase phase;
        private double from = Double.NaN;
        private double to = Double.NaN;
        private double goneFrom = Double.NaN;
        private double goneTo = Double.NaN;
        private boolean closed;

        private Held(PlannedPhase phase) {
            this.phase = phase;
        }

        private boolean isGone() {
            return goneTo - goneFrom >= SHORTEST_COOLDOWN_SECONDS;
        }
    }

    public ConstantLoads(RunRecord run) {
        this.run = run;
        run.plan().stream()
                .filter(phase -> phase.kind().isConstant() && !phase.warmUp())
                .forEach(phase -> phases.add(new Held(phase)));
    }

    @Override
    public void row(TimeSeriesRow row) {
        phases.forEach(held -> add(held, row));
    }

    private void add(Held held, TimeSeriesRow row) {
        PlannedPhase phase = held.phase;
        boolean within = row.atSeconds() > phase.startSeconds() && row.atSeconds() <= phase.endSeconds() + 0.5;
        if (within && (isOpen() || Math.abs(row.users() - phase.load()) <= TOLERANCE * phase.load())) {
            held.from = Double.isNaN(held.from) ? row.atSeconds() - 1 : held.from;
            held.to = row.atSeconds();
            held.goneFrom = Double.NaN;
            held.goneTo = Double.NaN;
        } else if (!Double.isNaN(held.to) && !held.closed) {
            gone(held, row);
        }
    }

    private static void gone(Held held, TimeSeriesRow row) {
        if (row.users() == 0 && row.inFlight() == 0) {
            held.goneFrom = Double.isNaN(held.goneFrom) ? row.atSeconds() : held.goneFrom;
            held.goneTo = row.atSeconds();
        } else if (held.isGone()) {
            held.closed = true;
        } else {
            held.goneFrom = Double.NaN;
        }
    }

    /** Once all rows were shown. */
    public ConstantLoad of(PlannedPhase phase) {
        ConstantLoad none = new ConstantLoad(phase.startSeconds(), phase.startSeconds());
        return held(phase)
                .map(held -> isOpen()
                        ? new ConstantLoad(openFrom(phase), phase.endSeconds())
                        : Double.isNaN(held.from)
                                ? none
                                : new ConstantLoad(
                                        Math.max(phase.startSeconds(), held.from),
                                        Math.min(phase.endSeconds(), held.to)))
                .orElse(none);
    }

    /** The first stretch without load after the constant one, of a quarter of a minute or more; empty where there was none. */
    public Optional<ConstantLoad> cooldown(PlannedPhase phase) {
        return held(phase).filter(Held::isGone).map(held -> new ConstantLoad(held.goneFrom, held.goneTo));
    }

    private Optional<Held> held(PlannedPhase phase) {
        return phases.stream().filter(held -> held.phase.equals(phase)).findFirst();
    }

    private boolean isOpen() {
        return run.model() == LoadModel.OPEN;
    }

    private double openFrom(PlannedPhase phase) {
        return LoadRamp.isUnknownCooldown(run.plan(), phase)
                ? phase.endSeconds()
                : phase.startSeconds() + LoadRamp.seconds(run.plan(), phase);
    }
}
