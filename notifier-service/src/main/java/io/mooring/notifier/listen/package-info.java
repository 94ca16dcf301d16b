/** What events mean to people: rules as data that make reports of them. */
@NullMarked
package io.mooring.notifier.listen;

import org.jspecify.annotations.NullMarked;
