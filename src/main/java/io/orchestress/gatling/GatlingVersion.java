package io.orchestress.gatling;

import io.gatling.javaapi.core.Simulation;
import io.orchestress.record.Tool;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import scala.Option;

/**
 * Which Gatling is on the class path. Users are launched by way of classes that Gatling does not promise to keep, so that only the version that
 * Orchestress was built for will do.
 */
final class GatlingVersion {
    private static final String RESOURCE = "gatling-version.properties";

    private GatlingVersion() {}

    /** What is wrong with it, and what would be valid; empty: nothing. */
    static Optional<String> problem() {
        return problem(Tool.GATLING_VERSION, onTheClassPath());
    }

    /**
     * @param built the version that Orchestress was built for
     * @param found every version that the class path says it has; none: it is not known, and nothing is said against it
     */
    static Optional<String> problem(String built, Set<String> found) {
        if (found.stream().allMatch(built::equals)) {
            return Optional.empty();
        }
        return Optional.of(
                "the class path has Gatling " + String.join(" and ", found) + ", and Orchestress "
                        + Tool.VERSION + " was built for Gatling " + built
                        + "; valid: version " + built
                        + " of every io.gatling artifact of the project, such as io.gatling.highcharts:gatling-charts-highcharts");
    }

    /**
     * Gatling asks Maven Central at each start whether there is a newer version of itself, before it loads a simulation, and writes the answer
     * to the user's preferences. Only one version will do here, so it is told that there is none. Where that does not work, it asks.
     */
    static void isTheNewest() {
        try {
            Class<?> versions = Class.forName("io.gatling.commons.util.GatlingVersion$");
            lazily(versions, "LatestRelease").set(null, Option.empty());
            lazily(versions, "bitmap$0").setBoolean(null, true);
        } catch (ReflectiveOperationException | RuntimeException e) {
            // it asks
        }
    }

    private static Field lazily(Class<?> of, String name) throws NoSuchFieldException {
        Field field = of.getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }

    private static Set<String> onTheClassPath() {
        Set<String> versions = new TreeSet<>();
        try (InputStream in = Simulation.class.getClassLoader().getResourceAsStream(RESOURCE)) {
            if (in != null) {
                Properties properties = new Properties();
                properties.load(in);
                Optional.ofNullable(properties.getProperty("version")).ifPresent(versions::add);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Optional.ofNullable(Simulation.class.getPackage().getImplementationVersion())
                .ifPresent(versions::add);
        return versions;
    }
}
