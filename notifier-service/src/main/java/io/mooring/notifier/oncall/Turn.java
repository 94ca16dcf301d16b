package io.mooring.notifier.oncall;

/** How long one person's turn lasts. */
public enum Turn {
    DAILY(1),
    WEEKLY(7);

    private final int days;

    Turn(int days) {
        this.days = days;
    }

    int days() {
        return days;
    }
}
