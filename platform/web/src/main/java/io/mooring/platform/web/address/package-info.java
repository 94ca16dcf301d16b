/** Addresses that nothing here could be asked with. */
@NullMarked
package io.mooring.platform.web.address;

import org.jspecify.annotations.NullMarked;
