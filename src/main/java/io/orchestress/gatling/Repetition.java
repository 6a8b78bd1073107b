package io.orchestress.gatling;

import io.orchestress.config.CapacitySettings;
import io.orchestress.config.RepeatSettings;
import io.orchestress.config.Settings;
import io.orchestress.record.Disturbance;
import io.orchestress.record.InjectorHealth;
import io.orchestress.record.RunRecord;
import io.orchestress.record.RunStatus;
import io.orchestress.text.Console;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The same run once more, in a JVM like this one, because others had the machine. This JVM waits for it and ends as it does; a signal is passed on, and who kills this
 * JVM ends the other.
 *
 * @param simulation class that is run
 * @param repeatOf id of the run that was disturbed
 * @param baseline that run was to be held against, which the repetition is, too; empty: none
 * @param left how often the repetition may be repeated, too
 * @param because what disturbed it
 */
record Repetition(String simulation, String repeatOf, String baseline, int left, String because) {
    private static final Pattern RESULTS_FOLDER = Pattern.compile(" (?:-rf|--results-folder) (\\S+)");
    private static final Pattern NO_REPORTS = Pattern.compile(" (?:-nr|--no-reports)(?: |$)");
    private static final String BASELINE = "orchestress.regression.baseline";
    private static final String USUAL_FOLDER = "target/gatling";

    /** A port that this JVM has cannot be had by another one, too. */
    private static final Pattern ONLY_ONCE =
            Pattern.compile("-agentlib:jdwp.*|-Xrunjdwp.*|-Dcom\\.sun\\.management\\.jmxremote.*");

    private static final AtomicReference<@Nullable Process> UNDER_WAY = new AtomicReference<>();

    /**
     * Whether a run is to be repeated: by what others took of its machine alone, however it ended and whatever its target did. Not one that somebody interrupted, nor a search for the
     * capacity, which repeats its own steps.
     *
     * @return empty: it is not
     */
    static Optional<Repetition> of(@Nullable RunRecord run, String simulation, Settings settings) {
        int allowed = settings.repeat().disturbed();
        InjectorHealth injector = run == null ? null : run.injector();
        Disturbance disturbance = injector == null ? null : injector.disturbance();
        boolean ended = run != null && (run.status() == RunStatus.COMPLETED || run.status() == RunStatus.ABORTED);
        return allowed > 0
                        && run != null
                        && ended
                        && disturbance != null
                        && disturbance.isDisturbed()
                        && !run.workload().equals(CapacitySettings.WORKLOAD)
                ? Optional.of(new Repetition(
                        simulation, run.runId(), settings.baseline().name(), allowed - 1, disturbance.words()))
                : Optional.empty();
    }

    /** What is said before it. */
    String announcement() {
        return "The machine was disturbed: " + because + "." + System.lineSeparator() + "The run is repeated ("
                + RepeatSettings.REPEAT_DISTURBED
                + "); the repetition decides the verdict. The record of the first run stays in "
                + repeatOf + ", and is not added to the history.";
    }

    /**
     * How it is started.
     *
     * @param jvmOptions of this JVM
     * @param mainAndArguments of this JVM, as {@code sun.java.command} has them
     */
    List<String> command(Path java, List<String> jvmOptions, String classPath, String mainAndArguments) {
        List<String> command = new ArrayList<>(List.of(java.toString()));
        jvmOptions.stream()
                .filter(option -> !ONLY_ONCE.matcher(option).matches())
                .forEach(command::add);
        // Of two properties of one name the last is taken.
        command.addAll(List.of(
                "-D" + RepeatSettings.REPEAT_DISTURBED + "=" + left, "-D" + RepeatSettings.REPEAT_OF + "=" + repeatOf));
        if (!baseline.isEmpty()) {
            command.add("-D" + BASELINE + "=" + baseline);
        }
        command.addAll(List.of("-cp", classPath, RunMain.class.getName(), "-s", simulation));
        Matcher folder = RESULTS_FOLDER.matcher(mainAndArguments);
        command.addAll(List.of("-rf", folder.find() ? folder.group(1) : USUAL_FOLDER));
        if (NO_REPORTS.matcher(mainAndArguments).find()) {
            command.add("--no-reports");
        }
        return command;
    }

    /** Runs it to its end, on the console of this JVM. @return its exit status; empty: it could not be started, which is said */
    OptionalInt run() {
        try {
            ProcessBuilder builder = new ProcessBuilder(command(
                            Path.of(System.getProperty("java.home", ""), "bin", "java"),
                            ManagementFactory.getRuntimeMXBean().getInputArguments(),
                            System.getProperty("java.class.path", ""),
                            System.getProperty("sun.java.command", "")))
                    .inheritIO();
            builder.environment()
                    .put(
                            Interruption.STARTED_BY,
                            Long.toString(ProcessHandle.current().pid()));
            if (Interruption.ofThisJvm().status().isPresent()) {
                return OptionalInt.empty();
            }
            Process process = builder.start();
            UNDER_WAY.set(process);
            if (Interruption.ofThisJvm().status().isPresent()) {
                process.destroy();
            }
            return OptionalInt.of(process.waitFor());
        } catch (IOException e) {
            Console.err().println("The run could not be repeated: " + e.getMessage());
            return OptionalInt.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OptionalInt.empty();
        }
    }

    /** Whether one was under way, and has been told to end in good order. */
    static boolean end() {
        Process process = UNDER_WAY.get();
        if (process == null || !process.isAlive()) {
            return false;
        }
        process.destroy();
        return true;
    }
}
