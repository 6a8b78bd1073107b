package io.orchestress.target;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;

/** One request before the load: a target that does not answer it is not put under load. */
public final class Liveness {
    private Liveness() {}

    /**
     * Any HTTP answer will do, whatever its status: the target is there and speaks HTTP.
     *
     * @param timeout for the whole exchange
     */
    public static void check(URI url, Duration timeout) throws TargetUnavailableException {
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout)
                .build();
        HttpRequest probe = HttpRequest.newBuilder(url).timeout(timeout).GET().build();
        try {
            client.send(probe, HttpResponse.BodyHandlers.discarding());
        } catch (ConnectException e) {
            throw new TargetUnavailableException("nothing listens at " + url + ": is the orchestrator up?", e);
        } catch (HttpTimeoutException e) {
            throw new TargetUnavailableException(
                    url + " did not answer GET within " + timeout.toMillis()
                            + " ms (orchestress.target.connect-timeout)",
                    e);
        } catch (IOException e) {
            throw new TargetUnavailableException(url + " does not answer in HTTP: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TargetUnavailableException("interrupted while asking " + url, e);
        }
    }
}
