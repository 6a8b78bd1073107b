package io.orchestress.cli;

import io.orchestress.metrics.TimeSource;
import io.orchestress.text.ShownProgress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** How far a command is, on standard error: standard output is its result. */
final class CommandProgress {
    private CommandProgress() {}

    static ShownProgress begin(@Nullable CommandSpec spec) {
        return ShownProgress.begin(Objects.requireNonNull(spec).commandLine().getErr(), TimeSource.SYSTEM::nanos);
    }
}
