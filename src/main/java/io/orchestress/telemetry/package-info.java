/**
 * What a run measures, told to a collector of OpenTelemetry by OTLP while it goes: metrics each interval, and a span for each task and each request.
 *
 * <p>Start with {@link io.orchestress.telemetry.Telemetry}. {@link io.orchestress.telemetry.RunFigures} folds the seconds of a run, in the terms of
 * {@link io.orchestress.telemetry.Names}; the classes whose names begin with {@code Otlp} are the only ones that know the SDK of OpenTelemetry, and
 * none of them is loaded where nobody asked for it. What it may use: docs/architecture.md.
 */
@NullMarked
package io.orchestress.telemetry;

import org.jspecify.annotations.NullMarked;
