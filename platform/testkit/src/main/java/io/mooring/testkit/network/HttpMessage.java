package io.mooring.testkit.network;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A request or an answer of HTTP/1.1, byte for byte: signatures are over what was sent. */
record HttpMessage(byte[] head, byte[] body) {

    private static final int LONGEST_HEAD = 64 * 1024;
    private static final byte[] NOTHING = new byte[0];

    /** The head alone; null at the connection's end. */
    static @Nullable HttpMessage head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int ends = 0;
        while (ends < 4) {
            int next = in.read();
            if (next < 0 && head.size() == 0) {
                return null;
            }
            if (next < 0 || head.size() > LONGEST_HEAD) {
                throw new EOFException("a head that does not end");
            }
            head.write(next);
            ends = next == (ends % 2 == 0 ? '\r' : '\n') ? ends + 1 : next == '\r' ? 1 : 0;
        }
        return new HttpMessage(head.toByteArray(), NOTHING);
    }

    /** With the body that follows this head; of an answer without a length, all until the connection's end. */
    HttpMessage withBody(InputStream in, boolean untilEnd) throws IOException {
        if (isChunked()) {
            return new HttpMessage(head, chunks(in));
        }
        long length = length();
        if (length < 0) {
            return untilEnd ? new HttpMessage(head, in.readAllBytes()) : this;
        }
        return withPart(in, length);
    }

    /** With so many bytes of its body. */
    HttpMessage withPart(InputStream in, long bytes) throws IOException {
        byte[] read = in.readNBytes(Math.toIntExact(bytes));
        if (read.length < bytes) {
            throw new EOFException("a body that does not end");
        }
        return new HttpMessage(head, read);
    }

    HttpMessage flipped(double at) {
        byte[] wrong = body.clone();
        if (wrong.length > 0) {
            wrong[Math.min(wrong.length - 1, (int) (wrong.length * at))] ^= 1;
        }
        return new HttpMessage(head, wrong);
    }

    String firstLine() {
        return lines().getFirst();
    }

    int status() {
        return Integer.parseInt(firstLine().split(" ", 3)[1]);
    }

    Map<String, List<String>> headers() {
        Map<String, List<String>> headers = new TreeMap<>();
        for (String line : lines().subList(1, lines().size())) {
            int colon = line.indexOf(':');
            headers.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        return headers;
    }

    boolean has(String name, String value) {
        return headers().getOrDefault(name, List.of()).stream().anyMatch(value::equalsIgnoreCase);
    }

    /** -1 when no length is told. */
    long length() {
        List<String> told = headers().get("content-length");
        return told == null ? -1 : Long.parseLong(told.getFirst());
    }

    private boolean isChunked() {
        return has("transfer-encoding", "chunked");
    }

    private List<String> lines() {
        return new String(head, StandardCharsets.ISO_8859_1).strip().lines().toList();
    }

    /** As they come, with their lengths. */
    private static byte[] chunks(InputStream in) throws IOException {
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        int size = -1;
        while (size != 0) {
            String line = line(in, raw);
            size = Integer.parseInt(line.split(";", 2)[0].strip(), 16);
            raw.writeBytes(in.readNBytes(size));
            line(in, raw);
        }
        return raw.toByteArray();
    }

    private static String line(InputStream in, ByteArrayOutputStream raw) throws IOException {
        StringBuilder line = new StringBuilder();
        int next = 0;
        while (next != '\n') {
            next = in.read();
            if (next < 0) {
                throw new EOFException("chunks that do not end");
            }
            raw.write(next);
            line.append((char) next);
        }
        return line.toString().strip();
    }
}
