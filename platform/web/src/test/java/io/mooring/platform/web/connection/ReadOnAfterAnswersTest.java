package io.mooring.platform.web.connection;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.platform.web.LocalTokens;
import io.mooring.platform.web.ServiceTest;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A service over one kept-alive connection. */
@ServiceTest
class ReadOnAfterAnswersTest {

    private static final int PATIENCE_MILLIS = 20_000;
    private static final Pattern LENGTH = Pattern.compile("(?i)content-length: (\\d+)\r\n");

    @Autowired
    private LocalTokens tokens;

    @Test
    void answersWhatComesAfterARequestThatHadToWait(@LocalServerPort int port) throws Exception {
        String slow = request("/api/v1/correlated", "Authorization: Bearer " + tokens.withRoles("viewer") + "\r\n");
        String refused = request("/api/v1/items", "");
        try (Socket connection = new Socket("127.0.0.1", port)) {
            connection.setSoTimeout(PATIENCE_MILLIS);
            InputStream answers = new BufferedInputStream(connection.getInputStream());
            for (int round = 0; round < 20; round++) {
                connection.getOutputStream().write((slow + refused).getBytes(US_ASCII));
                assertThat(status(answers)).isEqualTo("HTTP/1.1 200 OK");
                assertThat(status(answers)).isEqualTo("HTTP/1.1 401 Unauthorized");
            }
        }
    }

    @Test
    void leavesAConnectionAloneThatSpeaksSomethingElse() {
        EmbeddedChannel channel = new EmbeddedChannel();
        ConnectionAutoConfiguration.readOn(channel.pipeline());
        assertThat(channel.pipeline().get(ReadOnAfterAnswers.NAME)).isNull();
        channel.close();
    }

    private static String request(String path, String headers) {
        return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n";
    }

    /** Reads one answer to its end. @return its first line */
    private static String status(InputStream answers) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = answers.read();
            assertThat(next).as("the connection ended after %s", head).isNotNegative();
            head.append((char) next);
        }
        Matcher length = LENGTH.matcher(head);
        assertThat(length.find()).as("%s has a length", head).isTrue();
        answers.readNBytes(Integer.parseInt(length.group(1)));
        return head.substring(0, head.indexOf("\r\n"));
    }
}
