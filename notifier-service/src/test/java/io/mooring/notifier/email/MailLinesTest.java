package io.mooring.notifier.email;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.embedded.mail.MailStandIn;
import io.mooring.notifier.channel.Answer;
import io.mooring.notifier.channel.AnyMessages;
import io.mooring.notifier.channel.Envelopes;
import io.mooring.notifier.message.Message;
import io.mooring.notifier.message.Operation;
import java.io.IOException;
import java.time.InstantSource;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever a message says and however many read it: no line is longer than a mail may have, which servers refuse. */
class MailLinesTest {

    /** RFC 5322, 2.1.1. */
    private static final int LONGEST = 998;

    private static final String FIRST = "<" + "x".repeat(236) + "@example.org>";

    private static MailStandIn server;
    private static EmailChannel channel;

    @BeforeContainer
    static void start() throws IOException {
        server = MailStandIn.start(0, 0);
        channel = new EmailChannel(MailProvider.settings("127.0.0.1", server.smtpPort()), InstantSource.system());
    }

    @AfterContainer
    static void stop() {
        channel.close();
        server.close();
    }

    @Provide
    Arbitrary<Message> messages() {
        return AnyMessages.any();
    }

    @Property(tries = 25, edgeCases = EdgeCasesMode.NONE)
    void noLineIsLongerThanAServerTakes(@ForAll("messages") Message message) {
        Envelopes team = new Envelopes(MailProvider.to(team()));
        server.forget();
        assertThat(channel.send(team.of(Operation.OPEN, message, null))).isInstanceOf(Answer.Delivered.class);
        assertThat(channel.send(team.of(Operation.CALL, message, FIRST))).isInstanceOf(Answer.Delivered.class);
        assertThat(server.mails()).hasSize(2).allSatisfy(mail -> assertThat(
                        mail.source().split("\r\n"))
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(LONGEST)));
    }

    /** As many as a destination may have, with names and addresses as long as they may be. */
    private static String team() {
        return IntStream.range(0, 50)
                .mapToObj(number -> "%s %d <%s%d@%s.example.org>"
                        .formatted("Person", number, "a".repeat(60), number, "b".repeat(60)))
                .collect(Collectors.joining(", "));
    }
}
