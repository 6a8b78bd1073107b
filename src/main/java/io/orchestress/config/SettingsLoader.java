package io.orchestress.config;

import com.typesafe.config.Config;
import io.orchestress.plugin.Plugins;
import io.orchestress.text.Units;
import io.orchestress.workload.kind.AdHocLoad;
import io.orchestress.workload.kind.WorkloadSize;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;

/** Reads the configuration: system properties over the user's file over {@code reference.conf}. */
public final class SettingsLoader {
    private static final String ROOT = ConfigLayers.ROOT;
    private static final int MOST_PAYLOAD_BYTES = 16 << 20;

    @SuppressWarnings("rawtypes")
    private static final Plugins<SettingsPart> PARTS = Plugins.load(SettingsPart.class);

    private final List<ConfigProblem> problems = new ArrayList<>();

    private SettingsLoader() {}

    /**
     * @param properties of which {@code config}, {@code orchestress.*} and the {@link ShortForm}s count
     * @throws InvalidConfigException naming every problem
     */
    public static Settings load(Properties properties) {
        return load(properties, Map.of());
    }

    /**
     * The same, over which stands what a record says of its own run: that is data, a text for each key, of which none is read as
     * configuration.
     *
     * @param fromRecord {@code profile}, and {@code capacity.*}; any other key is passed over
     * @throws InvalidConfigException naming every problem
     */
    public static Settings load(Properties properties, Map<String, String> fromRecord) {
        return new SettingsLoader().read(properties, fromRecord);
    }

    /**
     * Reads one part alone, such as the limits of one rule.
     *
     * @param read what reads it of all of {@code orchestress}; a key that it does not read is no problem
     * @throws InvalidConfigException naming every problem of what is read
     */
    public static <T> T read(Properties properties, Function<Section, T> read) {
        SettingsLoader loader = new SettingsLoader();
        Config config = ConfigLayers.merge(properties, Map.of(), ConfigLayers.reference());
        T part = read.apply(new Section(config.getObject(ROOT), ROOT, loader.problems));
        loader.refuse();
        return part;
    }

    private Settings read(Properties properties, Map<String, String> fromRecord) {
        Config reference = ConfigLayers.reference();
        problems.addAll(PropertyNames.problems(properties, ConfigLayers.keys(reference)));
        Config config = ConfigLayers.merge(properties, fromRecord, reference);
        Section root = new Section(config.getObject(ROOT), ROOT, problems);
        problems.addAll(ProtocolRegistry.problems());
        Settings settings = settings(root, Redaction.effective(config.getObject(ROOT)));
        root.end();
        refuse();
        return settings;
    }

    private void refuse() {
        if (!problems.isEmpty()) {
            throw new InvalidConfigException(problems);
        }
    }

