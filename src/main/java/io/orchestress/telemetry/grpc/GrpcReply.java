package io.orchestress.telemetry.grpc;

import io.opentelemetry.sdk.common.export.GrpcResponse;
import io.opentelemetry.sdk.common.export.GrpcStatusCode;

/** What a call came to. */
record GrpcReply(GrpcStatusCode code, String description, byte[] message) implements GrpcResponse {
    @Override
    public GrpcStatusCode getStatusCode() {
        return code;
    }

    @Override
    public String getStatusDescription() {
        return description;
    }

    @Override
    public byte[] getResponseMessage() {
        return message;
    }

    /** Whether the same call may be made again (OTLP, "Failures", of gRPC). */
    boolean isRetryable() {
        return switch (code) {
            case CANCELLED, DEADLINE_EXCEEDED, ABORTED, OUT_OF_RANGE, UNAVAILABLE, DATA_LOSS -> true;
            case OK,
                    UNKNOWN,
                    INVALID_ARGUMENT,
                    NOT_FOUND,
                    ALREADY_EXISTS,
                    PERMISSION_DENIED,
                    RESOURCE_EXHAUSTED,
                    FAILED_PRECONDITION,
                    UNIMPLEMENTED,
                    INTERNAL,
                    UNAUTHENTICATED -> false;
        };
    }
}
