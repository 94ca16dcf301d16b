/** Services as processes that a test kills, freezes and starts again. */
@NullMarked
package io.mooring.testkit.process;

import org.jspecify.annotations.NullMarked;
