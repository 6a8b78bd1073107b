package io.orchestress.transport;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The words by which the kernel, the resolver and Java say why a connection failed: the one place where they are told apart. Whatever this
 * side lacked is its own limit, and no failure of the target.
 */
public final class Causes {
    private static final String NO_PORT =
            "this machine has no local port left (net.ipv4.ip_local_port_range), or no address of that kind";

    /** What the kernel says when this side has no more of something, and of what. */
    private static final Map<String, String> OWN_LIMITS = Map.of(
            "cannot assign requested address",
            NO_PORT,
            "address already in use",
            NO_PORT,
            "too many open files in system",
            "this machine cannot open more files (fs.file-max)",
            "too many open files",
            "the load generator cannot open more files (ulimit -n)",
            "no buffer space available",
            "this machine's kernel has no buffer space left",
            "cannot allocate memory",
            "this machine's kernel has no memory left");

    private static final List<String> OWN_MEMORY =
            List.of("outofmemoryerror", "outofdirectmemoryerror", "out of memory");

    /** What a resolver says that could not be asked; of a name that is not there it says something else. */
    private static final List<String> OWN_RESOLVER =
            List.of("temporary failure", "system error", "non-recoverable failure", "memory allocation");

    private static final List<String> PROXY = List.of("proxyconnectexception", "httpproxyhandler");

    private static final List<String> NAME = List.of("unknownhostexception", "failed to resolve");

    private static final List<String> TLS = List.of(
            "notsslrecordexception",
            "sslexception",
            "sslhandshake",
            "sslpeerunverified",
            "sslprotocol",
            "sslkey",
            "sslclosedengine",
            "stacklesssslhandshake",
            "certificate",
            "pkix path");

    private Causes() {}

    /** What this side has no more of, with the kernel's word for it; empty where it is something else. */
    static Optional<String> ownLimit(@Nullable String said) {
        String lower = lower(said);
        return OWN_LIMITS.keySet().stream()
                .filter(lower::contains)
                .max(Comparator.comparingInt(String::length))
                .map(word -> OWN_LIMITS.get(word) + ": " + word);
    }

    /** Whether it is said of a resolver that could not be asked, rather than of a name. */
    static boolean isOwnResolver(@Nullable String said) {
        return isAny(OWN_RESOLVER, lower(said));
    }

    /** Whether a program could not be started for want of something of this side's. */
    static boolean isOwnLimitOfPrograms(@Nullable String said) {
        return lower(said).contains("resource temporarily unavailable")
                || ownLimit(said).isPresent();
    }

    /**
     * How an exchange of another client ended of which only words are left, as {@code ConnectException: Connection refused}.
     *
     * @return {@link Ending#INJECTOR}, {@link Ending#DNS}, {@link Ending#PROXY}, {@link Ending#TLS}, {@link Ending#TOO_LONG} by a {@link TakenBody}, or
     *     {@link Ending#CONNECTION}, which is all else
     */
    public static Ending of(String said) {
        String lower = lower(said);
        if (lower.contains(AnswerLimits.KEY)) {
            return Ending.TOO_LONG;
        }
        if (lower.contains(AnswerLimits.BUDGET)) {
            return Ending.INJECTOR;
        }
        if (ownLimit(said).isPresent() || isAny(OWN_MEMORY, lower)) {
            return Ending.INJECTOR;
        }
        if (isAny(NAME, lower)) {
            return isOwnResolver(said) ? Ending.INJECTOR : Ending.DNS;
        }
        if (isAny(PROXY, lower)) {
            return Ending.PROXY;
        }
        return isAny(TLS, lower) ? Ending.TLS : Ending.CONNECTION;
    }

    private static boolean isAny(List<String> words, String lower) {
        return words.stream().anyMatch(lower::contains);
    }

    private static String lower(@Nullable String text) {
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }
}
