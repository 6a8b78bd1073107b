package io.orchestress.gatling;

import io.orchestress.backend.Backend;
import io.orchestress.backend.BackendProcess;
import io.orchestress.backend.BackendSettings;
import io.orchestress.config.ConfigProblem;
import io.orchestress.config.InvalidConfigException;
import io.orchestress.config.Settings;
import io.orchestress.engine.RunClock;
import io.orchestress.record.TargetEvent;
import io.orchestress.record.task.CallLog;
import io.orchestress.text.Console;
import io.orchestress.text.Visible;
import io.orchestress.workload.LivePlan;
import io.orchestress.workload.Plan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;

/** The scripted backend of a run: started before its target is asked, and ended after its load. */
final class RunBackend implements AutoCloseable {
    /** In the folder of the record. */
    static final String JOURNAL = CallLog.FILE;

    private static final List<String> OURS = List.of("target", "protocol", "profile", "config");
    private static final String PREFIX = "orchestress.";

    private final BackendProcess process;
    private boolean ended;

    private RunBackend(BackendProcess process) {
        this.process = process;
    }

    /** Empty where the configuration wants none. */
    static Optional<RunBackend> start(Settings settings) {
        BackendSettings backend = settings.part(BackendSettings.class);
        if (!backend.enabled()) {
            return Optional.empty();
        }
        try {
            BackendProcess process =
                    BackendProcess.start(List.of(), given(System.getProperties()), ProcessBuilder.Redirect.INHERIT);
            Backend.lines(process.url()).forEach(line -> Console.out().println(line));
            Console.out().println();
            return Optional.of(new RunBackend(process));
        } catch (IOException e) {
            throw new InvalidConfigException(List.of(new ConfigProblem(
                    "orchestress.backend.port",
                    Integer.toString(backend.port()),
                    "the start of the scripted backend",
                    e.getMessage() + "; valid: a port that nothing listens at, or 0 for any such")));
        }
    }

    /** The configuration of this run, by the same words. */
    private static Properties given(Properties all) {
        Properties given = new Properties();
        for (String name : all.stringPropertyNames()) {
            if (OURS.contains(name) || name.startsWith(PREFIX)) {
                given.setProperty(name, all.getProperty(name));
            }
        }
        given.setProperty(PREFIX + "backend.journal", "");
        return given;
    }

    String url() {
        return process.url();
    }

    /** From now on its calls are in the record, and the run is told if it dies. */
    void recordIn(Path folder, LivePlan plan, RunClock clock, Consumer<TargetEvent> events) throws IOException {
        process.writeTo(folder.resolve(JOURNAL));
        process.died().thenAccept(status -> {
            Plan planned = plan.plan();
            double now = clock.startedAt() == null ? 0 : clock.seconds();
            String phase = planned.phases().get(planned.phaseAt(now)).name();
            events.accept(
                    new TargetEvent(now, TargetEvent.Kind.BACKEND_DIED, phase, "", Integer.toString(status), 0, null));
        });
    }

    /** Ends it and says what it received. */
    void end() {
        if (!ended) {
            ended = true;
            process.end().forEach(line -> Console.out().println(Visible.line(line)));
        }
    }

    @Override
    public void close() {
        ended = true;
        process.close();
    }
}
