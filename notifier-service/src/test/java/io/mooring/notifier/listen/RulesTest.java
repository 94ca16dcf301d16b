package io.mooring.notifier.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mooring.events.security.AddressBlocked;
import io.mooring.notifier.alert.Report;
import io.mooring.notifier.alert.Report.Says;
import io.mooring.notifier.alert.Severity;
import io.mooring.schemas.TopicCatalogue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a file of rules may say, and what is told when it says it wrongly. */
class RulesTest {

    private static final AddressBlocked BLOCKED = AddressBlocked.newBuilder()
            .setBlockId("b-1")
            .setSubject("192.0.2.7")
            .setReason("Too many failed logins.")
            .setDecidedBy("security-analyzer")
            .setBlockedAt(Rulebooks.AT)
            .build();

    @Test
    void aFileReplacesRulesAddsSomeAndSwitchesSomeOff(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("rules.yml"), """
                rules:
                  - {name: address-blocked, event: AddressBlocked, says: firing, severity: warning,
                     key: "block/#{blockId}", title: "#{subject} was blocked", ends-when-quiet-for: PT10M}
                  - {name: own, event: AddressBlocked, says: news, key: own, title: "Also told"}
                  - {name: threat-detected, enabled: false}
                """);
        List<ReadyRule> rules = Rulebooks.loader("").load(file.toString());
        RuleBook book = new RuleBook(rules, (_, _) -> {});
        assertThat(book.reports(Rulebooks.event(BLOCKED)))
                .extracting(Report::says, report -> report.words().title(), Report::endsWhenQuietFor)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                Says.FIRING, "192.0.2.7 was blocked", Duration.ofMinutes(10)),
                        org.assertj.core.groups.Tuple.tuple(Says.NEWS, "Also told", null));
        assertThat(book.about("ThreatDetected")).isEmpty();
        assertThat(rules).extracting(rule -> rule.rule().origin()).contains("built-in", file.toString());
    }

    @Test
    void allFaultsOfAFileAreToldAtOnceInWords() {
        assertThatThrownBy(() -> Rulebooks.of("""
                        rules:
                          - {name: a, event: NoSuchEvent, says: news, key: k, title: t}
                          - {name: b, event: AddressBlocked, says: news, key: "#{subjct}", title: t}
                          - {name: c, event: AddressBlocked, says: news, key: k, title: "#{subject + }"}
                          - {name: d, event: AddressBlocked, says: shouting, title: t, colour: red}
                          - {name: e, event: AddressBlocked, says: firing, severity: awful, key: k, title: t}
                          - {name: f, event: AddressBlocked, says: news, key: k, title: "#{episodeId.length}"}
                          - {name: g, event: AddressBlocked, when: "#nosuch(subject)", says: news, key: k, title: t}
                          - {name: h, event: AlertRaised, says: news, key: k, title: t}
                          - {name: j, event: AddressBlocked, when: "subject == 'x' and sbject == 'y'", says: news, key: k, title: t}
                          - {name: i, event: AddressBlocked, says: news, key: k, title: t, ends-when-quiet-for: soon}
                          - {name: i, event: AddressBlocked, says: news, key: k, title: t}
                          - nonsense
                        """))
                .isInstanceOf(WrongRules.class)
                .satisfies(wrong -> assertThat(((WrongRules) wrong).faults())
                        .anyMatch(fault -> fault.contains("rule a: there is no event 'NoSuchEvent'"))
                        .anyMatch(fault -> fault.contains("rule b, key: AddressBlocked has no field 'subjct'; it has"))
                        .anyMatch(fault -> fault.contains("rule c, title: cannot be read"))
                        .anyMatch(fault -> fault.contains("rule d: says is one of firing, resolved, news"))
                        .anyMatch(fault -> fault.contains("rule d: key is missing"))
                        .anyMatch(fault -> fault.contains("rule d: 'colour' is nothing that a rule has"))
                        .anyMatch(fault -> fault.contains("rule e, severity: 'awful' is none of info"))
                        .anyMatch(fault -> fault.contains("rule f, title"))
                        .anyMatch(fault -> fault.contains("rule g, when: there is no function #nosuch"))
                        .anyMatch(fault -> fault.contains(
                                "rule h: AlertRaised travels in mooring.alerts, to which rules do not listen"))
                        .anyMatch(fault -> fault.contains("rule j, when: AddressBlocked has no field 'sbject'"))
                        .anyMatch(fault -> fault.contains("rule i: there are two rules of this name"))
                        .anyMatch(fault -> fault.contains("rule i: ends-when-quiet-for is a duration"))
                        .anyMatch(fault -> fault.contains("each of the rules is a map")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "T(java.lang.Runtime).getRuntime()",
                "T(System).exit(1)",
                "new java.io.File('/etc/passwd')",
                "subject.getClass()",
                "subject.class.name",
                "''.getClass().forName('java.lang.Runtime')",
                "@ruleBook",
                "subject = 'other'",
                "event.put('a', 'b')",
                "#lines.getDeclaringClass()",
                "#root.received.payload",
                "#this.getClass()"
            })
    void anExpressionReachesNothingButTheEvent(String expression) {
        assertThatThrownBy(() -> Rulebooks.of("rules: [{name: a, event: AddressBlocked, says: news, key: k, title: \"#{"
                        + expression + "}\"}]"))
                .isInstanceOf(WrongRules.class);
    }

    @Test
    void anExpressionIsBoundedInLengthAndInTime() {
        String everything = "{1,2,3,4,5,6,7,8,9,10}";
        String nested = everything + ".![" + everything + ".![" + everything + ".![" + everything + ".![" + everything
                + ".![1]]]]]";
        assertThatThrownBy(() -> Rulebooks.of(
                        "rules: [{name: a, event: AddressBlocked, says: news, key: k, title: \"#{" + nested + "}\"}]"))
                .isInstanceOf(WrongRules.class);
        assertThatThrownBy(
                        () -> Rulebooks.of("rules: [{name: a, event: AddressBlocked, says: news, key: k, title: \"#{'"
                                + "x".repeat(3000) + "'}\"}]"))
                .isInstanceOf(WrongRules.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "rules: {a: b}", "rulez: []", "rules: [{name: A B}]", "&a [*a]", "!!java.io.File [x]"})
    void whatIsNoFileOfRulesIsRefusedInWords(String text) {
        assertThatThrownBy(() -> Rulebooks.of(text))
                .isInstanceOf(WrongRules.class)
                .hasMessageContaining("fault");
    }

    @Test
    void aFileThatIsNotThereIsToldByItsName() {
        assertThatThrownBy(() -> Rulebooks.loader("").load("/no/such/rules.yml"))
                .isInstanceOf(WrongRules.class)
                .hasMessageContaining("/no/such/rules.yml: there is no such file");
    }

    @Test
    void anEventForWhichARuleFailsIsToldWithItsBareFactsAndCounted() {
        Rulebooks rules = Rulebooks.of("""
                rules:
                  - {name: fails, event: AddressBlocked, says: firing, severity: emergency,
                     key: "#{subject == '192.0.2.7' ? #time(subject) : 'k'}", title: t}
                  - {name: works, event: AddressBlocked, says: news, key: k, title: fine}
                """);
        assertThat(rules.book().concerns(Rulebooks.event(BLOCKED))).isTrue();
        List<Report> reports = rules.reports(BLOCKED);
        assertThat(reports).hasSize(2);
        Report bare = reports.getFirst();
        assertThat(bare.words().title()).isEqualTo("AddressBlocked could not be put into words");
        assertThat(bare.words().text()).contains("fails").contains("key");
        assertThat(bare.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(bare.key()).isEqualTo("unworded/fails/shop");
        assertThat(bare.endsWhenQuietFor()).isNotNull();
        assertThat(Rulebooks.facts(bare)).containsEntry("reason", "Too many failed logins.");
        assertThat(bare.labels()).containsOnlyKeys("source");
        assertThat(rules.unworded).containsExactly("fails");
    }

    @Test
    void whatNoRuleAppliesToConcernsNobody() {
        Rulebooks rules = Rulebooks.of(
                "rules: [{name: a, event: AddressBlocked, when: 'organisationId != null', says: news, key: k, title: t}]");
        assertThat(rules.book().concerns(Rulebooks.event(BLOCKED))).isFalse();
        assertThat(rules.reports(BLOCKED)).isEmpty();
    }

    @Test
    void aKeyThatIsTooLongIsCutAndStaysItsOwn() {
        Rulebooks rules =
                Rulebooks.of("rules: [{name: a, event: AddressBlocked, says: news, key: '#{reason}', title: t}]");
        String one = key(rules, "x".repeat(400) + "1");
        String other = key(rules, "x".repeat(400) + "2");
        assertThat(one).hasSizeLessThanOrEqualTo(Report.KEY).isNotEqualTo(other);
    }

    @Test
    void everyEventThatIsHeardHasARuleOrIsKnownToNeedNone() {
        var told = Rulebooks.builtIn().book().rules().stream()
                .map(rule -> rule.rule().event())
                .collect(Collectors.toSet());
        assertThat(HeardTopics.all().stream().flatMap(topic -> topic.schemas().stream()))
                .extracting(schema -> schema.getName())
                .filteredOn(event -> !told.contains(event))
                .containsExactlyInAnyOrder(
                        "BackupStarted",
                        "AddressUnblocked",
                        "ScalingDecided",
                        "MaintenanceScheduled",
                        "MaintenanceChanged",
                        "MaintenanceStarted",
                        "MaintenanceCancelled");
    }

    /** The rule for each is tried on samples at the start; here on all of them that a newer writer could send. */
    @Test
    void noBuiltInRuleFailsOnAnyEventThatTheContractsAllow() {
        Rulebooks rules = Rulebooks.builtIn();
        HeardTopics.all().forEach(topic -> topic.schemas().forEach(schema -> SampleEvents.of(schema, topic.name())
                .forEach(sample ->
                        rules.reports((SpecificRecord) sample.received().payload()))));
        assertThat(rules.unworded).isEmpty();
    }

    @Test
    void noLabelIsAPersonOrAnAddress() {
        assertThat(Rulebooks.builtIn().book().rules())
                .allSatisfy(rule -> assertThat(rule.rule().labels().keySet())
                        .doesNotContain("requestedBy", "startedBy", "decidedBy", "user"));
        Rulebooks rules = Rulebooks.builtIn();
        assertThat(rules.only(BLOCKED, Says.NEWS).labels().values()).doesNotContain("192.0.2.7");
    }

    @Test
    void rulesHearEveryTopicButThatOfTheAlertsThemselves() {
        assertThat(TopicCatalogue.topics())
                .filteredOn(topic -> !HeardTopics.all().contains(topic))
                .extracting(topic -> topic.name())
                .containsExactly(TopicCatalogue.ALERTS);
    }

    @Test
    void theServiceReadsTheTopicsOfTheRules() throws IOException {
        String settings = new String(
                RulesTest.class.getResourceAsStream("/notifier-service.yml").readAllBytes(), StandardCharsets.UTF_8);
        String read = settings.lines()
                .dropWhile(line -> !line.contains("bindings.listen-in-0"))
                .filter(line -> line.contains("destination:"))
                .findFirst()
                .orElseThrow();
        assertThat(read.substring(read.indexOf(':') + 1).strip().split(","))
                .containsExactlyInAnyOrder(
                        HeardTopics.all().stream().map(topic -> topic.name()).toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource({"0,0 B", "1023,1023 B", "1024,1.0 KiB", "1048524,1023.9 KiB", "1048525,1.0 MiB", "52428800,50.0 MiB"})
    void sizesReadAsPeopleSayThem(long bytes, String words) {
        assertThat(RuleFunctions.bytes(bytes)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({"45000,45 s", "720000,12 min", "12000000,3 h 20 min", "345600000,4 days", "-5,0 s"})
    void durationsReadAsPeopleSayThem(long milliseconds, String words) {
        assertThat(RuleFunctions.duration(milliseconds)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({"0.999,99.9 %", "0.9995,99.95 %", "-0.5,-50 %", "1,100 %", "0,0 %"})
    void sharesReadAsPeopleSayThem(double share, String words) {
        assertThat(RuleFunctions.percent(share)).isEqualTo(words);
    }

    private static String key(Rulebooks rules, String reason) {
        AddressBlocked blocked =
                AddressBlocked.newBuilder(BLOCKED).setReason(reason).build();
        return rules.reports(blocked).getFirst().key();
    }
}
