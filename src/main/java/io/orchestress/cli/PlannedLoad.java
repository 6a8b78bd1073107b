package io.orchestress.cli;

import io.orchestress.config.CapacitySettings;
import io.orchestress.config.Settings;
import io.orchestress.text.Format;
import io.orchestress.text.Units;
import io.orchestress.text.Visible;
import io.orchestress.workload.Phase;
import io.orchestress.workload.Plan;
import io.orchestress.workload.kind.AdHocLoad;
import io.orchestress.workload.kind.LoadModel;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The load of a simulation before it is driven.
 *
 * @param simulation as the user named it
 * @param plan empty for a search, whose steps are decided while it runs
 */
record PlannedLoad(String simulation, String workload, Settings settings, Optional<Plan> plan) {
    /**
     * What {@code --json} prints.
     *
     * @param totalSeconds of a search, the longest that it takes
     * @param maxLoad users at a time, or arrivals per second of the open model
     */
    record Planned(
            String simulation,
            String workload,
            String profile,
            String model,
            long paceMillis,
            boolean searched,
            long totalSeconds,
            double maxLoad,
            List<PlannedPhase> phases) {}

    /** @param load that of its hold, users at a time or arrivals per second */
    record PlannedPhase(
            String name,
            String kind,
            boolean warmUp,
            double load,
            int startSeconds,
            int rampSeconds,
            int holdSeconds,
            int cooldownSeconds,
            int endSeconds,
            Map<String, String> controls) {}

    Planned json() {
        List<PlannedPhase> phases = phases().stream()
                .map(phase -> new PlannedPhase(
                        phase.name(),
                        phase.kind().configName(),
                        phase.warmUp(),
                        load(phase),
                        phase.startSeconds(),
                        phase.rampSeconds(),
                        phase.holdSeconds(),
                        phase.cooldownSeconds(),
                        phase.endSeconds(),
                        new TreeMap<>(phase.controls())))
                .toList();
        return new Planned(
                simulation,
                workload,
                settings.profile().name(),
                settings.load().model().configName(),
                settings.load().pace().toMillis(),
                plan.isEmpty(),
                totalSeconds(),
                plan.isEmpty() ? settings.capacity().to() : maxLoad(),
                phases);
    }

    void print(PrintWriter out) {
        Duration pace = settings.load().pace();
        out.println(Visible.line(simulation + " · workload " + workload + " · profile "
                + settings.profile().name() + " · " + settings.load().model().configName() + " model"
                + (isRate() ? "" : pace.isZero() ? ", no pace" : ", pace " + Units.render(pace))));
        out.println();
        if (plan.isEmpty()) {
            CapacitySettings search = settings.capacity();
            out.println("Steps are chosen during the run: from " + Format.number(search.from()) + " " + unit()
                    + " by a factor of " + Format.number(search.factor()) + ", at most " + Format.number(search.to())
                    + " "
                    + unit() + ", for at most " + Format.duration(totalSeconds()) + ".");
            return;
        }
        boolean controls = phases().stream().anyMatch(phase -> !phase.controls().isEmpty());
        TextTable table = controls
                ? new TextTable("phase", "kind", unit(), "ramp", "hold", "cooldown", "from", "to", "sets")
                : new TextTable("phase", "kind", unit(), "ramp", "hold", "cooldown", "from", "to");
        for (Phase phase : phases()) {
            String[] cells = {
                phase.name() + (phase.warmUp() ? " *" : ""),
                phase.kind().configName(),
                Format.number(load(phase)),
                seconds(phase.rampSeconds()),
                seconds(phase.holdSeconds()),
                seconds(phase.cooldownSeconds()),
                Format.clock(phase.startSeconds()),
                Format.clock(phase.endSeconds()),
                phase.controls().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(control -> control.getKey() + " = " + control.getValue())
                        .collect(Collectors.joining(", "))
            };
            table.row(
                    controls
                            ? cells
                            : List.of(cells).subList(0, cells.length - 1).toArray(String[]::new));
        }
        table.print(out);
        out.println();
        out.println("Total " + Format.duration(totalSeconds()) + ", at most " + Format.number(maxLoad()) + " " + unit()
                + "." + (phases().stream().anyMatch(Phase::warmUp) ? " * measured, not evaluated." : ""));
    }

    private List<Phase> phases() {
        return plan.map(Plan::phases).orElse(List.of());
    }

    private long totalSeconds() {
        return plan.isPresent()
                ? plan.get().totalSeconds()
                : settings.capacity().longest().toSeconds();
    }

    private double maxLoad() {
        return phases().stream().mapToDouble(this::load).max().orElse(0);
    }

    private boolean isOpen() {
        return settings.load().model() == LoadModel.OPEN;
    }

    /** An ad-hoc rate is no number of users at a pace. */
    private boolean isRate() {
        return isOpen() && workload.equals(AdHocLoad.WORKLOAD);
    }

    /** Of the open model, users ÷ pace. */
    private double load(Phase phase) {
        return isOpen() ? phase.users() * 1e9 / settings.load().pace().toNanos() : phase.users();
    }

    private String unit() {
        return isOpen() ? "arrivals/s" : "users";
    }

    private static String seconds(int seconds) {
        return seconds == 0 ? "–" : Format.duration(seconds);
    }
}
