package io.orchestress.config;

import io.orchestress.workload.kind.AdHocLoad;
import io.orchestress.workload.kind.PhaseKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads {@code orchestress.workloads}: every workload by its name, a list of phases. */
final class WorkloadsSection {
    private WorkloadsSection() {}

    static Map<String, List<Settings.PhaseSettings>> read(Section section) {
        Map<String, List<Settings.PhaseSettings>> workloads = new LinkedHashMap<>();
        section.named().forEach((name, workload) -> {
            if (name.equals(AdHocLoad.WORKLOAD)) {
                section.problem(name, "is the name of a load by orchestress.ad-hoc; valid: any other name");
            }
            List<Settings.PhaseSettings> phases = new ArrayList<>();
            Set<String> names = new LinkedHashSet<>();
            for (Section phase : workload.sections("phases")) {
                Settings.PhaseSettings settings = phase(phase);
                phases.add(settings);
                if (!names.add(settings.name())) {
                    phase.problem("a phase '" + settings.name() + "' exists already: give this one another name");
                }
            }
            if (phases.isEmpty()) {
                workload.problem("phases", "a workload needs at least one phase");
            } else if (phases.stream().allMatch(Settings.PhaseSettings::warmUp)) {
                workload.problem("phases", "every phase is warm-up, so nothing would be evaluated");
            }
            workloads.put(name, phases);
        });
        return workloads;
    }

    private static Settings.PhaseSettings phase(Section s) {
        PhaseKind kind = s.oneOf("kind", PhaseKind.planned());
        Settings.PhaseSettings phase = new Settings.PhaseSettings(
                s.has("name") ? s.text("name") : kind.configName(),
                kind,
                s.integer("users", 0, 1_000_000),
                length(s, "ramp"),
                length(s, "hold"),
                length(s, "cooldown"),
                s.has("warm-up") ? s.flag("warm-up") : kind == PhaseKind.FAULT,
                !s.has("scale-load") || s.flag("scale-load"),
                s.has("controls") ? s.section("controls").namedTexts() : Map.of());
        if (!phase.name().matches("[A-Za-z0-9][A-Za-z0-9 ._-]*")) {
            s.problem("name", "expected letters, digits, spaces, dots, hyphens and underscores");
        }
        if (phase.ramp().isZero() && phase.hold().isZero()) {
            s.problem("the phase is empty: give it a ramp or a hold above 0 s");
        }
        return phase;
    }

    private static Duration length(Section s, String key) {
        if (!s.has(key)) {
            return Duration.ZERO;
        }
        Duration length = s.duration(key, Duration.ZERO);
        if (length.toMillis() % 1000 != 0) {
            s.problem(key, "phases take whole seconds");
        }
        return length;
    }
}
