package io.orchestress.gatling;

import io.gatling.app.Gatling;
import io.gatling.javaapi.core.Simulation;
import io.orchestress.record.ExceptionText;
import io.orchestress.record.ExitCode;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;

/** Gatling, as {@code scripts/orchestress run} starts it: what cannot be run says why in a line, and ends with {@link ExitCode#NOT_RUN}. */
public final class RunMain {
    private RunMain() {}

    /** @param arguments of Gatling; {@code -s} and the class come first */
    public static void main(String[] arguments) {
        String name = List.of(arguments).get(1);
        GatlingVersion.problem().ifPresent(Startup::end);
        try {
            Class<?> simulation = Class.forName(name, false, RunMain.class.getClassLoader());
            if (!Simulation.class.isAssignableFrom(simulation) || Modifier.isAbstract(simulation.getModifiers())) {
                Startup.end("'" + name + "' is not a simulation: the class does not extend "
                        + LoadSimulation.class.getName());
            }
            if (Arrays.stream(simulation.getDeclaredConstructors()).noneMatch(c -> c.getParameterCount() == 0)) {
                Startup.end("'" + name + "' has no constructor without parameters");
            }
        } catch (ClassNotFoundException | LinkageError e) {
            Startup.end("there is no class '" + name + "'");
        }
        GatlingVersion.isTheNewest();
        try {
            Gatling.main(arguments);
        } catch (Throwable e) {
            // Gatling has logged it, and a run that has ended has its own exit code by a hook.
            Startup.end("Gatling exited before the run ended: " + ExceptionText.unforeseen(e));
        }
    }
}
