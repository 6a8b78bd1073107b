package io.orchestress.telemetry;

import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.metrics.data.Data;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.MetricDataType;
import io.opentelemetry.sdk.resources.Resource;

/** The points of one instrument, as the SDK's exporters take them. */
record OtlpMetric(Resource resource, Instrument instrument, MetricDataType type, Data<?> data) implements MetricData {
    @Override
    public Resource getResource() {
        return resource;
    }

    @Override
    public InstrumentationScopeInfo getInstrumentationScopeInfo() {
        return OtlpIdentity.SCOPE;
    }

    @Override
    public String getName() {
        return instrument.name();
    }

    @Override
    public String getDescription() {
        return instrument.description();
    }

    @Override
    public String getUnit() {
        return instrument.unit();
    }

    @Override
    public MetricDataType getType() {
        return type;
    }

    @Override
    public Data<?> getData() {
        return data;
    }
}
