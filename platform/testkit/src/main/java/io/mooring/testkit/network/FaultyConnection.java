package io.mooring.testkit.network;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One client's connection: its requests one after the other, each on a connection of its own to the server. */
final class FaultyConnection implements Runnable {

    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final FaultyHttp proxy;
    private final Socket client;

    FaultyConnection(FaultyHttp proxy, Socket client) {
        this.proxy = proxy;
        this.client = client;
    }

    @Override
    public void run() {
        try (client) {
            InputStream in = new BufferedInputStream(client.getInputStream());
            HttpMessage head = HttpMessage.head(in);
            while (head != null && serve(head, in)) {
                head = HttpMessage.head(in);
            }
        } catch (IOException | InterruptedException gone) {
            CutCable.reset(client);
        } finally {
            proxy.forget(client);
        }
    }

    /** Whether the connection can be used again. */
    private boolean serve(HttpMessage head, InputStream in) throws IOException, InterruptedException {
        Optional<HttpTrouble> trouble = proxy.met(SeenRequest.of(head));
        boolean waits = head.has("expect", "100-continue");
        if (trouble.isPresent() && trouble.get() instanceof HttpTrouble.Answer answer) {
            if (!waits) {
                head.withBody(in, false);
            }
            send(answer);
            return false;
        }
        if (waits) {
            client.getOutputStream().write(CONTINUE);
        }
        return pass(head, in, trouble.orElse(null));
    }

    private boolean pass(HttpMessage head, InputStream in, @Nullable HttpTrouble trouble)
            throws IOException, InterruptedException {
        Socket server = proxy.server();
        try {
            if (trouble instanceof HttpTrouble.CutRequest cut) {
                server.getOutputStream().write(part(head, in, cut.part()));
                return cut(server);
            }
            HttpMessage request = head.withBody(in, false);
            if (trouble instanceof HttpTrouble.FlipRequest flip) {
                request = request.flipped(flip.at());
            }
            if (trouble instanceof HttpTrouble.Silence) {
                return in.read() < 0 && cut(server);
            }
            send(request, server);
            return answer(answerOf(server, request), trouble, server);
        } finally {
            server.close();
            proxy.forget(server);
        }
    }

    private static byte[] part(HttpMessage head, InputStream in, double part) throws IOException {
        long all = head.head().length + Math.max(0, head.length());
        int wanted = Math.toIntExact((long) (all * part));
        byte[] body =
                head.withPart(in, Math.max(0, wanted - head.head().length)).body();
        byte[] passed = Arrays.copyOf(head.head(), wanted);
        System.arraycopy(body, 0, passed, wanted - body.length, body.length);
        return passed;
    }

    private boolean answer(HttpMessage answer, @Nullable HttpTrouble trouble, Socket server)
            throws IOException, InterruptedException {
        switch (trouble) {
            case HttpTrouble.LoseAnswer lost -> {
                return cut(server);
            }
            case HttpTrouble.CutAnswer cut -> {
                OutputStream out = client.getOutputStream();
                out.write(answer.head());
                out.write(answer.body(), 0, (int) (answer.body().length * cut.part()));
                return cut(server);
            }
            case HttpTrouble.FlipAnswer flip -> send(answer.flipped(flip.at()), client);
            case HttpTrouble.Late late -> {
                Thread.sleep(late.by());
                send(answer, client);
            }
            case null, default -> send(answer, client);
        }
        return !answer.has("connection", "close");
    }

    private static HttpMessage answerOf(Socket server, HttpMessage request) throws IOException {
        InputStream in = new BufferedInputStream(server.getInputStream());
        while (true) {
            HttpMessage head = HttpMessage.head(in);
            if (head == null) {
                throw new IOException("the server does not answer " + request.firstLine());
            }
            int status = head.status();
            if (status >= 200) {
                boolean none = request.firstLine().startsWith("HEAD ") || status == 204 || status == 304;
                return none ? head : head.withBody(in, true);
            }
        }
    }

    private boolean cut(Socket server) {
        CutCable.reset(server);
        CutCable.reset(client);
        return false;
    }

    private void send(HttpTrouble.Answer answer) throws IOException {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        StringBuilder head = new StringBuilder("HTTP/1.1 " + answer.status() + " Trouble\r\n");
        for (String header : answer.headers()) {
            head.append(header).append("\r\n");
        }
        head.append("Content-Length: " + body.length + "\r\nConnection: close\r\n\r\n");
        send(new HttpMessage(head.toString().getBytes(StandardCharsets.US_ASCII), body), client);
    }

    private static void send(HttpMessage message, Socket to) throws IOException {
        OutputStream out = to.getOutputStream();
        out.write(message.head());
        out.write(message.body());
        out.flush();
    }
}
