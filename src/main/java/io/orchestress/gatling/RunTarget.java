package io.orchestress.gatling;

import io.orchestress.config.Settings;
import io.orchestress.run.RunRecord;
import io.orchestress.target.Liveness;
import io.orchestress.target.TargetUnavailableException;
import java.io.Closeable;
import java.net.URI;

/** The target of one run: given, and then asked whether it is there, or embedded, and then started. */
final class RunTarget implements Closeable {
    private final RunRecord.Target described;

    private RunTarget(RunRecord.Target described) {
        this.described = described;
    }

    static RunTarget open(Settings settings) throws TargetUnavailableException {
        URI url = settings.target().url().orElseThrow();
        Liveness.check(url, settings.target().connectTimeout());
        return new RunTarget(new RunRecord.Target(
                url.toString(), settings.target().protocol().configName(), false));
    }

    RunRecord.Target described() {
        return described;
    }

    URI url() {
        return URI.create(described.url());
    }

    @Override
    public void close() {}
}
