package io.orchestress.protocol.access;

import io.orchestress.config.Origin;
import io.orchestress.config.Section;
import io.orchestress.transport.http.Http;
import io.orchestress.transport.reach.Reach;
import io.orchestress.transport.token.ClientCredentials;
import io.orchestress.transport.token.TokenCommand;
import io.orchestress.transport.token.TokenKeeper;
import io.orchestress.transport.token.TokenSource;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads {@code target.token}. */
final class TokenSection {
    private static final String AUTO = "auto";
    private static final Duration UNKNOWN_LIFE = Duration.ofMinutes(5);
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final List<String> OF_THE_CONNECTION =
            List.of("host", "connection", "content-length", "transfer-encoding", "expect", "upgrade", "te", "trailer");

    /** How id and secret reach the token server. */
    enum Auth {
        HEADER,
        BODY
    }

    private TokenSection() {}

    static Optional<TokenKeeper> read(Section target, Reach reach) {
        Section s = target.section("token");
        Optional<TokenKeeper> token = keeper(s, reach);
        Section headers = target.section("headers");
        token.ifPresent(keeper -> headers.names().stream()
                .filter(keeper.header()::equalsIgnoreCase)
                .forEach(name -> headers.problem(name, "is the header of target.token, too; valid: one of both")));
        return token;
    }

    private static Optional<TokenKeeper> keeper(Section s, Reach reach) {
        boolean command = !s.texts("command").isEmpty();
        String url = s.text("url");
        String id = s.text("client-id");
        String secret = s.text("client-secret");
        String scope = s.text("scope");
        Auth auth = s.oneOf("auth", Auth.values());
        TokenKeeper.Rules rules = rules(s);
        if (command && !url.isEmpty()) {
            s.problem("url", "and command exclude each other: a token comes from one of them");
            return Optional.empty();
        }
        if (url.isEmpty()) {
            if (!(id + secret + scope).isEmpty()) {
                s.problem(
                        id.isEmpty() ? secret.isEmpty() ? "scope" : "client-secret" : "client-id",
                        "needs a url beside it");
            }
            return command
                    ? Optional.of(new TokenKeeper(new TokenCommand(s.command("command", true)), rules))
                    : Optional.empty();
        }
        if (id.isEmpty()) {
            s.problem("url", "needs a client-id and a client-secret beside it");
        } else if (secret.isEmpty()) {
            s.problem("client-id", "needs a client-secret beside it");
        }
        Optional<URI> server = url(s, url);
        return server.map(at -> {
            TokenSource source = new ClientCredentials(at, id, secret, scope, auth == Auth.BODY, Http.by(reach));
            return new TokenKeeper(source, rules);
        });
    }

    private static TokenKeeper.Rules rules(Section s) {
        boolean auto = s.text("refresh").equals(AUTO);
        Duration refresh = auto ? UNKNOWN_LIFE : s.duration("refresh", Duration.ofMillis(100));
        String header = s.text("header");
        if (!NAME.matcher(header).matches() || OF_THE_CONNECTION.contains(header.toLowerCase(java.util.Locale.ROOT))) {
            s.problem("header", "is no header that can carry a token; valid: a name such as Authorization");
        }
        String prefix = s.text("prefix");
        if (!prefix.isEmpty() && !NAME.matcher(prefix).matches()) {
            s.problem("prefix", "is no word; valid: a word such as Bearer, or nothing");
        }
        return new TokenKeeper.Rules(header, prefix, refresh, !auto, s.duration("timeout", Duration.ofMillis(100)));
    }

    private static Optional<URI> url(Section s, String text) {
        try {
            URI url = Origin.url(text);
            if (url.getFragment() != null) {
                s.problem("url", "must not have a fragment");
            }
            return Optional.of(url);
        } catch (IllegalArgumentException e) {
            s.problem("url", e.getMessage() + "; expected something like https://login.example/oauth/token");
            return Optional.empty();
        }
    }
}
