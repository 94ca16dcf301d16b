package io.mooring.testkit.network;

import java.time.Duration;

/**
 * What can happen to an HTTP request on its way. Parts of a body are told as fractions: 0 is its beginning, 0.5 its middle, 1 its end.
 */
public sealed interface HttpTrouble {

    /** The server is not asked; this is answered in its name. Who waits for "100 Continue" is answered before the body. */
    record Answer(int status, String body, String... headers) implements HttpTrouble {

        /** Without a body, as answers to HEAD are. */
        public Answer(int status) {
            this(status, "");
        }
    }

    /** The connection is reset once this part of the request, its head included, has passed; the server sees it, too. */
    record CutRequest(double part) implements HttpTrouble {}

    /** The server gets the whole request and does what it asks; the connection is reset instead of its answer. */
    record LoseAnswer() implements HttpTrouble {}

    /** The connection is reset once this part of the answer's body has passed. */
    record CutAnswer(double part) implements HttpTrouble {}

    /** The answer comes later. */
    record Late(Duration by) implements HttpTrouble {}

    /** The request is taken and never answered; the connection stays open until the client gives up. */
    record Silence() implements HttpTrouble {}

    /** One bit of the request's body arrives wrong. */
    record FlipRequest(double at) implements HttpTrouble {}

    /** One bit of the answer's body arrives wrong. */
    record FlipAnswer(double at) implements HttpTrouble {}
}