    private Settings settings(Section root, Map<String, String> effective) {
        Settings.Target target = TargetSection.read(root.section("target"));
        Optional<AdHocSettings> adHoc = AdHocSettings.read(root.section(AdHocSettings.SECTION));
        Settings.Load load = LoadSection.read(root.section("load"), target.requestTimeout(), adHoc);
        adHoc.ifPresent(
                asked -> effective.put("load.model", asked.load().model().configName()));
        effective.put("load.seed", Long.toString(load.seed()));
        effective.put("load.drain", Units.render(load.drain()));
        Map<String, List<Settings.PhaseSettings>> workloads = WorkloadsSection.read(root.section("workloads"));
        adHoc.ifPresent(asked -> workloads.put(AdHocLoad.WORKLOAD, asked.phases()));
        Section record = root.section("record");
        Settings.Profile profile = profile(root);
        EnduranceSettings endurance = EnduranceSettings.read(root.section("endurance"));
        endurance.check(root.section("endurance"), workloads, profile.loadFactor(), load.maxUsers());
        DuelSettings duel = DuelSettings.read(root.section("duel"));
        if (duel.isAsked()) {
            adHoc.ifPresent(
                    asked -> root.add(
                            asked.given()
                                    .problem(
                                            "a duel is made of short runs with a warm-up each,"
                                                    + " and takes no ad-hoc load; valid: orchestress.duel.length, and the phases of workload 'duel'")));
        }
        return new Settings(
                target,
                load,
                profile,
                adHoc,
                workloads,
                Protocols.read(root.section("protocols"), ProtocolRegistry.all(), target.protocol()),
                taskMix(root.section("task-mix")),
                closing(
                        root.section("slo"),
                        s -> new Settings.Slo(
                                s.duration("ttft", Duration.ofMillis(1)),
                                s.duration("tpot", Duration.ofMillis(1)),
                                s.duration("task", Duration.ofMillis(1)))),
                closing(root.section("stream"), s -> s.duration("stall", Duration.ofMillis(1))),
                StressKind.read(root),
                BaselineSettings.read(root.section("regression")),
                duel,
                HistorySettings.read(root.section("history")),
                HookSettings.read(root.section("hooks")),
                ResourceSettings.read(root.section("resources"), target),
                CapacitySettings.read(root.section("capacity"), root.text("profile")),
                endurance,
                RepeatSettings.read(root.section("injector")),
                ProfilingSettings.read(root.section("profiling")),
                ControlSettings.read(root),
                record.text("folder"),
                closing(record, s -> s.texts("environment")),
                closing(root.section("console"), s -> s.duration("interval", Duration.ofSeconds(1))),
                EmbeddedSection.read(root.section("embedded")),
                effective,
                parts(root));
    }

    /** What others read, by its type. */
    private static Map<Class<?>, Object> parts(Section root) {
        ConfigProblem.of(PARTS).forEach(root::add);
        Map<Class<?>, Object> parts = new HashMap<>();
        for (SettingsPart<?> part : PARTS.all()) {
            try {
                if (parts.put(part.type(), part.read(root)) != null) {
                    root.add(problem(
                            part,
                            "it reads a " + part.type().getName() + ", as another one does; valid: a type of its own"));
                }
            } catch (RuntimeException | LinkageError e) {
                root.add(problem(part, "it cannot read its settings: " + e));
            }
        }
        return parts;
    }

    private static ConfigProblem problem(SettingsPart<?> part, String message) {
        return new ConfigProblem(PARTS.service(), part.getClass().getName(), Plugins.where(part), message);
    }

    private static <T> T closing(Section section, Function<Section, T> read) {
        T value = read.apply(section);
        return value;
    }

    private static Settings.Profile profile(Section root) {
        Map<String, Settings.Profile> profiles = new LinkedHashMap<>();
        root.section("profiles").named().forEach((name, s) -> {
            profiles.put(
                    name,
                    new Settings.Profile(
                            name,
                            s.duration("max-duration", Duration.ofSeconds(1)),
                            s.number("load-factor", 0.001, 1000),
                            s.number("min-throughput", 0, 1e9)));
        });
        Settings.Profile profile = profiles.get(root.text("profile"));
        if (profile == null) {
            root.problem("profile", "expected one of " + String.join(", ", profiles.keySet()));
            return new Settings.Profile("", Duration.ofSeconds(1), 1, 0);
        }
        return profile;
    }

    private static Settings.TaskMix taskMix(Section s) {
        Map<WorkloadSize, Double> weights = new EnumMap<>(WorkloadSize.class);
        for (WorkloadSize size : WorkloadSize.values()) {
            weights.put(size, s.number(size.configName(), 0, 1e6));
        }
        Settings.TaskMix mix = new Settings.TaskMix(
                weights,
                s.duration("think-time", Duration.ZERO),
                s.bytes("payload", MOST_PAYLOAD_BYTES),
                s.text("tasks"));
        if (weights.values().stream().allMatch(weight -> weight == 0)) {
            s.problem("all weights are 0: at least one must be above 0");
        }
        return mix;
    }
}
