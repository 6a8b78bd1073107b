package io.orchestress.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** {@code orchestress.stress.kind}: what the load is made of, as settings that take the place of others. */
final class StressKind {
    private static final String SECTION = "stress";
    private static final String KIND = "kind";
    private static final String KINDS = "kinds";
    /** Replaces nothing. */
    private static final String NOTHING_CHOSEN = "mixed";

    /** What a kind may replace: what users do, and not whom they do it to. */
    private static final Set<String> REPLACED = new TreeSet<>(Set.of("load", "protocols", "task-mix"));

    private StressKind() {}

    /** The settings of the kind that is chosen, below {@code root}; empty where there is no such kind. */
    static Optional<ConfigObject> chosen(Config all, String root) {
        return object(all.getObject(root), SECTION)
                .flatMap(stress -> Optional.ofNullable(stress.get(KIND))
                        .flatMap(kind -> object(stress, KINDS)
                                .flatMap(kinds -> object(kinds, String.valueOf(kind.unwrapped())))));
    }

    private static Optional<ConfigObject> object(ConfigObject parent, String key) {
        return parent.get(key) instanceof ConfigObject child ? Optional.of(child) : Optional.empty();
    }

    /** The kind that is chosen, empty for the one that replaces nothing; reports a kind that there is not, and what no kind may replace. */
    static Optional<String> read(Section root) {
        Section stress = root.section(SECTION);
        Section kinds = stress.section(KINDS);
        List<String> names = kinds.names();
        String chosen = stress.text(KIND);
        if (!names.contains(chosen)) {
            stress.problem(KIND, "expected one of " + String.join(", ", names));
        }
        kinds.named()
                .forEach((name, kind) -> kind.names().stream()
                        .filter(key -> !REPLACED.contains(key))
                        .forEach(key -> kind.problem(
                                key,
                                "a kind of stress replaces settings of " + String.join(", ", REPLACED) + " only")));
        return Optional.of(chosen).filter(kind -> !kind.equals(NOTHING_CHOSEN));
    }
}
