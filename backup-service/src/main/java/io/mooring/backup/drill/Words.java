package io.mooring.backup.drill;

import io.mooring.backup.verify.PrintablePage;
import java.time.Duration;

/** Durations for people. */
final class Words {

    private Words() {}

    static String of(Duration duration) {
        return PrintablePage.duration(duration.toMillis());
    }
}
