/** What is backed up, when, and to where. Plans decide; runs do. */
@NullMarked
package io.mooring.backup.plan;

import org.jspecify.annotations.NullMarked;
