package io.orchestress.sut.embedded;

import java.util.Map;

/** A request that is answered with an error. */
final class ApiException extends RuntimeException {
    private final int status;
    private final transient ApiError error;
    private final transient Map<String, String> headers;

    ApiException(int status, String type, String message, Map<String, String> headers) {
        super(message, null, false, false);
        this.status = status;
        this.error = new ApiError(type, message);
        this.headers = headers;
    }

    static ApiException badRequest(String message) {
        return new ApiException(400, "bad_request", message, Map.of());
    }

    static ApiException notFound(String what, String id) {
        return new ApiException(404, "not_found", "no " + what + " '" + id + "'", Map.of());
    }

    /** @param retryAfterSeconds when to try again, at least 1 */
    static ApiException tooMany(String type, String message, long retryAfterSeconds) {
        return new ApiException(429, type, message, Map.of("retry-after", Long.toString(retryAfterSeconds)));
    }

    int status() {
        return status;
    }

    ApiError error() {
        return error;
    }

    Map<String, String> headers() {
        return headers;
    }

    Response response() {
        return Response.error(status, error).with(headers);
    }
}
