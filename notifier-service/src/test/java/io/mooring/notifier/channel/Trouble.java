package io.mooring.notifier.channel;

/** What a provider does to the next call instead of simply answering; a provider takes them one for each call, in their order. */
public sealed interface Trouble {

    /** It takes the message and says nothing until the caller gives up. */
    record TakesThenHangs() implements Trouble {}

    /** It takes the message and breaks the connection instead of answering. */
    record TakesThenCuts() implements Trouble {}

    /** It reads the whole request, does nothing with it and breaks the connection. */
    record Cuts() implements Trouble {}

    /** It says that it cannot for now (HTTP 503, SMTP 451) and takes nothing. */
    record FailsForNow() implements Trouble {}

    /** It says that there is something wrong with this message that will not pass, and takes nothing. */
    record RefusesForGood() implements Trouble {}

    /** HTTP 429 with this header; it takes nothing. Only {@link HttpChannelContract} asks for it. */
    record AsksToWait(String retryAfter) implements Trouble {}
}
