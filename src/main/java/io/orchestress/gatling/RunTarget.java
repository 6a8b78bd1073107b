package io.orchestress.gatling;

import io.orchestress.config.CommandLine;
import io.orchestress.config.Settings;
import io.orchestress.run.RunRecord;
import io.orchestress.target.Liveness;
import io.orchestress.target.TargetUnavailableException;
import io.orchestress.target.embedded.EmbeddedProcess;
import io.orchestress.target.embedded.EmbeddedSettings;
import io.orchestress.target.embedded.Faults;
import io.orchestress.target.embedded.ServiceLaw;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The target of one run: given, and then asked whether it is there, or embedded, and then started, or a command of this machine. That its
 * program is there has been checked with the configuration; it is started by the load only.
 */
final class RunTarget implements Closeable {
    private final RunRecord.Target described;
    private final URI url;
    private final @Nullable EmbeddedProcess process;

    private RunTarget(String url, Settings settings, @Nullable EmbeddedProcess process) {
        this.described = new RunRecord.Target(url, settings.target().protocol().configName(), process != null);
        this.url = settings.target().protocol().isLocal()
                ? URI.create(described.protocol() + ":/")
                : URI.create(described.url());
        this.process = process;
    }

    static RunTarget open(Settings settings) throws TargetUnavailableException {
        if (settings.target().protocol().isLocal()) {
            return new RunTarget(
                    CommandLine.shown(
                            settings.protocols().command(settings.target().protocol())),
                    settings,
                    null);
        }
        if (settings.target().url().isPresent()) {
            URI url = settings.target().url().get();
            Liveness.check(url, settings.target().connectTimeout());
            return new RunTarget(url.toString(), settings, null);
        }
        try {
            EmbeddedProcess process = EmbeddedProcess.start(embedded(settings.embedded()));
            return new RunTarget(process.url(), settings, process);
        } catch (IOException e) {
            throw new TargetUnavailableException("the embedded orchestrator did not start: " + e.getMessage(), e);
        }
    }

    private static EmbeddedSettings embedded(Settings.Embedded s) {
        Settings.Faults faults = s.faults();
        return EmbeddedSettings.builder()
                .workers(s.workers())
                .queueCapacity(s.queueCapacity())
                .serviceLaw(ServiceLaw.valueOf(s.serviceLaw().name()))
                .meanServiceMillis(s.meanServiceTime().toNanos() / 1e6)
                .lognormalSigma(s.lognormalSigma())
                .tokensPerSec(s.tokensPerSec())
                .seed(s.seed())
                .faults(new Faults(
                        faults.errorRate(),
                        faults.latency().toMillis(),
                        0,
                        faults.hang(),
                        faults.dropRate(),
                        faults.leakBytesPerRequest(),
                        faults.dieAfter().toMillis(),
                        faults.taskFailureRate(),
                        faults.garbageRate(),
                        faults.bodyBytes()))
                .build();
    }

    RunRecord.Target described() {
        return described;
    }

    /** Of a command a URL that nothing can be sent to. */
    URI url() {
        return url;
    }

    @Override
    public void close() {
        if (process != null) {
            process.close();
        }
    }
}
