package io.orchestress.sut.embedded;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** An orchestrator in this process, started when first used by a test and stopped after it. */
final class Server implements AfterEachCallback {
    private EmbeddedSettings settings = quick().build();
    private EmbeddedOrchestrator running;

    /** Tasks of exactly 10, 20 and 60 ms, agents at once. */
    static EmbeddedSettings.Builder quick() {
        return EmbeddedSettings.builder()
                .serviceLaw(ServiceLaw.FIXED)
                .meanServiceMillis(20)
                .spawnMillis(0);
    }

    Client with(EmbeddedSettings.Builder different) {
        settings = different.build();
        return client();
    }

    Client client() {
        return new Client(orchestrator().url());
    }

    EmbeddedOrchestrator orchestrator() {
        if (running == null) {
            running = EmbeddedOrchestrator.start(settings);
        }
        return running;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (running != null) {
            running.close();
            running = null;
        }
    }
}
