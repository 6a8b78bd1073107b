package io.orchestress.telemetry.grpc;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import io.opentelemetry.sdk.common.export.Compressor;
import io.opentelemetry.sdk.common.export.GrpcSenderConfig;
import java.net.URI;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * One connection with one call: HTTP/2, over TLS (ALPN, the name of the host is checked) or with prior knowledge. Confined to its event loop; whatever goes
 * wrong is told to the call.
 */
final class GrpcConnection extends ChannelInitializer<Channel> {
    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    private final GrpcSenderConfig config;
    private final byte[] framed;
    private final GrpcCall call;
    private final boolean tls;
    private @Nullable Channel channel;

    /** @param framed the message with its prefix */
    GrpcConnection(GrpcSenderConfig config, byte[] framed, GrpcCall call) {
        this.config = config;
        this.framed = framed;
        this.call = call;
        tls = "https".equals(config.getEndpoint().getScheme());
    }

    /** Of IPv6 without brackets. */
    String host() {
        return config.getEndpoint().getHost().replaceAll("^\\[|]$", "");
    }

    int port() {
        URI to = config.getEndpoint();
        return to.getPort() >= 0 ? to.getPort() : tls ? HTTPS : HTTP;
    }

    void close() {
        Channel open = channel;
        if (open != null) {
            open.close();
        }
    }

    @Override
    protected void initChannel(Channel opened) throws NoSuchAlgorithmException {
        channel = opened;
        if (tls) {
            opened.pipeline().addLast(tlsHandler(opened));
        }
        opened.pipeline()
                .addLast(
                        Http2FrameCodecBuilder.forClient().build(),
                        new Http2MultiplexHandler(new ChannelInboundHandlerAdapter()),
                        new Rest());
    }

    /** What neither HTTP/2 nor its stream takes. */
    private final class Rest extends ChannelInboundHandlerAdapter {
        @Override
        public void channelActive(ChannelHandlerContext context) {
            if (!tls) {
                open(context.channel());
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            call.channelInactive(context);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            call.fails(cause);
            context.close();
        }
    }

    private SslHandler tlsHandler(Channel opened) throws NoSuchAlgorithmException {
        SSLContext given = config.getSslContext();
        SSLEngine engine = (given == null ? SSLContext.getDefault() : given).createSSLEngine(host(), port());
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {ApplicationProtocolNames.HTTP_2});
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        engine.setSSLParameters(parameters);
        SslHandler handler = new SslHandler(engine);
        handler.handshakeFuture().addListener(done -> {
            if (!done.isSuccess()) {
                call.fails(done.cause());
            } else if (!ApplicationProtocolNames.HTTP_2.equals(engine.getApplicationProtocol())) {
                call.fails(new IllegalStateException("the collector does not speak HTTP/2 over TLS"));
            } else {
                open(opened);
            }
        });
        return handler;
    }

    private void open(Channel connection) {
        new Http2StreamChannelBootstrap(connection)
                .handler(call)
                .open()
                .addListener((Future<Http2StreamChannel> opened) -> {
                    if (opened.isSuccess()) {
                        write(opened.getNow());
                    } else {
                        call.fails(opened.cause());
                    }
                });
    }

    private void write(Http2StreamChannel stream) {
        Http2Headers headers = new DefaultHttp2Headers()
                .method("POST")
                .scheme(tls ? "https" : "http")
                .authority(config.getEndpoint().getRawAuthority())
                .path("/" + config.getFullMethodName())
                .set("content-type", "application/grpc")
                .set("te", "trailers");
        Compressor compressor = config.getCompressor();
        if (compressor != null) {
            headers.set("grpc-encoding", compressor.getEncoding());
        }
        config.getHeadersSupplier()
                .get()
                .forEach((name, values) -> values.forEach(value -> headers.add(name.toLowerCase(Locale.ROOT), value)));
        stream.write(new DefaultHttp2HeadersFrame(headers));
        stream.writeAndFlush(new DefaultHttp2DataFrame(Unpooled.wrappedBuffer(framed), true))
                .addListener(written -> {
                    if (!written.isSuccess()) {
                        call.fails(written.cause());
                    }
                });
    }
}
