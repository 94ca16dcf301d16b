/** What another person must agree to: who may, and what becomes of it when nobody does. */
@NullMarked
package io.mooring.backup.approval;

import org.jspecify.annotations.NullMarked;
