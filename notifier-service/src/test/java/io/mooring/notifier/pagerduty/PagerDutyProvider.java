package io.mooring.notifier.pagerduty;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.embedded.pagerduty.PagerDutyFault;
import io.mooring.embedded.pagerduty.PagerDutyIncident;
import io.mooring.embedded.pagerduty.PagerDutyStandIn;
import io.mooring.notifier.channel.Provider;
import io.mooring.notifier.channel.Trouble;
import io.mooring.notifier.message.Destination;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** The stand-in as a channel's test sees it. */
final class PagerDutyProvider implements Provider {

    private static final String ROUTING_KEY = "0123456789abcdef0123456789abcdef";

    final PagerDutyStandIn standIn;
    private final PagerDutyChannel channel;
    private final PagerDutyChannel unreachable;

    PagerDutyProvider(int nobodysPort) throws IOException {
        standIn = PagerDutyStandIn.start(0);
        channel = channel(standIn.apiUrl());
        unreachable = channel(URI.create("http://127.0.0.1:" + nobodysPort + "/"));
    }

    private static PagerDutyChannel channel(URI url) {
        PagerDutySettings settings = new PagerDutySettings(url, Duration.ofSeconds(3));
        return new PagerDutyChannel(settings, JsonMapper.builder().build(), InstantSource.system());
    }

    private static Destination destination(String secret) {
        return new Destination("phones", PagerDutyChannel.ID, "", secret, null);
    }

    @Override
    public Line line() {
        return new Line(channel, destination(ROUTING_KEY));
    }

    @Override
    public Line unconfigured() {
        return new Line(channel, destination(""));
    }

    @Override
    public Line unreachable() {
        return new Line(unreachable, destination(ROUTING_KEY));
    }

    @Override
    public void next(Trouble trouble) {
        standIn.next(
                switch (trouble) {
                    case Trouble.TakesThenHangs hangs -> new PagerDutyFault.AcceptsThenHangs();
                    case Trouble.TakesThenCuts cuts -> new PagerDutyFault.AcceptsThenCuts();
                    case Trouble.Cuts cuts -> new PagerDutyFault.Cuts();
                    case Trouble.FailsForNow fails -> new PagerDutyFault.Answers(503);
                    // A provider that repeats what it was sent must not make us tell it.
                    case Trouble.RefusesForGood refuses -> new PagerDutyFault.CallsItInvalid("bad key " + ROUTING_KEY);
                    case Trouble.AsksToWait wait -> new PagerDutyFault.Throttles(wait.retryAfter());
                });
    }

    @Override
    public int taken() {
        return standIn.accepted();
    }

    @Override
    public int conversations() {
        return standIn.incidents().size();
    }

    @Override
    public String shown() {
        return standIn.incidents().stream()
                .map(incident -> incident.title() + "\n" + String.join("\n", incident.log()))
                .collect(Collectors.joining("\n"));
    }

    /** A person closes the incidents behind our back. */
    @Override
    public void forget() {
        standIn.incidents().stream().map(PagerDutyIncident::id).forEach(id -> standIn.resolve(id, "Ann"));
    }

    @Override
    public List<String> secrets() {
        return List.of(ROUTING_KEY);
    }

    /** PagerDuty shows plain text; the stand-in has held the event to its limits. */
    @Override
    public void assertHarmless() {
        assertThat(standIn.incidents()).hasSize(1);
        assertThat(standIn.incidents().getFirst().title()).doesNotContain("\n", "\u202e", "\u0007");
    }

    @Override
    public void close() {
        channel.close();
        unreachable.close();
        standIn.close();
    }
}
