package io.orchestress.transport;

import io.netty.util.NetUtil;
import io.orchestress.metrics.TimeSource;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The addresses of names, asked for on threads of their own: no event loop waits for a name server. All addresses of a name are used in
 * turn. They are asked for again, beside the load, when they are older than half a minute; when that fails the old ones stay. Safe for use
 * by any number of threads.
 */
public final class NameResolver {
    /** Those of this machine's resolver. */
    public static final NameResolver SYSTEM =
            new NameResolver(InetAddress::getAllByName, TimeSource.SYSTEM, NameResolver::inBackground);

    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long FAILED_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Lookup lookup;
    private final TimeSource time;
    private final Executor background;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    /** Asks, and waits for the answer. */
    @FunctionalInterface
    interface Lookup {
        InetAddress[] all(String host) throws UnknownHostException;
    }

    /**
     * What is known of a name.
     *
     * @param failure when there are no addresses
     */
    record Found(List<InetAddress> addresses, @Nullable Broken failure, long atNanos) {}

    private static final class Known {
        private volatile @Nullable Found found;
        private final AtomicInteger turn = new AtomicInteger();
        private final Set<InetAddress> refusing = ConcurrentHashMap.newKeySet();
        private @Nullable CompletableFuture<Found> asking;
    }

    NameResolver(Lookup lookup, TimeSource time, Executor background) {
        this.lookup = lookup;
        this.time = time;
        this.background = background;
    }

    private static void inBackground(Runnable task) {
        Thread thread = new Thread(task, "orchestress-names");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Tells the addresses of a host, the one whose turn it is first: at once when they are known, else on {@code loop}.
     *
     * @param then is given addresses, or a failure
     */
    void of(String host, Executor loop, Consumer<Found> then) {
        InetAddress literal = NetUtil.createInetAddressFromIpAddressString(host);
        if (literal != null) {
            then.accept(new Found(List.of(literal), null, 0));
            return;
        }
        Known name = known.computeIfAbsent(host, h -> new Known());
        Found found = name.found;
        long age = found == null ? 0 : time.nanos() - found.atNanos;
        if (found == null || age > (found.failure == null ? FRESH_NANOS : FAILED_NANOS)) {
            CompletableFuture<Found> asked = ask(host, name);
            if (found == null || found.failure != null) {
                asked.thenAcceptAsync(now -> then.accept(inTurn(name, now)), loop);
                return;
            }
        }
        then.accept(inTurn(name, found));
    }

    private CompletableFuture<Found> ask(String host, Known name) {
        CompletableFuture<Found> answer = new CompletableFuture<>();
        synchronized (name) {
            if (name.asking != null) {
                return name.asking;
            }
            name.asking = answer;
        }
        background.execute(() -> {
            Found now = asked(host, name.found);
            name.refusing.clear();
            synchronized (name) {
                name.found = now;
                name.asking = null;
            }
            answer.complete(now);
        });
        return answer;
    }

    private Found asked(String host, @Nullable Found before) {
        try {
            return new Found(List.of(lookup.all(host)), null, time.nanos());
        } catch (UnknownHostException e) {
            return before != null && before.failure == null
                    ? new Found(before.addresses, null, time.nanos())
                    : new Found(List.of(), Broken.unknown(host, e), time.nanos());
        }
    }

    private static Found inTurn(Known name, Found found) {
        int count = found.addresses.size();
        if (count < 2) {
            return found;
        }
        int first = Math.floorMod(name.turn.getAndIncrement(), count);
        List<InetAddress> ordered = new ArrayList<>(count);
        List<InetAddress> last = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            InetAddress address = found.addresses.get((first + i) % count);
            (name.refusing.contains(address) ? last : ordered).add(address);
        }
        ordered.addAll(last);
        return new Found(ordered, null, found.atNanos);
    }

    /** It refused while others of the same name may not: until the name is asked for again it comes last. */
    void refused(String host, InetAddress address) {
        Known name = known.get(host);
        if (name != null) {
            name.refusing.add(address);
        }
    }

    /**
     * Tells the addresses of a host, the one whose turn it is first; none where there are none.
     *
     * @param loop on which that is done where they are not known yet
     */
    public void addresses(String host, Executor loop, Consumer<List<InetAddress>> then) {
        of(host, loop, found -> then.accept(found.addresses));
    }

    /**
     * Asks for the addresses of a host and waits for them; they are then known. Not for event loops.
     *
     * @param timeoutMillis how long to wait
     * @return in numbers, in the order of the resolver; empty when there are none in time
     */
    public List<String> before(String host, long timeoutMillis) {
        CompletableFuture<Found> answer = new CompletableFuture<>();
        of(host, Runnable::run, answer::complete);
        Found found = answer.completeOnTimeout(new Found(List.of(), null, 0), timeoutMillis, TimeUnit.MILLISECONDS)
                .join();
        return found.addresses.stream()
                .map(InetAddress::getHostAddress)
                .sorted()
                .toList();
    }

    @Override
    public String toString() {
        return "names " + Arrays.toString(known.keySet().toArray());
    }
}
