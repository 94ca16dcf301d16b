package io.mooring.platform.web.json;

import java.text.ParseException;
import java.time.Instant;
import java.util.Locale;
import org.springframework.format.datetime.standard.InstantFormatter;

/** A time in an address, refused where it is none of the {@link KnownTimes}. */
final class ReadTimeOfAddress extends InstantFormatter {

    @Override
    public Instant parse(String text, Locale locale) throws ParseException {
        Instant time = super.parse(text, locale);
        if (!KnownTimes.hold(time)) {
            throw new ParseException(text, 0);
        }
        return time;
    }
}
