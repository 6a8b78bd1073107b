package io.orchestress.sut.embedded;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.traffic.GlobalTrafficShapingHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.orchestress.sut.embedded.agent.AgentSettings;
import io.orchestress.sut.embedded.agent.AgentWorld;
import io.orchestress.sut.embedded.agent.Agents;
import io.orchestress.sut.embedded.agent.BugControl;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A working agent orchestrator that listens on 127.0.0.1: spawns agents, queues and runs tasks and workflows, streams tokens, and
 * tells afterwards what really happened.
 */
public final class EmbeddedOrchestrator implements AutoCloseable {
    /** More than one read can hold: the handler stops to read from a client that is far ahead, and the codec need not. */
    private static final int MOST_PIPELINED = 1 << 16;

    private static final String LOOPBACK = "127.0.0.1";
    private static final int EVENT_LOOPS = 2;
    private static final int BACKLOG = 4_096;
    private static final int MAX_AGENTS = 100_000;
    private static final int MAX_MEMORY_ENTRIES = 100_000;
    private static final long MAX_MEMORY_BYTES = 64L << 20;
    private static final int MAX_ENDED_RUNS = 10_000;
    private static final int MAX_SESSIONS = 100_000;
    private static final long SESSION_IDLE_NANOS = TimeUnit.HOURS.toNanos(1);
    private static final int HALT_STATUS = 137;

    /** How often the shaping of traffic counts anew. */
    private static final long SHAPING_MILLIS = 100;

    private final EventLoopGroup loops;
    private final OpenConnections open;
    private final PausableTimers timers;
    private final Channel listener;

    private EmbeddedOrchestrator(EventLoopGroup loops, PausableTimers timers, OpenConnections open, Channel listener) {
        this.loops = loops;
        this.open = open;
        this.timers = timers;
        this.listener = listener;
    }

