package io.mooring.notifier.slack;

import io.mooring.notifier.channel.Answer;

/** What became of one of the calls that an envelope takes. */
sealed interface Step {

    record Done(SlackReference message) implements Step {}

    /** What was to be changed or replied to is not there any more, or may not be changed any more. */
    record Gone(String error) implements Step {}

    /** The envelope's answer: no further call makes sense now. */
    record Failed(Answer answer) implements Step {}
}
