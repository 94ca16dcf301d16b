package io.mooring.backup.source;

/** A column as the catalogue has it; {@code bytea} says whether it is of exactly that type. */
record Column(String name, boolean bytea) {}
