package io.mooring.notifier.email;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.embedded.mail.MailFault;
import io.mooring.embedded.mail.MailFault.Step;
import io.mooring.embedded.mail.MailStandIn;
import io.mooring.embedded.mail.ReceivedMail;
import io.mooring.notifier.channel.Provider;
import io.mooring.notifier.channel.Trouble;
import io.mooring.notifier.message.Destination;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;

/** A mail server as a channel's test sees it. */
final class MailProvider implements Provider {

    static final String PASSWORD = "p4ssw0rd-of-mail";

    final MailStandIn server = MailStandIn.start(0, 0);
    private final EmailChannel channel =
            new EmailChannel(settings("127.0.0.1", server.smtpPort()), InstantSource.system());
    private final EmailChannel unconfigured = new EmailChannel(settings("", 25), InstantSource.system());
    private final EmailChannel unreachable;

    MailProvider(int nobodysPort) throws IOException {
        unreachable = new EmailChannel(settings("127.0.0.1", nobodysPort), InstantSource.system());
    }

    static EmailSettings settings(String host, int port) {
        return new EmailSettings(
                host,
                port,
                TlsMode.NONE,
                "mooring",
                PASSWORD,
                "mooring@example.org",
                Duration.ofSeconds(2),
                Duration.ofSeconds(60),
                3);
    }

    static Destination to(String address) {
        return new Destination("team", EmailChannel.ID, address, "", null);
    }

    @Override
    public Line line() {
        return new Line(channel, to("ann@example.org"));
    }

    @Override
    public Line unconfigured() {
        return new Line(unconfigured, to("ann@example.org"));
    }

    @Override
    public Line unreachable() {
        return new Line(unreachable, to("ann@example.org"));
    }

    @Override
    public void next(Trouble trouble) {
        server.next(
                switch (trouble) {
                    case Trouble.TakesThenHangs hangs -> new MailFault.TakesThenHangs();
                    case Trouble.TakesThenCuts cuts -> new MailFault.TakesThenCuts();
                    case Trouble.Cuts cuts -> new MailFault.Cuts(Step.CONTENT);
                    case Trouble.FailsForNow fails -> new MailFault.Answers(Step.SENDER, "451 4.3.0 Try later");
                    case Trouble.RefusesForGood refuses ->
                        new MailFault.Answers(Step.CONTENT, "554 5.7.1 No such words");
                    case Trouble.AsksToWait wait -> throw new IllegalArgumentException("SMTP knows no such thing");
                });
    }

    @Override
    public int taken() {
        return server.mails().size();
    }

    /** Mails that are no answers. */
    @Override
    public int conversations() {
        return (int) server.mails().stream()
                .filter(mail -> mail.header("In-Reply-To") == null)
                .count();
    }

    @Override
    public String shown() {
        return server.mails().stream()
                .map(mail -> mail.subject() + "\n" + mail.text())
                .collect(Collectors.joining("\n"));
    }

    @Override
    public void forget() {
        server.forget();
    }

    @Override
    public List<String> secrets() {
        return List.of(PASSWORD);
    }

    @Override
    public void assertHarmless() {
        ReceivedMail mail = server.mails().getFirst();
        assertThat(server.mails()).hasSize(1);
        assertThat(mail.recipients()).containsExactly("ann@example.org");
        assertThat(mail.header("Bcc")).isNull();
        assertThat(mail.subject()).doesNotContain("\n", "\r", "\u202e");
        assertThat(mail.html()).doesNotContain("<script", "<img").contains("&lt;script&gt;");
    }

    @Override
    public void close() {
        channel.close();
        unconfigured.close();
        unreachable.close();
        server.close();
    }
}
