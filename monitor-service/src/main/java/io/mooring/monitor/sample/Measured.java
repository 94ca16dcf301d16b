package io.mooring.monitor.sample;

/**
 * One value read.
 *
 * @param metric OpenTelemetry's name, with its attribute in braces: {@code system.disk.io{direction=read}}
 * @param unit UCUM: {@code 1} for a ratio from 0 to 1, {@code By}, {@code By/s}, {@code s}
 * @param value finite
 */
record Measured(String metric, String unit, double value) {

    Measured {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(metric + " is not a finite number");
        }
    }
}
