/** Who is called now: people, rotations, covers, levels of escalation. */
@NullMarked
package io.mooring.notifier.oncall;

import org.jspecify.annotations.NullMarked;
