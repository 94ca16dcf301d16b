/** What is backed up, and the proof of its content under one snapshot. */
@NullMarked
package io.mooring.backup.source;

import org.jspecify.annotations.NullMarked;
