package io.orchestress.transport.http;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The addresses of a name beside its first, which is the only one that the JDK's client tries: a server of {@code localhost} may listen on
 * {@code ::1} alone. Of {@code http} only, as a certificate is for a name.
 */
final class OtherAddresses {
    private OtherAddresses() {}

    /** The same question to each of them, in the order of the resolver; empty where there is none. */
    static List<Question> of(Question question) {
        String host = question.url().getHost();
        try {
            return host == null ? List.of() : of(question, InetAddress.getAllByName(host));
        } catch (UnknownHostException e) {
            return List.of();
        }
    }

    /** @param addresses of its host, the first of which has been tried */
    static List<Question> of(Question question, InetAddress... addresses) {
        if (!"http".equalsIgnoreCase(question.url().getScheme())) {
            return List.of();
        }
        return Arrays.stream(addresses)
                .skip(1)
                .map(address -> to(address, question))
                .toList();
    }

    private static Question to(InetAddress address, Question question) {
        return at(question, at(address, question.url().getPort(), question.url()));
    }

    /** The same question, asked there, with the {@code Host} that it would have. */
    static Question at(Question question, URI there) {
        URI url = question.url();
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(question.headers());
        headers.putIfAbsent(Http.HOST, url.getPort() < 0 ? url.getHost() : url.getHost() + ":" + url.getPort());
        return new Question(question.method(), there, headers, question.body());
    }

    /** @param port below 0: the scheme's own */
    static URI at(InetAddress address, int port, URI url) {
        String literal = address.getHostAddress().replaceFirst("%.*", "");
        String host = literal.indexOf(':') < 0 ? literal : "[" + literal + "]";
        String authority = port < 0 ? host : host + ":" + port;
        String path = url.getRawPath() == null ? "" : url.getRawPath();
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        return URI.create(url.getScheme() + "://" + authority + path + query);
    }
}
