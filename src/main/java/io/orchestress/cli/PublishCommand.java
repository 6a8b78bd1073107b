package io.orchestress.cli;

import io.orchestress.analysis.AnalysisSettings;
import io.orchestress.config.Settings;
import io.orchestress.config.SettingsLoader;
import io.orchestress.evaluation.Evaluation;
import io.orchestress.notify.Hooks;
import io.orchestress.notify.Notification;
import io.orchestress.notify.ci.Pipeline;
import io.orchestress.notify.ci.StepSummary;
import io.orchestress.record.ExceptionText;
import io.orchestress.record.ExitCode;
import io.orchestress.record.RecordReader;
import io.orchestress.record.RunRecord;
import io.orchestress.record.Verdict;
import io.orchestress.report.ci.Annotations;
import io.orchestress.text.Console;
import io.orchestress.text.ShownProgress;
import io.orchestress.text.Visible;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells a pipeline and others of the verdict of a record; the last step of {@code scripts/release-gate}. */
@Command(
        name = "publish",
        description = {
            "Publishes the verdict of a record to GitHub and the hooks, once.",
            "First the job summary and annotations at GitHub, then the hooks of the configuration. The exit code is that of the verdict.",
            "A run that was killed is analysed first."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  scripts/orchestress publish results/latest",
            "  scripts/orchestress publish results/latest --dry-run -Dconfig=nightly.conf",
            "",
            "Exit codes: 0 passed, 1 failed or inconclusive, or a required hook was not notified, 2 no verdict."
        })
final class PublishCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "RECORD", description = "folder of a record, such as results/latest")
    private Path folder = Path.of("");

    @Option(names = "-D", paramLabel = "KEY=VALUE", description = "a setting, or config=FILE, as the run was given")
    private Map<String, String> given = new LinkedHashMap<>();

    @Option(names = "--dry-run", description = "print the notifications, send nothing")
    private boolean dryRun;

    private final Map<String, String> environment;

    PublishCommand() {
        this(System.getenv());
    }

    PublishCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        ClosedRecord closed = ClosedRecord.open(folder);
        Path record = closed.folder();
        Settings settings = settings(closed);
        RunRecord run = judged(record, settings);
        Verdict verdict = run.verdict();
        if (verdict == null) {
            throw new IOException(record + " has no verdict: scripts/orchestress report " + record + " shows why");
        }
        Pipeline pipeline = Pipeline.of(environment);
        PrintWriter out = out();
        if (!dryRun) {
            tellPipeline(pipeline, record, run, out);
        }
        Notification news = new Notification(run, verdict, record, pipeline.artefacts());
        Hooks hooks = new Hooks(settings.hooks(), out);
        boolean told = true;
        if (dryRun) {
            hooks.rehearse(news);
        } else {
            told = hooks.tell(news);
        }
        ExitCode exit = ExitCode.of(
                verdict.outcome(), settings.part(AnalysisSettings.class).gates().strict());
        return (told || exit != ExitCode.PASSED ? exit : ExitCode.FAILED).status();
    }

    private Settings settings(ClosedRecord record) {
        Properties properties = ClosedRecord.properties(null);
        properties.putAll(given);
        return given.containsKey("profile") ? SettingsLoader.load(properties) : record.settings(properties);
    }

    /** A run that was killed has not said its verdict yet. */
    private RunRecord judged(Path record, Settings settings) throws IOException {
        RunRecord run = RecordReader.open(record, RecordReader.Writer.GONE).run();
        if (run.verdict() != null) {
            return run;
        }
        try (ShownProgress progress = CommandProgress.begin(spec)) {
            out().print(Evaluation.of(record, settings, progress).summary());
        }
        out().flush();
        return RecordReader.open(record, RecordReader.Writer.GONE).run();
    }

    /** What the pipeline shows is no part of the verdict: that it could not be written is said. */
    private static void tellPipeline(Pipeline pipeline, Path record, RunRecord run, PrintWriter out)
            throws IOException {
        if (pipeline.annotates()) {
            StringWriter annotations = new StringWriter();
            Annotations.write(run, annotations);
            Console.commands(out, annotations);
        }
        if (pipeline.stepSummary().isPresent()) {
            try {
                StepSummary.append(pipeline.stepSummary().get(), Files.readString(record.resolve("summary.md")));
            } catch (IOException e) {
                out.println(
                        "The summary could not be added to the job page: " + Visible.line(ExceptionText.inWords(e)));
                out.flush();
            }
        }
    }

    private PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }
}
