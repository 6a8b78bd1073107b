package io.orchestress.telemetry;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import io.orchestress.record.Tool;
import java.util.Map;

/** Who tells. */
final class OtlpIdentity {
    static final InstrumentationScopeInfo SCOPE = InstrumentationScopeInfo.builder("io.orchestress")
            .setVersion(Tool.VERSION)
            .build();

    private OtlpIdentity() {}

    /** @param given attributes of the configuration, which win */
    static Resource resource(RunIdentity run, Map<String, String> given) {
        AttributesBuilder own = Attributes.builder();
        own.put("service.name", "orchestress").put("service.version", Tool.VERSION);
        own.put("service.instance.id", run.runId());
        own.put("orchestress.run.id", run.runId());
        own.put("orchestress.simulation", run.simulation());
        own.put("orchestress.workload", run.workload());
        own.put("orchestress.profile", run.profile());
        own.put("orchestress.protocol", run.protocol());
        own.put("orchestress.target", run.shownTarget());
        run.server()
                .ifPresent(server -> own.put("server.address", server.host()).put("server.port", server.port()));
        AttributesBuilder asked = Attributes.builder();
        given.forEach(asked::put);
        return Resource.getDefault().merge(Resource.create(own.build())).merge(Resource.create(asked.build()));
    }
}
