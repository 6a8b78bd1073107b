/**
 * gRPC, as far as exporters of OpenTelemetry need it: one call with one answer, by Netty, which is on the class path anyway. It stands in the place of
 * OkHttp and Kotlin, 3 MB. Start with {@link io.orchestress.telemetry.grpc.NettyGrpcSender}.
 */
@NullMarked
package io.orchestress.telemetry.grpc;

import org.jspecify.annotations.NullMarked;
