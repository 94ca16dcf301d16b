package io.mooring.notifier.alert;

/** A name with its value, both plain text, worth seeing at a glance. */
public record Fact(String name, String value) {

    static final int NAME = 80;
    static final int VALUE = 1_000;

    public Fact {
        name = OutsideText.cut(OutsideText.readable(name), NAME);
        value = OutsideText.cut(OutsideText.readable(value), VALUE);
    }
}
