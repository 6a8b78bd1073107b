package io.orchestress.testkit;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.util.ReferenceCountUtil;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** A collector that speaks gRPC: HTTP/2 with prior knowledge, or over TLS. What it takes stands in an {@link OtlpCollector}. */
public final class GrpcCollector implements AutoCloseable {
    /** It answers nothing. */
    public static final int HANGS = -1;

    private static final int PREFIX_BYTES = 5;

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final OtlpCollector taken = OtlpCollector.taking();
    private final List<Http2Headers> headers = new CopyOnWriteArrayList<>();
    private final Channel listener;
    private final boolean tls;
    private volatile int status;

    /** @param status of gRPC that it answers; 0: it takes all */
    public GrpcCollector(int status) {
        this(status, null);
    }

    /** @param server null: no TLS */
    public GrpcCollector(int status, Certificates.@Nullable Issued server) {
        this.status = status;
        tls = server != null;
        SslContext context = server == null ? null : context(server);
        listener = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        if (context != null) {
                            channel.pipeline().addLast(context.newHandler(channel.alloc()));
                        }
                        channel.pipeline()
                                .addLast(Http2FrameCodecBuilder.forServer().build())
                                .addLast(new Http2MultiplexHandler(new ChannelInitializer<Channel>() {
                                    @Override
                                    protected void initChannel(Channel stream) {
                                        stream.pipeline().addLast(new Unary());
                                    }
                                }))
                                .addLast(new ChannelInboundHandlerAdapter() {
                                    @Override
                                    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
                                        context.close(); // whoever speaks something else
                                    }
                                });
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .syncUninterruptibly()
                .channel();
    }

    private static SslContext context(Certificates.Issued server) {
        try {
            return SslContextBuilder.forServer(server.keys().getPrivate(), server.chain())
                    .applicationProtocolConfig(new ApplicationProtocolConfig(
                            Protocol.ALPN,
                            SelectorFailureBehavior.NO_ADVERTISE,
                            SelectedListenerFailureBehavior.ACCEPT,
                            "h2"))
                    .build();
        } catch (SSLException e) {
            throw new IllegalStateException(e);
        }
    }

    public String url() {
        String address = ":" + ((InetSocketAddress) listener.localAddress()).getPort();
        return tls ? "https://localhost" + address : "http://127.0.0.1" + address;
    }

    public void answers(int newStatus) {
        status = newStatus;
    }

    public OtlpCollector taken() {
        return taken;
    }

    public List<Http2Headers> headers() {
        return headers;
    }

    private final class Unary extends ChannelInboundHandlerAdapter {
        private final ByteBuf body = Unpooled.buffer();
        private String path = "";
        private boolean gzip;

        @Override
        public void channelRead(ChannelHandlerContext context, Object frame) throws IOException {
            try {
                if (frame instanceof Http2HeadersFrame came) {
                    headers.add(came.headers());
                    path = came.headers().path().toString();
                    gzip = "gzip".contentEquals(came.headers().get("grpc-encoding", "identity"));
                } else if (frame instanceof Http2DataFrame data) {
                    body.writeBytes(data.content());
                    if (data.isEndStream()) {
                        answer(context);
                    }
                }
            } finally {
                ReferenceCountUtil.release(frame);
            }
        }

        private void answer(ChannelHandlerContext context) throws IOException {
            if (status == HANGS) {
                return;
            }
            boolean compressed = body.getByte(0) == 1;
            if (compressed != gzip || body.getInt(1) != body.readableBytes() - PREFIX_BYTES) {
                throw new IOException("not a message of gRPC");
            }
            byte[] message = ByteBufUtil.getBytes(body, PREFIX_BYTES, body.readableBytes() - PREFIX_BYTES);
            if (compressed) {
                message = new GZIPInputStream(new ByteArrayInputStream(message)).readAllBytes();
            }
            Http2Headers head = new DefaultHttp2Headers().status("200").set("content-type", "application/grpc");
            if (status != 0) {
                head.set("grpc-status", Integer.toString(status)).set("grpc-message", "not%20today");
                context.writeAndFlush(new DefaultHttp2HeadersFrame(head, true));
                return;
            }
            taken.take(path, message);
            context.write(new DefaultHttp2HeadersFrame(head));
            context.write(new DefaultHttp2DataFrame(Unpooled.wrappedBuffer(new byte[PREFIX_BYTES])));
            context.writeAndFlush(
                    new DefaultHttp2HeadersFrame(new DefaultHttp2Headers().set("grpc-status", "0"), true));
        }
    }

    @Override
    public void close() {
        taken.close();
        listener.close().syncUninterruptibly();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
}
