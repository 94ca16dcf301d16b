/**
 * Finding out whether backups are worth anything: reading them again, and restoring them into a server that is thrown away.
 * {@code throwaway} is plain Java; the rest records, schedules and shows.
 */
@NullMarked
package io.mooring.backup.verify;

import org.jspecify.annotations.NullMarked;
