package io.orchestress.benchmark;

import io.orchestress.benchmark.PacketCapture.Segment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;

/**
 * Own time by its definition, from packets: of a task from its first packet to the last one of its answer, less the union of its calls, each from the last packet
 * of its request to the last one of its answer. Which task an exchange is of its mark says, in the request.
 */
final class OwnTimeOnTheWire {
    private static final Pattern MARK = Pattern.compile("orc-[0-9a-f]{16}");

    private final int target;
    private final Map<Integer, Exchange> open = new HashMap<>();
    private final Map<String, Exchange> tasks = new HashMap<>();
    private final Map<String, List<Exchange>> calls = new HashMap<>();

    /** A request and its answer on a connection that has one at a time. */
    private static final class Exchange {
        final long firstAsked;
        final StringBuilder request = new StringBuilder();
        long lastAsked;
        long lastAnswered;

        Exchange(long firstAsked) {
            this.firstAsked = firstAsked;
        }
    }

    private OwnTimeOnTheWire(int target) {
        this.target = target;
    }

    /** In µs, of all tasks whose request and answer are among the packets. */
    static Histogram of(List<Segment> segments, int target, int backend) {
        OwnTimeOnTheWire wire = new OwnTimeOnTheWire(target);
        for (Segment segment : segments) {
            wire.see(segment, backend);
        }
        wire.open.forEach((client, exchange) -> wire.close(exchange, client < 0));
        Histogram own = new Histogram(3);
        wire.tasks.forEach((mark, task) ->
                own.recordValue(Math.round(ownNanos(task, wire.calls.getOrDefault(mark, List.of())) / 1e3)));
        return own;
    }

    /** The two servers' connections are told apart by the sign: a port of a client may be used at both. */
    private void see(Segment segment, int backend) {
        boolean asks = segment.to() == target || segment.to() == backend;
        boolean ofTask = (asks ? segment.to() : segment.from()) == target;
        int client = (asks ? segment.from() : segment.to()) * (ofTask ? -1 : 1);
        Exchange exchange = open.get(client);
        if (!asks) {
            if (exchange != null) {
                exchange.lastAnswered = segment.nanos();
            }
            return;
        }
        if (exchange == null || exchange.lastAnswered > 0) {
            if (exchange != null) {
                close(exchange, ofTask);
            }
            exchange = new Exchange(segment.nanos());
            open.put(client, exchange);
        }
        exchange.lastAsked = segment.nanos();
        exchange.request.append(segment.payload());
    }

    private void close(Exchange exchange, boolean ofTask) {
        Matcher mark = MARK.matcher(exchange.request);
        if (!mark.find() || exchange.lastAnswered == 0) {
            return;
        }
        if (ofTask) {
            tasks.put(mark.group(), exchange);
        } else {
            calls.computeIfAbsent(mark.group(), any -> new ArrayList<>()).add(exchange);
        }
    }

    private static long ownNanos(Exchange task, List<Exchange> unsorted) {
        List<Exchange> calls = new ArrayList<>(unsorted);
        calls.sort(Comparator.comparingLong(call -> call.lastAsked));
        long own = 0;
        long until = task.firstAsked;
        for (Exchange call : calls) {
            own += Math.max(0, Math.min(call.lastAsked, task.lastAnswered) - until);
            until = Math.max(until, call.lastAnswered);
        }
        return own + Math.max(0, task.lastAnswered - until);
    }
}
