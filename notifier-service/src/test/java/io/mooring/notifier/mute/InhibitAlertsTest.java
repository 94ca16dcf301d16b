package io.mooring.notifier.mute;

import static io.mooring.notifier.alert.Samples.NOON;
import static io.mooring.notifier.alert.Samples.alert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mooring.notifier.alert.Alert;
import io.mooring.notifier.alert.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class InhibitAlertsTest {

    private static final InhibitionSettings NODE_DOWN = rule("node down", "alertname=NodeDown", "service=~.+", false);

    private final OpenAlerts open = new OpenAlerts();
    private final Alert node = alert("node/1", Severity.CRITICAL, Map.of("alertname", "NodeDown", "node", "n1"));
    private final Alert shop = alert("shop/1", Severity.CRITICAL, Map.of("service", "shop", "node", "n1"));
    private final Alert other = alert("shop/2", Severity.CRITICAL, Map.of("service", "shop", "node", "n2"));

    private static InhibitionSettings rule(String name, String source, String target, boolean emergency) {
        return new InhibitionSettings(name, List.of(source), List.of(target), List.of("node"), emergency);
    }

    private Map<UUID, Muted> muted(InhibitionSettings... rules) {
        List<Alert> all = open.open(20_000).collectList().block();
        return new InhibitAlerts(List.of(rules).stream().map(Inhibition::of).toList(), open)
                .of(all, NOON)
                .block();
    }

    @Test
    void keepsBackWhatSharesTheLabelsOfAnOpenSource() {
        open.are(node, shop, other);
        assertThat(muted(NODE_DOWN)).containsOnlyKeys(shop.id());
        assertThat(muted(NODE_DOWN).get(shop.id())).satisfies(muted -> {
            assertThat(muted.kind()).isEqualTo(Muted.Kind.INHIBITION);
            assertThat(muted.reference()).isEqualTo("node down");
            assertThat(muted.why()).contains("node/1");
        });
    }

    @Test
    void withoutAnOpenSourceNothingIsKeptBack() {
        open.are(shop, other);
        assertThat(muted(NODE_DOWN)).isEmpty();
    }

    @Test
    void anEmergencyIsToldUnlessTheRuleSaysOtherwise() {
        Alert burning = alert("shop/3", Severity.EMERGENCY, Map.of("service", "shop", "node", "n1"));
        open.are(node, burning);
        assertThat(muted(NODE_DOWN)).isEmpty();
        assertThat(muted(rule("all", "alertname=NodeDown", "service=~.+", true)))
                .containsOnlyKeys(burning.id());
    }

    @Test
    void anAlertOnBothSidesKeepsBackNeitherItselfNorItsLike() {
        Alert both = alert("n/1", Severity.CRITICAL, Map.of("alertname", "NodeDown", "service", "x", "node", "n1"));
        Alert like = alert("n/2", Severity.CRITICAL, Map.of("alertname", "NodeDown", "service", "y", "node", "n1"));
        open.are(both, like);
        assertThat(muted(NODE_DOWN)).isEmpty();
    }

    @Test
    void ofTwoThatWouldKeepEachOtherBackOneIsTold() {
        Alert one = alert("a", Severity.WARNING, Map.of("kind", "a", "node", "n1"));
        Alert two = alert("b", Severity.CRITICAL, Map.of("kind", "b", "node", "n1"));
        open.are(one, two);
        assertThat(muted(rule("a keeps b", "kind=a", "kind=b", false), rule("b keeps a", "kind=b", "kind=a", false)))
                .containsOnlyKeys(one.id());
    }

    @Test
    void aBatchOfAThousandAmongTenThousandOpenOnesIsAnswered() {
        List<Alert> storm = new ArrayList<>(List.of(node));
        for (int i = 1; i < 10_000; i++) {
            storm.add(alert("s/" + i, Severity.CRITICAL, Map.of("service", "s", "node", "n" + i % 100)));
        }
        open.are(storm.toArray(Alert[]::new));
        assertThat(muted(NODE_DOWN)).hasSize(100);
    }

    @Test
    void refusesARuleThatCannotBe() {
        assertThatThrownBy(() -> rule("r", "nonsense", "a=b", false)).hasMessageContaining("condition");
        assertThatThrownBy(() -> new InhibitionSettings("r", List.of(), List.of("a=b"), List.of(), false))
                .hasMessageContaining("'r'");
    }
}
