package io.mooring.notifier.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.platform.web.problem.FieldFault;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReportFaultsTest {

    @Test
    void whatIsLeftOutAndWhatIsInOrderIsNoFault() {
        assertThat(ReportFaults.of(null, null)).isEmpty();
        assertThat(ReportFaults.of("k".repeat(Report.KEY), Map.of("team", ""))).isEmpty();
    }

    @Test
    void everyFaultIsToldByItsField() {
        Map<String, @Nullable String> labels = new HashMap<>(Map.of("service", "shop"));
        labels.put("team", null);
        labels.put("host", null);
        assertThat(ReportFaults.of("a\0b" + "k".repeat(Report.KEY), labels))
                .extracting(FieldFault::field)
                .containsExactlyInAnyOrder("key", "key", "labels.team", "labels.host");
    }

    @Test
    void aKeyThatIsNoWholeTextWouldBeAnothers() {
        assertThat(ReportFaults.of("disk \ud83d", null))
                .extracting(FieldFault::field)
                .containsExactly("key");
        assertThat(ReportFaults.of("disk \ud83d\ude00", null)).isEmpty();
    }

    @Test
    void tooManyLabelsAreOneFault() {
        Map<String, @Nullable String> many = IntStream.rangeClosed(0, Report.LABELS)
                .boxed()
                .collect(Collectors.toMap(number -> "label" + number, number -> ""));
        assertThat(ReportFaults.of(null, many)).extracting(FieldFault::field).containsExactly("labels");
    }
}
