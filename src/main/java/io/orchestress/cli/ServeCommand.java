package io.orchestress.cli;

import io.orchestress.sut.embedded.EmbeddedMain;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** The embedded orchestrator alone, to look at, or as the target of another tool. */
@Command(
        name = "serve",
        description = {
            "Starts the embedded orchestrator on 127.0.0.1 and serves until it is stopped.",
            "Settings are given as --name=value; docs/embedded-orchestrator.md explains them."
        },
        mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
    @Unmatched
    private List<String> settings = new ArrayList<>();

    @Override
    public Integer call() throws InterruptedException {
        EmbeddedMain.main(settings.toArray(String[]::new));
        return 0;
    }
}
