package io.mooring.notifier.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.embedded.webhook.ReceivedWebhook;
import io.mooring.embedded.webhook.WebhookFault;
import io.mooring.notifier.channel.Answer;
import io.mooring.notifier.channel.Envelopes;
import io.mooring.notifier.channel.Finding;
import io.mooring.notifier.channel.HttpChannelContract;
import io.mooring.notifier.channel.NobodysPort;
import io.mooring.notifier.channel.Provider;
import io.mooring.notifier.channel.Readiness;
import io.mooring.notifier.channel.Trouble;
import io.mooring.notifier.message.Destination;
import io.mooring.notifier.message.Envelope;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class WebhookChannelTest extends HttpChannelContract {

    @Override
    protected Provider start() throws Exception {
        return new WebhookProvider(NobodysPort.number());
    }

    @Override
    protected Class<? extends Finding> findsWhatArrived() {
        return Finding.CannotLook.class;
    }

    @Override
    protected Class<? extends Finding> findsWhatDidNot() {
        return Finding.CannotLook.class;
    }

    @Test
    void theSignatureProvesTheBodyAndTheHeadersNameTheDelivery() {
        Envelope envelope = envelopes.open("Disk full");
        delivered(envelope);
        ReceivedWebhook received = webhooks().receiver.received().getFirst();
        assertThat(received.genuine()).isTrue();
        assertThat(received.headers())
                .containsEntry("Mooring-Delivery", envelope.deliveryId().toString())
                .containsEntry("Mooring-Event", "open")
                .containsEntry("Content-Type", "application/json");
    }

    @Test
    void anotherSecretProvesNothing() {
        Destination stranger =
                WebhookProvider.destination(provider.line().destination().address(), "another secret");
        channel.send(new Envelopes(stranger).open("x"));
        assertThat(webhooks().receiver.received().getFirst().genuine()).isFalse();
    }

    @Test
    void theBodyIsTheOneThatReceiversAreTold() {
        Envelope envelope = envelopes.open("Disk full");
        delivered(envelope);
        JsonNode body = webhooks().bodies().getFirst();
        assertThat(body.propertyNames())
                .containsExactlyInAnyOrder(
                        "version",
                        "delivery",
                        "conversation",
                        "operation",
                        "status",
                        "severity",
                        "title",
                        "text",
                        "facts",
                        "lines",
                        "more",
                        "remark",
                        "by",
                        "link",
                        "alert",
                        "correlationId");
        assertThat(body.path("version").asInt()).isOne();
        assertThat(body.path("severity").asString()).isEqualTo("critical");
        assertThat(body.path("facts").path(0).path("value").asString()).isEqualTo("shop");
    }

    @Test
    void everyAttemptOfADeliveryHasTheSameBytesAndId() {
        Envelope envelope = envelopes.open("Disk full");
        provider.next(new Trouble.TakesThenCuts());
        channel.send(envelope);
        delivered(envelope);
        List<ReceivedWebhook> both = webhooks().receiver.received();
        assertThat(both).hasSize(2);
        assertThat(both.getFirst().body()).isEqualTo(both.getLast().body());
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504})
    void whatMayPassIsTriedAgain(int status) {
        webhooks().receiver.next(new WebhookFault.Answers(status, "", ""));
        assertThat(channel.send(envelopes.open("x"))).isInstanceOf(Answer.TryAgain.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 405, 410, 422})
    void whatWillNotPassIsRefused(int status) {
        webhooks().receiver.next(new WebhookFault.Answers(status, "", "no such team"));
        assertThat(channel.send(envelopes.open("x")).detail()).contains(Integer.toString(status));
        webhooks().receiver.next(new WebhookFault.Answers(status, "", "no such team"));
        assertThat(channel.send(envelopes.open("x"))).isInstanceOf(Answer.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404})
    void whatAPersonCanMendIsTriedAgainAndSaysWhatToLookAt(int status) {
        webhooks().receiver.next(new WebhookFault.Answers(status, "", "who are you"));
        assertThat(channel.send(envelopes.open("x"))).isInstanceOfSatisfying(Answer.TryAgain.class, again -> {
            assertThat(again.after()).isNull();
            assertThat(again.detail()).contains(Integer.toString(status), "address and secret");
        });
    }

    @Test
    void redirectsAreNotFollowed() {
        webhooks()
                .receiver
                .next(new WebhookFault.Redirects(webhooks().receiver.hookUrl().toString()));
        assertThat(channel.send(envelopes.open("x"))).isInstanceOf(Answer.Refused.class);
        assertThat(provider.taken()).isZero();
    }

    @Test
    void anAnswerWithoutEndIsNotReadToItsEnd() {
        webhooks().receiver.next(new WebhookFault.Answers(400, "", "x".repeat(900_000)));
        assertThat(channel.send(envelopes.open("x")).detail().length()).isLessThan(500);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ftp://example.org/x",
                "file:///etc/passwd",
                "https://",
                "no address",
                "https://a:b@example.org/"
            })
    void onlyPlainWebAddressesAreUsed(String address) {
        Destination odd = WebhookProvider.destination(address, "s");
        assertThat(channel.readiness(odd).state()).isEqualTo(Readiness.State.NOT_CONFIGURED);
        assertThat(channel.send(new Envelopes(odd).open("x"))).isInstanceOf(Answer.Refused.class);
    }

    @Test
    void privateNetworksAreCalledOnlyWhereThatIsAllowed() {
        try (WebhookChannel careful = WebhookProvider.channel(false)) {
            assertThat(careful.send(envelopes.open("x"))).isInstanceOf(Answer.Refused.class);
        }
        assertThat(provider.taken()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "10.1.2.3",
                "172.16.0.1",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "0.0.0.0",
                "::1",
                "fe80::1",
                "fd00::1",
                "::ffff:10.0.0.1",
                "224.0.0.1"
            })
    void knowsWhatIsInside(String address) throws UnknownHostException {
        assertThat(WebhookTarget.isPrivate(InetAddress.getByName(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8", "100.128.0.1", "172.32.0.1", "2001:4860:4860::8888"})
    void knowsWhatIsOutside(String address) throws UnknownHostException {
        assertThat(WebhookTarget.isPrivate(InetAddress.getByName(address))).isFalse();
    }

    private WebhookProvider webhooks() {
        return (WebhookProvider) provider;
    }
}
