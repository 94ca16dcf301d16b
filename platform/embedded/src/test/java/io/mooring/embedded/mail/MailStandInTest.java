package io.mooring.embedded.mail;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MailStandInTest {

    private MailStandIn server;

    @BeforeEach
    void start() throws IOException {
        server = MailStandIn.start(0, 0);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void keepsAMailAsItCame() throws MessagingException {
        send("Disk full: Größe", "<p>one</p>\r\n.\r\n..two");
        ReceivedMail mail = server.mails().getFirst();
        assertThat(mail.subject()).isEqualTo("Disk full: Größe");
        assertThat(mail.html()).contains("<p>one</p>\r\n.\r\n..two");
        assertThat(mail.sender()).isEqualTo("mooring@example.org");
        assertThat(mail.recipients()).containsExactly("ann@example.org");
    }

    @Test
    void thePageShowsMarkupAsTextAndTheMailInAFrameThatCanDoNothing() throws Exception {
        send("<script>alert(1)</script>", "<h1>Disk full</h1>");
        String page = get("").body();
        assertThat(page).contains("&lt;script&gt;", "<iframe sandbox ").doesNotContain("<script>");
        String frame = page.substring(page.indexOf("/mails/") + 1);
        HttpResponse<String> shown = get(frame.substring(0, frame.indexOf('"')));
        assertThat(shown.body()).contains("<h1>Disk full</h1>");
        assertThat(shown.headers().firstValue("Content-Security-Policy").orElse(""))
                .startsWith("sandbox;");
    }

    @Test
    void saysWhenThereIsNothing() throws Exception {
        assertThat(get("").body()).contains("No mail has come yet.");
        assertThat(get("mails/none").statusCode()).isEqualTo(404);
    }

    private HttpResponse<String> get(String path) throws Exception {
        URI uri = server.pageUrl().resolve("/" + path);
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
        }
    }

    private void send(String subject, String html) throws MessagingException {
        Session session = Session.getInstance(new Properties());
        MimeMessage mail = new MimeMessage(session);
        mail.setFrom("mooring@example.org");
        mail.setSubject(subject, "utf-8");
        mail.setText(html, "utf-8", "html");
        mail.saveChanges();
        try (Transport transport = session.getTransport("smtp")) {
            transport.connect("127.0.0.1", server.smtpPort(), null, null);
            transport.sendMessage(mail, new InternetAddress[] {new InternetAddress("ann@example.org")});
        }
    }
}
