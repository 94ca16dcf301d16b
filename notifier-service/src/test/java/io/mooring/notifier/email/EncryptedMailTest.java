package io.mooring.notifier.email;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.embedded.mail.MailFault;
import io.mooring.embedded.mail.MailStandIn;
import io.mooring.embedded.mail.ReceivedMail;
import io.mooring.notifier.channel.Answer;
import io.mooring.notifier.channel.Envelopes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.time.InstantSource;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The way to the mail server, against a certificate that only this test trusts. */
class EncryptedMailTest {

    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    static Path folder;

    private static SSLContext certificate;

    @BeforeAll
    static void makeACertificate() throws Exception {
        Path store = folder.resolve("mail.p12");
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        Process made = new ProcessBuilder(
                        keytool.toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "mail",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost,ip:127.0.0.1",
                        "-validity",
                        "30",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "changeit",
                        "-keystore",
                        store.toString())
                .redirectErrorStream(true)
                .start();
        made.getInputStream().readAllBytes();
        assertThat(made.waitFor()).isZero();
        certificate = context(store);
    }

    @Test
    void isEncryptedFromTheStart() throws IOException {
        ReceivedMail mail = sent(TlsMode.TLS, true);
        assertThat(mail.encrypted()).isTrue();
        assertThat(mail.user()).isEqualTo("mooring");
    }

    @Test
    void isEncryptedByStartTls() throws IOException {
        assertThat(sent(TlsMode.STARTTLS, false).encrypted()).isTrue();
    }

    @Test
    void nothingIsSentWhereTheOfferOfEncryptionWasTakenAway() throws IOException {
        try (MailStandIn server = MailStandIn.encrypted(certificate, false);
                EmailChannel channel = channel(server, TlsMode.STARTTLS, certificate.getSocketFactory())) {
            server.next(new MailFault.OffersNoEncryption());
            assertThat(channel.send(envelopes().open("x"))).isInstanceOf(Answer.TryAgain.class);
            assertThat(server.mails()).isEmpty();
        }
    }

    @Test
    void aServerThatNobodyVouchesForGetsNothing() throws IOException {
        try (MailStandIn server = MailStandIn.encrypted(certificate, true);
                EmailChannel channel = channel(server, TlsMode.TLS, null)) {
            assertThat(channel.send(envelopes().open("x"))).isInstanceOf(Answer.TryAgain.class);
            assertThat(server.mails()).isEmpty();
        }
    }

    /** It says nothing against the mail, which goes out once the settings are right. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aServerThatDemandsEncryptionOrAnAccountIsForAPersonToMend(boolean encryption) throws IOException {
        try (MailStandIn server = encryption ? MailStandIn.encrypted(certificate, false) : MailStandIn.start(0, 0);
                EmailChannel channel =
                        new EmailChannel(settings(server, TlsMode.NONE, "", ""), InstantSource.system())) {
            server.demand("mooring", "secret");
            assertThat(channel.send(envelopes().open("x")))
                    .isInstanceOfSatisfying(Answer.TryAgain.class, again -> assertThat(again.detail())
                            .contains("notifier.email.tls", "notifier.email.user"));
            assertThat(server.mails()).isEmpty();
        }
    }

    private static ReceivedMail sent(TlsMode mode, boolean fromTheStart) throws IOException {
        try (MailStandIn server = MailStandIn.encrypted(certificate, fromTheStart);
                EmailChannel channel = channel(server, mode, certificate.getSocketFactory())) {
            assertThat(channel.send(envelopes().open("x"))).isInstanceOf(Answer.Delivered.class);
            return server.mails().getFirst();
        }
    }

    private static EmailChannel channel(MailStandIn server, TlsMode mode, @Nullable SSLSocketFactory trusted) {
        return new EmailChannel(settings(server, mode, "mooring", "secret"), InstantSource.system(), trusted);
    }

    private static EmailSettings settings(MailStandIn server, TlsMode mode, String user, String password) {
        return new EmailSettings(
                "localhost",
                server.smtpPort(),
                mode,
                user,
                password,
                "mooring@example.org",
                Duration.ofSeconds(20),
                Duration.ofSeconds(60),
                3);
    }

    private static Envelopes envelopes() {
        return new Envelopes(MailProvider.to("ann@example.org"));
    }

    private static SSLContext context(Path file) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("mail", store.getCertificate("mail"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }
}
