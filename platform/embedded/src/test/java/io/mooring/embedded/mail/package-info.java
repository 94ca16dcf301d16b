@NullMarked
package io.mooring.embedded.mail;

import org.jspecify.annotations.NullMarked;
