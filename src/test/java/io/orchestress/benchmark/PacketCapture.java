package io.orchestress.benchmark;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What passes over loopback to and from two ports, with the kernel's own times: {@code tcpdump} writes it, this reads it. Needs root. */
final class PacketCapture implements AutoCloseable {
    /** Of a file whose times have nanoseconds. */
    private static final int MAGIC_NANOS = 0xa1b23c4d;

    private static final int FILE_HEAD = 24;
    private static final int ETHERNET_HEAD = 14;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final Process tcpdump;
    private final Path file;

    /** The bytes of TCP that one packet carried. */
    record Segment(long nanos, int from, int to, String payload) {}

    private PacketCapture(Process tcpdump, Path file) {
        this.tcpdump = tcpdump;
        this.file = file;
    }

    /** It captures when this returns. */
    static PacketCapture start(Path file, int port, int other) throws IOException {
        Process process = new ProcessBuilder(
                        "tcpdump",
                        "-i",
                        "lo",
                        "-n",
                        "-U",
                        "-B",
                        "65536",
                        "--time-stamp-precision=nano",
                        "-w",
                        file.toString(),
                        "tcp and (port " + port + " or port " + other + ")")
                .redirectErrorStream(true)
                .start();
        BufferedReader said = new BufferedReader(new InputStreamReader(process.getInputStream(), US_ASCII));
        String line;
        do {
            line = said.readLine();
            if (line == null) {
                throw new IOException("tcpdump ended; it needs root, and to be installed: apt install tcpdump");
            }
        } while (!line.contains("listening on"));
        return new PacketCapture(process, file);
    }

    /** Ends it. @return all that carried bytes, in the order of time */
    List<Segment> segments() throws IOException, InterruptedException {
        long size = -1; // what is captured reaches tcpdump in blocks
        while (Files.size(file) != size) {
            size = Files.size(file);
            Thread.sleep(1_500);
        }
        tcpdump.destroy();
        tcpdump.waitFor();
        ByteBuffer packets = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        if (packets.getInt(0) != MAGIC_NANOS) {
            throw new IOException("not a capture of this machine: " + file);
        }
        packets.position(FILE_HEAD);
        List<Segment> all = new ArrayList<>();
        while (packets.hasRemaining()) {
            long nanos = packets.getInt() * NANOS_PER_SECOND + packets.getInt();
            int length = packets.getInt();
            packets.getInt();
            Segment one = segment(nanos, packets.slice(packets.position(), length));
            if (!one.payload.isEmpty()) {
                all.add(one);
            }
            packets.position(packets.position() + length);
        }
        return all;
    }

    /** IPv4 (RFC 791) with TCP (RFC 9293), both in the order of the network. */
    private static Segment segment(long nanos, ByteBuffer packet) {
        int ip = ETHERNET_HEAD;
        int tcp = ip + (packet.get(ip) & 0xf) * 4;
        int end = ip + (packet.getShort(ip + 2) & 0xffff);
        int data = tcp + ((packet.get(tcp + 12) >> 4) & 0xf) * 4;
        byte[] payload = new byte[Math.max(0, Math.min(end, packet.limit()) - data)];
        packet.get(data, payload);
        return new Segment(
                nanos, packet.getShort(tcp) & 0xffff, packet.getShort(tcp + 2) & 0xffff, new String(payload, US_ASCII));
    }

    @Override
    public void close() {
        tcpdump.destroy();
    }
}
