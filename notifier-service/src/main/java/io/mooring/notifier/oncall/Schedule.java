package io.mooring.notifier.oncall;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/**
 * Rotations one upon the other: where an upper one has nobody, the one below shows through.
 *
 * @param layers from below to above
 */
record Schedule(String name, ZoneId zone, List<Layer> layers) {

    Schedule {
        layers = List.copyOf(layers);
    }

    Slot at(Instant now) {
        Instant until = Instant.MAX;
        for (Layer layer : layers.reversed()) {
            Slot slot = layer.at(now).notAfter(until);
            if (slot.person() != null) {
                return slot;
            }
            until = slot.until();
        }
        return Slot.nobody(until);
    }
}