    /**
     * Starts one; it answers when this returns.
     *
     * @throws IllegalStateException when the port is taken
     */
    public static EmbeddedOrchestrator start(EmbeddedSettings settings) {
        ServerClock clock = ServerClock.SYSTEM;
        PausableTimers timers = new PausableTimers(clock);
        EventLoopGroup loops = new MultiThreadIoEventLoopGroup(
                EVENT_LOOPS, new DefaultThreadFactory("orchestrator-loop", true), NioIoHandler.newFactory());
        OpenConnections open = new OpenConnections();
        Dispatcher dispatcher = assemble(settings, clock, timers, loops, open);
        Optional<GlobalTrafficShapingHandler> shaping = shaping(settings, loops);
        ChannelFuture bound = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new Connections(dispatcher, clock, open, shaping))
                .bind(LOOPBACK, settings.port())
                .awaitUninterruptibly();
        EmbeddedOrchestrator orchestrator = new EmbeddedOrchestrator(loops, timers, open, bound.channel());
        if (!bound.isSuccess()) {
            orchestrator.close();
            throw new IllegalStateException("cannot listen on " + LOOPBACK + ":" + settings.port(), bound.cause());
        }
        return orchestrator;
    }

    private static Dispatcher assemble(
            EmbeddedSettings settings,
            ServerClock clock,
            PausableTimers timers,
            EventLoopGroup loops,
            OpenConnections open) {
        Draws draws = new Draws(settings.seed());
        McpSessions sessions = new McpSessions(MAX_SESSIONS, SESSION_IDLE_NANOS, clock);
        FaultControl faults =
                new FaultControl(timers, draws, () -> Runtime.getRuntime().halt(HALT_STATUS), sessions::forgetAll);
        TaskTotals totals = new TaskTotals();
        StreamTotals streamTotals = new StreamTotals();
        BugControl bugs = new BugControl(settings.seed());
        bugs.set(settings.bugs());
        TaskEngine engine =
                new TaskEngine(settings, clock, timers, faults, totals, agents(settings, timers, loops, bugs), bugs);
        TokenStreams streams =
                new TokenStreams(engine, timers, clock, settings.tokensPerChunk(), faults, draws, streamTotals);
        WorkflowEngine workflows = new WorkflowEngine(engine, MAX_ENDED_RUNS);
        AgentRegistry agents = new AgentRegistry(MAX_AGENTS);
        AgentSpawner spawner = new AgentSpawner(agents, timers, settings.spawnMillis());
        MemoryStore memory = new MemoryStore(MAX_MEMORY_ENTRIES, MAX_MEMORY_BYTES);
        ServerStats truth = new ServerStats(clock, totals, streamTotals, bugs);
        RequestCounts counts = new RequestCounts();
        Metrics metrics =
                new Metrics(engine, agents, memory, sessions, open, totals, streamTotals, counts, faults, clock);
        List<Route> routes = new ArrayList<>();
        routes.addAll(new AgentApi(agents, spawner).routes());
        routes.addAll(new TaskApi(streams).routes());
        routes.addAll(new ChatApi(streams).routes());
        routes.addAll(new McpApi(sessions, new McpTools(engine, workflows, clock, agents, spawner, timers)).routes());
        routes.addAll(AgentCard.routes());
        routes.addAll(new A2aApi(streams, settings.historySize()).routes());
        routes.addAll(new WorkflowApi(workflows, engine, timers, clock).routes());
        routes.addAll(new MemoryApi(memory).routes());
        routes.addAll(new AdminApi(engine, faults, bugs, truth, metrics, action -> afterEach(loops, action)).routes());
        faults.set(settings.faults());
        return new Dispatcher(routes, timers, faults, truth, counts, clock);
    }

    /** Empty where tasks are timers. */
    private static Optional<Agents> agents(
            EmbeddedSettings settings, PausableTimers timers, EventLoopGroup loops, BugControl bugs) {
        AgentOptions agent = settings.agent();
        if (agent.backend().isEmpty()) {
            return Optional.empty();
        }
        AgentWorld world = new AgentWorld() {
            @Override
            public Runnable later(long nanos, Runnable action) {
                return timers.schedule(nanos, action)::cancel;
            }

            @Override
            public void whenThawed(Runnable action) {
                timers.whenThawed(action);
            }
        };
        AgentSettings calls = new AgentSettings(
                URI.create(agent.backend()),
                agent.tools() == AgentOptions.ToolOrder.PARALLEL,
                agent.tries(),
                TimeUnit.MILLISECONDS.toNanos(agent.callTimeoutMillis()),
                settings.seed());
        return Optional.of(new Agents((EventLoop) loops.next(), world, calls, bugs));
    }

    /** Empty when the bandwidth is not limited; one for all connections, in each direction. */
    private static Optional<GlobalTrafficShapingHandler> shaping(EmbeddedSettings settings, EventLoopGroup loops) {
        long limit = settings.bandwidthBytesPerSec();
        return limit == 0
                ? Optional.empty()
                : Optional.of(new GlobalTrafficShapingHandler(loops, limit, limit, SHAPING_MILLIS));
    }

    /** Runs it when each event loop has done what was before it: an answer is booked in the same turn that writes it. */
    private static void afterEach(EventLoopGroup loops, Runnable action) {
        List<EventExecutor> all = new ArrayList<>();
        loops.forEach(all::add);
        AtomicInteger left = new AtomicInteger(all.size());
        for (EventExecutor loop : all) {
            loop.execute(() -> {
                if (left.decrementAndGet() == 0) {
                    action.run();
                }
            });
        }
    }

    /** The port it listens on, also when a free one was asked for. */
    public int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    /** Such as {@code http://127.0.0.1:8080}. */
    public String url() {
        return "http://127.0.0.1:" + port();
    }

    /** Stops at once: connections are closed, tasks are abandoned. */
    @Override
    public void close() {
        listener.close().syncUninterruptibly();
        timers.close();
        // A loop that is told to end between two of its turns ends without closing what it has.
        open.close();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    /** Sets up each new connection. */
    private static final class Connections extends ChannelInitializer<Channel> {
        private final Dispatcher dispatcher;
        private final ServerClock clock;
        private final OpenConnections open;
        private final Optional<GlobalTrafficShapingHandler> shaping;

        Connections(
                Dispatcher dispatcher,
                ServerClock clock,
                OpenConnections open,
                Optional<GlobalTrafficShapingHandler> shaping) {
            this.dispatcher = dispatcher;
            this.clock = clock;
            this.open = open;
            this.shaping = shaping;
        }

        @Override
        protected void initChannel(Channel channel) {
            ArrivalStamp stamp = new ArrivalStamp(clock);
            shaping.ifPresent(channel.pipeline()::addLast);
            channel.pipeline()
                    .addLast(
                            open,
                            stamp,
                            new HttpServerCodec(new HttpDecoderConfig(), MOST_PIPELINED),
                            new BodyLimit(),
                            new ConnectionHandler(dispatcher, stamp));
        }
    }
}
