package io.mooring.notifier.channel;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a look-up at the provider says of a delivery whose fate is unknown. */
public sealed interface Finding {

    /** It arrived. */
    record Arrived(String reference) implements Finding {}

    /** The provider answered and does not have it. */
    record Absent() implements Finding {}

    /** The provider does not let us look: sending again is the only way to be sure. */
    record CannotLook(String detail) implements Finding {}

    /** The look-up itself failed and is worth another try; {@code after} is the provider's own wish (Retry-After). */
    record NoAnswer(@Nullable Duration after, String detail) implements Finding {}
}
