package io.orchestress.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.orchestress.metrics.TimeSource;
import io.orchestress.protocol.Answer;
import io.orchestress.protocol.Call;
import io.orchestress.protocol.Reply;
import io.orchestress.protocol.StreamTimes;
import io.orchestress.protocol.Usage;
import io.orchestress.protocol.openai.ChatCalls;
import io.orchestress.protocol.openai.Conversation;
import io.orchestress.protocol.openai.OpenAiSettings;
import io.orchestress.testkit.RealTarget;
import io.orchestress.transport.AnswerLimits;
import io.orchestress.transport.HttpWire;
import io.orchestress.transport.MemoryBudget;
import io.orchestress.transport.reach.Reach;
import java.net.URI;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Of each stream of aimock as many chunks and tokens are known as its fixture says: text is cut into 20 characters. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StreamsOfAimockTest {
    private static final OpenAiSettings STREAMING =
            new OpenAiSettings("/v1/chat/completions", "swift", "#{prompt}", true, true, 0, "max_tokens", 1, false);

    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private RealTarget aimock;

    @BeforeAll
    void start() {
        aimock = new RealTarget("aimock");
    }

    @AfterAll
    void stop() {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
        if (aimock != null) {
            aimock.close();
        }
    }

    static Stream<Arguments> streams() {
        return Stream.of(
                arguments("simple", 2, 12, 7), // 25 characters
                arguments("medium", 6, 80, 31), // 115
                arguments("tool-call", 3, 12, 9), // the name, and 25 of arguments
                arguments("think-first", 4, 12, 16), // 41 of reasoning, and 16
                arguments("paced", 13, 12, 13)); // 62, cut into 5
    }

    @ParameterizedTest(name = "{0}: {1} chunks, {3} tokens")
    @MethodSource("streams")
    void aStreamIsWhatItsFixtureSays(String word, int chunks, long inputTokens, long outputTokens) throws Exception {
        Reply reply = send(STREAMING, word);

        assertThat(reply.isOk()).as(reply.detail()).isTrue();
        assertThat(reply.usage())
                .isEqualTo(new Usage("swift", OptionalLong.of(inputTokens), OptionalLong.of(outputTokens)));
        assertThat(reply.stream().orElseThrow().chunks()).isEqualTo(chunks);
    }

    @Test
    void thePaceIsThatOfTheServer() throws Exception {
        StreamTimes times = send(STREAMING, "paced").stream().orElseThrow();

        assertThat(times.firstContentNanos())
                .as("the server waits 100 ms before its first event and 20 ms before each other")
                .isGreaterThan(115_000_000);
        assertThat(times.lastContentNanos())
                .as("of which there are 12 more with content, and none is early, however late it is read")
                .isGreaterThan(115_000_000 + 12 * 15_000_000);
    }

    @Test
    void withoutUsageTokensAreUnknown() throws Exception {
        Reply reply = send(
                new OpenAiSettings("/v1/chat/completions", "swift", "", true, false, 0, "max_tokens", 1, false),
                "simple");

        assertThat(reply.usage()).isEqualTo(new Usage("swift", OptionalLong.empty(), OptionalLong.empty()));
    }

    @Test
    void oneBodyHasTokensAndNoTimes() throws Exception {
        Reply reply = send(
                new OpenAiSettings("/v1/chat/completions", "swift", "", false, true, 0, "max_tokens", 1, false),
                "simple");

        assertThat(reply.value().path("content").asText()).isEqualTo("simple: done in one step.");
        assertThat(reply.usage().outputTokens()).hasValue(7);
        assertThat(reply.stream()).isEmpty();
    }

    private Reply send(OpenAiSettings settings, String word) throws Exception {
        Call call = new ChatCalls(settings).next(URI.create(aimock.url()), Conversation.EMPTY.asked(word));
        EventLoop loop = loops.next();
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        loop.execute(() -> {
            HttpWire wire = new HttpWire(
                    loop,
                    Duration.ofSeconds(30),
                    new AnswerLimits(8 << 20, 256 << 20, MemoryBudget.ofThisJvm()),
                    Reach.PLAIN);
            Answer answer = call.answer().get();
            answer.begin(TimeSource.SYSTEM.nanos(), (came, nanos) -> {
                reply.complete(came);
                loop.execute(wire::close);
            });
            wire.send(call.request(), Duration.ofSeconds(50), answer);
        });
        return reply.get(60, TimeUnit.SECONDS);
    }
}
