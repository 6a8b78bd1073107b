package io.orchestress.gatling;

import io.orchestress.config.Settings;
import io.orchestress.detection.Detection;
import io.orchestress.detection.Spoken;
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

/** The target of one run: given, and then asked whether it is there, or embedded, and then started; either way asked how it is spoken to. */
final class RunTarget implements Closeable {
    private final RunRecord.Target described;
    private final Spoken spoken;
    private final @Nullable EmbeddedProcess process;

    private RunTarget(String url, Spoken spoken, @Nullable EmbeddedProcess process) {
        this.described = new RunRecord.Target(url, spoken.protocol().configName(), process != null);
        this.spoken = spoken;
        this.process = process;
    }

    static RunTarget open(Settings settings) throws TargetUnavailableException {
        if (settings.target().url().isPresent()) {
            URI url = settings.target().url().get();
            Liveness.check(url, settings.target().connectTimeout());
            return new RunTarget(url.toString(), Detection.spoken(url, settings), null);
        }
        EmbeddedProcess process;
        try {
            process = EmbeddedProcess.start(embedded(settings.embedded()));
        } catch (IOException e) {
            throw new TargetUnavailableException("the embedded orchestrator did not start: " + e.getMessage(), e);
        }
        try {
            Spoken spoken = Detection.spoken(URI.create(process.url()), settings);
            return new RunTarget(process.url(), spoken, process);
        } catch (TargetUnavailableException e) {
            process.close();
            throw e;
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

    Spoken spoken() {
        return spoken;
    }

    URI url() {
        return URI.create(described.url());
    }

    @Override
    public void close() {
        if (process != null) {
            process.close();
        }
    }
}
