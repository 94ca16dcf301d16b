package io.mooring.notifier.delivery;

/**
 * A delivery that this sender holds until its lease ends.
 *
 * @param delivery already SENDING, with the number of the attempt that begins now
 * @param before the state it was found in: UNKNOWN and SENDING ask for a look-up before anything is sent
 */
record Claim(Delivery delivery, DeliveryState before, String owner) {

    boolean mayHaveArrived() {
        return before == DeliveryState.UNKNOWN || before == DeliveryState.SENDING;
    }
}
