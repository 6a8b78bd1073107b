package io.orchestress.transport;

import io.netty.channel.EventLoop;
import io.netty.channel.IoEventLoop;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringSocketChannel;
import io.orchestress.transport.process.Descriptors;

/** Of which type sockets are, and how many there may be. */
record Sockets(Class<? extends SocketChannel> type, Descriptors descriptors) {
    static Sockets of(EventLoop loop) {
        return new Sockets(type(loop), Descriptors.ofThisJvm());
    }

    private static Class<? extends SocketChannel> type(EventLoop loop) {
        if (loop instanceof IoEventLoop io) {
            if (io.isIoType(EpollIoHandler.class)) {
                return EpollSocketChannel.class;
            }
            if (io.isIoType(IoUringIoHandler.class)) {
                return IoUringSocketChannel.class;
            }
        }
        return NioSocketChannel.class;
    }
}
