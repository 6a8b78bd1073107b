package io.orchestress.sut;

import io.orchestress.transport.Speech;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Asks once more, to see what was said that is no HTTP. */
final class FirstBytes {
    private static final int HTTP = 80;

    private FirstBytes() {}

    /**
     * What the target speaks instead, in words; empty: not known.
     *
     * @param connected its URL with the address that is connected to
     */
    static String speech(URI url, URI connected, Duration within) {
        if (!"http".equalsIgnoreCase(url.getScheme())) {
            return "";
        }
        int millis = (int) Math.min(Integer.MAX_VALUE, Math.max(1, within.toMillis()));
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(connected.getHost(), connected.getPort() < 0 ? HTTP : connected.getPort()),
                    millis);
            socket.setSoTimeout(millis);
            String ask = "GET / HTTP/1.1\r\nHost: " + url.getRawAuthority() + "\r\n\r\n";
            socket.getOutputStream().write(ask.getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            byte[] first = in.readNBytes(Speech.ENOUGH_BYTES);
            return Speech.of(first, first.length);
        } catch (IOException e) {
            return "";
        }
    }
}
