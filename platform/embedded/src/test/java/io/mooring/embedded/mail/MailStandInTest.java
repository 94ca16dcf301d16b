package io.mooring.embedded.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.AuthenticationFailedException;
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
import org.jspecify.annotations.Nullable;
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
    void thePageShowsMarkupAsTextAndTheMailOnAPageThatCanDoNothing() throws Exception {
        send("<script>alert(1)</script>", "<h1>Disk full</h1>");
        String page = get("").body();
        assertThat(page).contains("&lt;script&gt;", "As HTML").doesNotContain("<script>");
        String mail = page.substring(page.indexOf("/mails/") + 1);
        HttpResponse<String> shown = get(mail.substring(0, mail.indexOf('"')));
        assertThat(shown.body()).contains("<h1>Disk full</h1>");
        assertThat(shown.headers().firstValue("Content-Security-Policy").orElse(""))
                .startsWith("sandbox;");
    }

    @Test
    void whereAnAccountIsDemandedNobodyElseSends() throws MessagingException {
        server.demand("mooring", "right");
        assertThatThrownBy(() -> send("x", "x")).hasMessageContaining("530");
        assertThatThrownBy(() -> send("x", "x", "mooring", "wrong")).isInstanceOf(AuthenticationFailedException.class);
        assertThat(server.mails()).isEmpty();
        send("x", "x", "mooring", "right");
        assertThat(server.mails()).hasSize(1);
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
        send(subject, html, null, null);
    }

    private void send(String subject, String html, @Nullable String user, @Nullable String password)
            throws MessagingException {
        Session session = Session.getInstance(new Properties());
        MimeMessage mail = new MimeMessage(session);
        mail.setFrom("mooring@example.org");
        mail.setSubject(subject, "utf-8");
        mail.setText(html, "utf-8", "html");
        mail.saveChanges();
        try (Transport transport = session.getTransport("smtp")) {
            transport.connect("127.0.0.1", server.smtpPort(), user, password);
            transport.sendMessage(mail, new InternetAddress[] {new InternetAddress("ann@example.org")});
        }
    }
}
