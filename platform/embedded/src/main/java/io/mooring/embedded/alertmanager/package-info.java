/** A real Alertmanager, to take alerts from and to compare with. */
@NullMarked
package io.mooring.embedded.alertmanager;

import org.jspecify.annotations.NullMarked;
