package io.orchestress.duel;

import io.orchestress.config.DuelSettings;
import io.orchestress.config.Origin;
import io.orchestress.config.Settings;
import io.orchestress.config.SettingsLoader;
import io.orchestress.config.ShortForm;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/**
 * One of the two sides, with what its runs are given.
 *
 * @param name {@code baseline} or {@code candidate}
 * @param properties of its runs: what was given, its target and its own settings
 * @param settings that these properties make
 */
record Contender(String name, DuelSettings.Side side, Properties properties, Settings settings) {
    private static final String ROOT = "orchestress.";
    private static final Set<String> OF_A_RUN = Set.of("profile", "protocol", "config");
    private static final List<String> FOR_A_RUN = List.of(ROOT, "javax.net.ssl.", "http.proxy", "https.proxy");

    /**
     * @param given properties that count for a run
     * @throws io.orchestress.config.InvalidConfigException naming every problem, such as a host that load may not go to
     */
    static Contender of(String name, DuelSettings.Side side, Properties given) {
        Properties properties = new Properties();
        for (String key : given.stringPropertyNames()) {
            boolean counts = OF_A_RUN.contains(ShortForm.plain(key))
                    || FOR_A_RUN.stream().anyMatch(key::startsWith);
            if (counts && !key.startsWith(ROOT + "duel.") && !key.equals(ROOT + "target.url")) {
                properties.setProperty(key, given.getProperty(key));
            }
        }
        properties.setProperty(ROOT + "target.url", side.target());
        side.settings().forEach((key, value) -> properties.setProperty(ROOT + key, value));
        // A file of settings may name both sides, too: a run of a duel is a run.
        properties.setProperty(ROOT + "duel.baseline", "");
        properties.setProperty(ROOT + "duel.candidate", "");
        properties.setProperty(ROOT + "duel.baseline-start", "[]");
        properties.setProperty(ROOT + "duel.candidate-start", "[]");
        return new Contender(name, side, properties, SettingsLoader.load(properties));
    }

    /** Where it is; empty: the embedded orchestrator, which each run starts for itself. */
    Optional<URI> url() {
        return settings.target().url();
    }

    /** Whether it is the same as another one, as far as can be seen from here. */
    boolean isSameAs(Contender other) {
        return side.settings().equals(other.side().settings())
                && ((url().isEmpty() && other.url().isEmpty()) || isAtTheSamePlace(other));
    }

    /** Whether both have a URL, and it leads to the same, by whichever name of this machine it is written. */
    boolean isAtTheSamePlace(Contender other) {
        return url().isPresent()
                && other.url().isPresent()
                && place(url().get(), url().get())
                        .equals(place(url().get(), other.url().get()));
    }

    private static String place(URI named, URI url) {
        return Origin.of(named).at(url).toString().replaceFirst("/$", "");
    }
}
