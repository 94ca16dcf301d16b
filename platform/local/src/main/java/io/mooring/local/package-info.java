/** The whole system in one JVM on embedded parts, for trying and developing. */
@NullMarked
package io.mooring.local;

import org.jspecify.annotations.NullMarked;
