package io.mooring.notifier.match;

import java.util.Arrays;

/** How a label's value is compared. */
public enum Operator {
    EQUALS("="),
    DIFFERS("!="),
    MATCHES("=~"),
    MATCHES_NOT("!~");

    private final String sign;

    Operator(String sign) {
        this.sign = sign;
    }

    public String sign() {
        return sign;
    }

    /** @throws InvalidMatcherException when no operator is written so */
    public static Operator of(String sign) {
        return Arrays.stream(values())
                .filter(operator -> operator.sign.equals(sign))
                .findFirst()
                .orElseThrow(() -> new InvalidMatcherException("the operator is =, !=, =~ or !~, not '" + sign + "'"));
    }

    boolean isPattern() {
        return this == MATCHES || this == MATCHES_NOT;
    }

    /** Whether it holds where a value is not the one that is named. */
    public boolean isNegative() {
        return this == DIFFERS || this == MATCHES_NOT;
    }

    Operator opposite() {
        return switch (this) {
            case EQUALS -> DIFFERS;
            case DIFFERS -> EQUALS;
            case MATCHES -> MATCHES_NOT;
            case MATCHES_NOT -> MATCHES;
        };
    }
}
