package io.orchestress.config;

import io.orchestress.workload.kind.WorkloadSize;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Kinds of users that share a workload.
 *
 * @param byWorkload a workload's tenants, in the order of their names; a workload without any has users of one kind
 */
public record TenantSettings(Map<String, List<Tenant>> byWorkload) {
    public static final int MOST_TENANTS = 16;

    private static final String KEY = "tenants";
    private static final double LEAST_WEIGHT = 1e-6;
    private static final double MOST_WEIGHT = 1e6;

    public TenantSettings {
        byWorkload = Map.copyOf(byWorkload);
    }

    /**
     * One kind of users.
     *
     * @param name which stands before the names of its requests
     * @param weight its share of the users, or of the arrivals, of the phases in which it sends: relative to the others there
     * @param pace as {@code load.pace}; empty: that
     * @param headers sent with each of its requests, over those of the target
     * @param mix weights of task sizes; empty: those of {@code task-mix}
     * @param tasksFile feeder of its prompts; empty: that of {@code task-mix}
     * @param phases names of those in which it sends; empty: in all
     */
    public record Tenant(
            String name,
            double weight,
            Optional<Duration> pace,
            Map<String, String> headers,
            Map<WorkloadSize, Double> mix,
            Optional<String> tasksFile,
            Set<String> phases) {
        public Tenant {
            headers = Map.copyOf(headers);
            mix = Map.copyOf(mix);
            phases = Set.copyOf(phases);
        }

        /** Its weight in a phase; 0 where it does not send. */
        public double weightIn(String phase) {
            return phases.isEmpty() || phases.contains(phase) ? weight : 0;
        }

        /** What the users of all tenants have done, but for what this one says otherwise. */
        public Settings.TaskMix over(Settings.TaskMix all) {
            return new Settings.TaskMix(
                    mix.isEmpty() ? all.weights() : mix,
                    all.thinkTime(),
                    all.payloadBytes(),
                    tasksFile.orElse(all.tasksFile()));
        }
    }

    /** The tenants of a workload; empty: users of one kind. */
    public List<Tenant> of(String workload) {
        return byWorkload.getOrDefault(workload, List.of());
    }

    /** Reads {@code tenants} of every workload. */
    public static final class Part implements SettingsPart<TenantSettings> {
        @Override
        public Class<TenantSettings> type() {
            return TenantSettings.class;
        }

        @Override
        public TenantSettings read(Section root) {
            boolean open = root.section("load").text("model").equals("open");
            Map<String, List<Tenant>> byWorkload = new HashMap<>();
            root.section("workloads").named().forEach((name, workload) -> {
                if (workload.has(KEY)) {
                    byWorkload.put(name, tenants(workload, open));
                }
            });
            return new TenantSettings(byWorkload);
        }

        private static List<Tenant> tenants(Section workload, boolean open) {
            List<String> phases = new ArrayList<>();
            for (Section phase : workload.sections("phases")) {
                phases.add(phase.has("name") ? phase.text("name") : phase.text("kind"));
            }
            Map<String, Section> sections = workload.section(KEY).named();
            List<Tenant> tenants = new ArrayList<>();
            Map<String, String> seen = new LinkedHashMap<>();
            sections.forEach((name, section) -> {
                if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,39}")) {
                    section.problem(
                            "a tenant's name has from 1 to 40 letters, digits, dots, hyphens and underscores, the first a letter or digit");
                }
                String other = seen.putIfAbsent(name.toLowerCase(Locale.ROOT), name);
                if (other != null) {
                    section.problem("the name differs from tenant '" + other
                            + "' in capital letters only; valid: names that nobody takes for each other");
                }
                tenants.add(tenant(name, section, phases, open));
            });
            if (tenants.size() == 1) {
                workload.section(KEY)
                        .problem("one tenant alone has nobody beside it; valid: from 2 to " + MOST_TENANTS
                                + " tenants, or none");
            } else if (tenants.size() > MOST_TENANTS) {
                workload.section(KEY)
                        .problem(tenants.size() + " tenants; valid: from 2 to " + MOST_TENANTS + ", or none");
            }
            for (String phase : tenants.isEmpty() ? List.<String>of() : phases) {
                if (tenants.stream().noneMatch(tenant -> tenant.weightIn(phase) > 0)) {
                    workload.section(KEY).problem("no tenant sends in phase '" + phase + "'; valid: at least one");
                }
            }
            return List.copyOf(tenants);
        }

        private static Tenant tenant(String name, Section section, List<String> known, boolean open) {
            Optional<Duration> pace = Optional.empty();
            if (section.has("pace")) {
                Duration given = section.duration("pace", Duration.ZERO);
                if (given.isZero() ? open : given.toMillis() < 10) {
                    section.problem("pace", "must be " + (open ? "" : "0 s or ") + "at least 10 ms");
                    given = Duration.ofSeconds(1);
                }
                pace = Optional.of(given);
            }
            Section headerSection = section.has("headers") ? section.section("headers") : null;
            Map<String, String> headers = headerSection == null ? Map.of() : headerSection.namedTexts();
            if (headerSection != null) {
                HeaderCheck.check(headerSection, headers);
                HeaderCheck.checkCodings(headerSection, headers);
            }
            List<String> phases = section.optionalTexts("phases");
            phases.stream()
                    .filter(phase -> !known.contains(phase))
                    .forEach(phase -> section.problem(
                            "phases", "the workload has no phase '" + phase + "'; valid: " + String.join(", ", known)));
            Optional<String> tasks = section.has("tasks") ? Optional.of(section.text("tasks")) : Optional.empty();
            return new Tenant(
                    name,
                    section.has("weight") ? section.number("weight", LEAST_WEIGHT, MOST_WEIGHT) : 1,
                    pace,
                    caseless(headers),
                    section.has("task-mix") ? mix(section.section("task-mix")) : Map.of(),
                    tasks,
                    Set.copyOf(phases));
        }

        private static Map<String, String> caseless(Map<String, String> headers) {
            Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            all.putAll(headers);
            return all;
        }

        private static Map<WorkloadSize, Double> mix(Section section) {
            Map<WorkloadSize, Double> weights = new EnumMap<>(WorkloadSize.class);
            for (WorkloadSize size : WorkloadSize.values()) {
                section.optionalNumber(size.configName(), 0, 1e6).ifPresent(weight -> weights.put(size, weight));
            }
            if (weights.values().stream().noneMatch(weight -> weight > 0)) {
                section.problem("all weights are 0: at least one must be above 0, of "
                        + Arrays.stream(WorkloadSize.values())
                                .map(WorkloadSize::configName)
                                .collect(Collectors.joining(", ")));
            }
            return weights;
        }
    }
}
