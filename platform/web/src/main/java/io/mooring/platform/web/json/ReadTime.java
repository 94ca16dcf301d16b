package io.mooring.platform.web.json;

import java.time.DateTimeException;
import java.time.Instant;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.ext.javatime.deser.InstantDeserializer;

/** A time in a body, refused where it is none of the {@link KnownTimes}. */
final class ReadTime extends StdDeserializer<Instant> {

    ReadTime() {
        super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser parser, DeserializationContext context) throws JacksonException {
        try {
            Instant time = InstantDeserializer.INSTANT.deserialize(parser, context);
            if (time == null || KnownTimes.hold(time)) {
                return time;
            }
        } catch (DateTimeException | ArithmeticException beyond) {
            throw refused(parser);
        }
        throw refused(parser);
    }

    private static InvalidFormatException refused(JsonParser parser) {
        return InvalidFormatException.from(parser, "A time beyond reckoning", parser.getString(), Instant.class);
    }
}
