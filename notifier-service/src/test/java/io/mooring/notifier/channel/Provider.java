package io.mooring.notifier.channel;

import io.mooring.notifier.message.Destination;
import java.util.List;

/** A provider as a channel's test sees it: a stand-in that answers as the real one is documented to, and what it has been told. */
public interface Provider extends AutoCloseable {

    /** A channel and where it speaks to. Time-outs are short: some tests wait for one. */
    record Line(Channel channel, Destination destination) {}

    /** To this provider. */
    Line line();

    /** The same kind of line without what it needs: a token, a host, an address. */
    Line unconfigured();

    /** The same kind of line to a place where nobody listens. */
    Line unreachable();

    /** Does this to the next call that sends. */
    void next(Trouble trouble);

    /** How many sendings were taken so far, with edits, resolutions and whatever a channel's operations come to. */
    int taken();

    /** How many things stand beside each other for a person: messages outside threads, incidents, mail threads. */
    int conversations();

    /** Everything that a person or a receiver can read now, markup taken off and escapes undone. */
    String shown();

    /** Loses what it was told, as when a person deletes a message or an incident is closed behind our back. */
    void forget();

    /** What must never be said: tokens, routing keys, passwords. */
    List<String> secrets();

    /** Fails when what the kit's {@link Envelopes#hostile} sent did something: called people, added a header, ran a script. */
    void assertHarmless();

    @Override
    void close();
}
