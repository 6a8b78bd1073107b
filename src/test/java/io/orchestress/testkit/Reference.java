package io.orchestress.testkit;

import io.orchestress.analysis.AnalysisSettings;
import io.orchestress.analysis.cost.PriceList;
import io.orchestress.analysis.gates.GateLimits;
import io.orchestress.analysis.issues.Catalogue;
import io.orchestress.analysis.regression.RegressionLimits;
import io.orchestress.config.Section;
import io.orchestress.config.Settings;
import io.orchestress.config.SettingsLoader;
import java.util.Properties;
import java.util.Set;
import java.util.function.Function;

/** Limits as {@code reference.conf} has them, or with some of its values changed. */
public final class Reference {
    private static final Set<String> OF_REQUESTS = Set.of("error-rate", "p95", "p99", "success-rate");

    /** The gates that concern requests, by the quick profile, which does not gate the throughput. */
    public static final GateLimits GATES =
            ofRequests(settings().part(AnalysisSettings.class).gates());

    /** What a record is read by: the gates that concern requests, no prices, and no word about issues. */
    public static final AnalysisSettings ANALYSIS = analysis(GATES, PriceList.NONE, Catalogue.NONE);

    public static final RegressionLimits REGRESSION = settings().part(RegressionLimits.class);

    private Reference() {}

    /** @param keysAndValues keys below {@code orchestress} and values, in turn */
    public static Settings settings(String... keysAndValues) {
        return SettingsLoader.load(properties(keysAndValues));
    }

    /** What one reader makes of {@code orchestress}. */
    public static <T> T read(Function<Section, T> reader, String... keysAndValues) {
        return SettingsLoader.read(properties(keysAndValues), reader);
    }

    /** With other gates, prices and texts than those that are configured. */
    public static AnalysisSettings analysis(
            GateLimits gates, PriceList prices, Catalogue catalogue, String... keysAndValues) {
        AnalysisSettings read = settings(keysAndValues).part(AnalysisSettings.class);
        return new AnalysisSettings(
                read.apdexTargetMillis(),
                read.issues(),
                gates,
                prices,
                catalogue,
                read.capacity(),
                read.recovery(),
                read.drift(),
                read.injector());
    }

    private static GateLimits ofRequests(GateLimits all) {
        return new GateLimits(
                all.rules().stream()
                        .filter(rule -> OF_REQUESTS.contains(rule.name()))
                        .toList(),
                all.written(),
                all.minSamples(),
                all.scale(),
                all.strict());
    }

    private static Properties properties(String... keysAndValues) {
        Properties properties = new Properties();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            properties.setProperty("orchestress." + keysAndValues[i], keysAndValues[i + 1]);
        }
        return properties;
    }
}
