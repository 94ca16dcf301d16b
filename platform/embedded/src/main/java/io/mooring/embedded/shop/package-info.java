/** The demonstration shop: a database and files worth backing up. */
@NullMarked
package io.mooring.embedded.shop;

import org.jspecify.annotations.NullMarked;
